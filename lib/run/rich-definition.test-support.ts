import type { AmendmentFact } from "./amendment-state";
import { compareDefinitions } from "./compare-definitions";
import type { ContinuedRun } from "./continued-run";
import type { PhaseDefinition, RunbookDefinition } from "./definition";
import { phase, sampleDefinition, step } from "./sample-definition.test-support";
import { BEGIN, type TestRun } from "./test-run.test-support";

/** Steps that the sample's phases get besides their own, by phase. */
const MORE_STEPS: Record<string, PhaseDefinition["steps"]> = {
  pre: [step("window-ok", { timeBound: true })],
  backup: [step("fresh", { role: "dba", timeBound: true, verifier: "deployer" })],
  deploy: [
    step("by-script", { role: "dba", mutating: true, alternative: "way" }),
    step("by-hand", { role: "dba", mutating: true, alternative: "way" }),
  ],
  canary: [step("second-look", { role: "deployer", verifier: "dba", exceptions: ["late metrics"] })],
};

/** The sample with everything that it has none of: a second approver, variables, verifiers, ways to choose, a long way back. */
export function richDefinition(): RunbookDefinition {
  const sample = sampleDefinition({ variables: ["DB_NAME"] });
  const ways = ["traffic", "data"].map((id) =>
    phase(`back-${id}`, "rollback", [
      step(`undo-${id}`, { role: "dba", mutating: true, signOffs: id === "data" ? ["cab"] : [] }),
    ]),
  );
  return {
    ...sample,
    roles: [...sample.roles, { key: "cab", name: "Change Board", capability: "approver" }],
    phases: sample.phases.map((each) => ({
      ...each,
      steps: [...each.steps, ...(MORE_STEPS[each.id] ?? [])],
    })),
    rollback: { ...sample.rollback, phases: [...ways, phase("after", "post-rollback", [step("tell-all")])] },
  };
}

/** A night before, on which the backup was done. */
export const LAST_NIGHT: ContinuedRun = {
  ...{ runId: "run-0", title: "First night", outcome: "blocker", headHash: "ef".repeat(32) },
  passes: ["pin", "snapshot", "fresh", "a", "money-loop"].map((stepId) => ({
    ...{ stepId, title: stepId, by: "Chi", at: BEGIN, fields: { "Snapshot ID": "snap-1" } },
  })),
  evidence: [{ name: "snap.log", stepId: "snapshot", sha256: "aa".repeat(32), size: 1 }],
};

/** The text that the run executes now. */
function currentDefinition(run: TestRun): RunbookDefinition | null {
  const event = run.log.findLast((each) => each.type === "AmendmentApplied" || each.type === "RunPlanned");
  return event?.type === "AmendmentApplied" || event?.type === "RunPlanned" ? event.payload.definition : null;
}

/** What the next version changes, by its number: a blank, a mutating command, a step less, a step more. */
function changed(each: PhaseDefinition, version: number): PhaseDefinition {
  const first = each.steps[0];
  if (!first) return each;
  const rest = each.steps.slice(1);
  switch (version % 4) {
    case 2: {
      const notes = { name: `Note ${version}`, type: "text" as const, required: false };
      return { ...each, steps: [{ ...first, fields: [...first.fields, notes] }, ...rest] };
    }
    case 3: {
      const commands = [{ language: "sh", text: `apply ${version}`, line: 1 }];
      return { ...each, steps: [{ ...first, commands }, ...rest] };
    }
    case 0:
      return rest.length > 0 && each.kind !== "preconditions" ? { ...each, steps: rest } : each;
    default:
      return { ...each, steps: [...each.steps, step(`${each.id}-v${version}`)] };
  }
}

/** What a server would look up for an amendment to the version after the present one: two approvers agree with it. */
export function nextVersion(run: TestRun): AmendmentFact | undefined {
  const now = currentDefinition(run);
  if (!now) return undefined;
  const runbookVersion = run.state.runbook.version + 1;
  const target = now.phases[runbookVersion % Math.max(1, now.phases.length)];
  const phases = now.phases.map((each) => (each === target ? changed(each, runbookVersion) : each));
  const sha256 = runbookVersion.toString(16).padStart(64, "0");
  const definition = { ...now, sha256, phases };
  const said = { role: null, verdict: "approved" as const, statement: "read", at: BEGIN };
  const approvals = ["approver", "scribe"].map((personId) => ({ ...said, personId, name: personId }));
  return {
    ...{ runbookVersion, sha256, definition, approvals, fromSha256: run.state.runbook.sha256 },
    authorId: "author",
    changes: compareDefinitions(now, definition),
  };
}
