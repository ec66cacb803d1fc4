import type { CommandPayloads } from "./commands";
import type { RunbookDefinition } from "./definition";
import { sampleDefinition } from "./sample-definition.test-support";
import { BEGIN, PEOPLE, T0, TestRun } from "./test-run.test-support";

export interface RunOptions {
  definition?: RunbookDefinition;
  kind?: "rehearsal" | "production";
  window?: { start: string; end: string } | null;
  /** Person by role key; the people of the sample by default. */
  roles?: Record<string, string>;
}

/** A planned run of the sample runbook, or of the one given, with the sample's people in its roles. */
export function givenRun(options: RunOptions = {}): TestRun {
  const definition = options.definition ?? sampleDefinition();
  const people = options.roles ?? Object.fromEntries(definition.roles.map((role) => [role.key, role.key]));
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
    variables: {},
    roles: Object.entries(people).map(([role, id]) => ({ role, personId: id, name: PEOPLE[id] ?? id })),
  };
  return new TestRun().given("planner", { type: "PlanRun", payload });
}

/** The same, started. */
export function givenStarted(options: RunOptions = {}): TestRun {
  return givenRun(options).given("ic", { type: "StartRun", payload: {} });
}
