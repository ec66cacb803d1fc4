import type { AmendmentFact } from "./amendment-state";
import type { ApprovalFact } from "./clearance";
import type { CommandMeta } from "./commands";
import { compareDefinitions } from "./compare-definitions";
import type { PhaseDefinition, RunbookDefinition, StepDefinition } from "./definition";
import { sampleDefinition } from "./sample-definition.test-support";
import type { RunState } from "./state";
import { locate } from "./structure";
import type { Answer, Draft, TestRun } from "./test-run.test-support";
import { givenStarted } from "./testing";

export const SHA = "cd".repeat(32);
export const command = (text: string) => ({ language: "bash", text, line: 1 });

/** The sample's next version, with one step changed. */
export function amended(
  id: string,
  change: Partial<StepDefinition>,
  of: RunbookDefinition = sampleDefinition(),
): RunbookDefinition {
  const within = (phases: PhaseDefinition[]) =>
    phases.map((each) => ({
      ...each,
      steps: each.steps.map((one) => (one.id === id ? { ...one, ...change } : one)),
    }));
  const rollback = { ...of.rollback, phases: within(of.rollback.phases) };
  return { ...of, sha256: SHA, phases: within(of.phases), rollback };
}

export function without(id: string, of = sampleDefinition()): RunbookDefinition {
  const phases = of.phases.map((each) => ({ ...each, steps: each.steps.filter((one) => one.id !== id) }));
  return { ...of, sha256: SHA, phases };
}

/** Touches nothing that weighs: a blank of a step that only reads. */
export const SMALL = amended("ledger", { fields: [{ name: "Sum", type: "text", required: false }] });
/** Touches a mutating command. */
export const LARGE = amended("migrate", { commands: [command("alembic upgrade head")] });

export function factOf(definition: RunbookDefinition, more: Partial<AmendmentFact> = {}): AmendmentFact {
  return {
    fromSha256: sampleDefinition().sha256,
    runbookVersion: 2,
    sha256: definition.sha256,
    definition,
    changes: compareDefinitions(sampleDefinition(), definition),
    authorId: "author",
    approvals: [],
    ...more,
  };
}

export const withFact = (amendment: AmendmentFact): Partial<CommandMeta> => ({ facts: { amendment } });

export const proposal = (reason = "the flag was missing"): Draft => ({
  type: "ProposeAmendment",
  payload: { version: 2, reason },
});

export function propose(
  run: TestRun,
  definition: RunbookDefinition,
  more: Partial<AmendmentFact> = {},
): Answer {
  return run.when("dba", proposal(), withFact(factOf(definition, more)));
}

/** Proposed, which must be taken: `events` throws otherwise. */
export function proposed(run: TestRun, definition: RunbookDefinition): TestRun {
  const { events, run: now } = propose(run, definition);
  if (!events.includes("AmendmentProposed")) throw new Error(`not proposed: ${events.join(", ")}`);
  return now;
}

export function approve(
  run: TestRun,
  who: string,
  definition: RunbookDefinition,
  more: Partial<AmendmentFact> = {},
) {
  const amendmentId = run.state.amendment?.id ?? "none";
  const draft: Draft = { type: "ApproveAmendment", payload: { amendmentId, statement: "read and agreed" } };
  return run.when(who, draft, withFact(factOf(definition, more)));
}

/** Proposed and put in force in a rehearsal, by whatever it takes. */
export function inForce(run: TestRun, definition: RunbookDefinition): TestRun {
  proposed(run, definition);
  const people = run.state.amendment?.large ? ["ic"] : ["dba", "ic"];
  const events = people.flatMap((who) => approve(run, who, definition).events);
  if (!events.includes("AmendmentApplied")) throw new Error(`not in force: ${events.join(", ")}`);
  return run;
}

export function approval(personId: string, verdict: ApprovalFact["verdict"] = "approved"): ApprovalFact {
  return { personId, name: personId, role: null, verdict, statement: "seen", at: "2026-11-22T00:00:00.000Z" };
}

export const stepOf = (state: RunState, id: string) => locate(state, id)?.step;

/** A production run that is running; how it got its clearance is no matter of these tests. */
export function production(): TestRun {
  const run = givenStarted();
  run.state = { ...run.state, kind: "production" };
  return run;
}
