import type { StartClearance } from "./clearance";
import type { CommandPayloads } from "./commands";
import type { ContinuedRun } from "./continued-run";
import type { RunbookDefinition } from "./definition";
import { sampleDefinition } from "./sample-definition.test-support";
import { BEGIN, PEOPLE, T0, TestRun } from "./test-run.test-support";

export interface RunOptions {
  definition?: RunbookDefinition;
  kind?: "rehearsal" | "production";
  window?: { start: string; end: string } | null;
  /** Person by role key; the people of the sample by default. */
  roles?: Record<string, string>;
  /** By default a production run has Gus for a deputy, a rehearsal none. */
  deputy?: string | null;
  variables?: Record<string, string>;
  continues?: ContinuedRun | null;
}

/** What a production start of the run may rest on: an approval of its text by somebody who did not write it. */
export function clearanceOf(run: TestRun, overrides: Partial<StartClearance> = {}): StartClearance {
  const approval = {
    personId: "approver",
    name: "Fay",
    role: null,
    verdict: "approved" as const,
    statement: "read",
  };
  return {
    sha256: run.state.runbook.sha256,
    authorId: "planner",
    approvals: [{ ...approval, at: BEGIN }],
    rehearsals: [],
    ...overrides,
  };
}

/** A planned run of the sample runbook, or of the one given, with the sample's people in its roles. */
export function givenRun(options: RunOptions = {}): TestRun {
  const definition = options.definition ?? sampleDefinition();
  const people = options.roles ?? Object.fromEntries(definition.roles.map((role) => [role.key, role.key]));
  const deputy =
    options.deputy === undefined && options.kind === "production" ? "observer" : (options.deputy ?? null);
  const payload: CommandPayloads["PlanRun"] = {
    runId: "run-1",
    slug: "sample",
    runbookVersion: 1,
    sha256: definition.sha256,
    definition,
    kind: options.kind ?? "rehearsal",
    title: "Sample cutover",
    t0: T0,
    timeZone: "Europe/Vienna",
    window: options.window === undefined ? { start: BEGIN, end: "2026-11-22T05:00:00.000Z" } : options.window,
    variables: options.variables ?? {},
    deputy: deputy === null ? null : { personId: deputy, name: PEOPLE[deputy] ?? deputy },
    continues: options.continues ?? null,
    roles: Object.entries(people).map(([role, id]) => ({ role, personId: id, name: PEOPLE[id] ?? id })),
  };
  return new TestRun().given("planner", { type: "PlanRun", payload });
}

/** The same, started; a production run with the clearance that it takes. */
export function givenStarted(options: RunOptions = {}): TestRun {
  const run = givenRun(options);
  const facts = options.kind === "production" ? { clearance: clearanceOf(run) } : {};
  run.when("ic", { type: "StartRun", payload: {} }, { facts }).events;
  return run;
}
