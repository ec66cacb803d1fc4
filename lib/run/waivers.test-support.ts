import type { RunbookDefinition } from "./definition";
import { askWaiver, grant } from "./drafts.test-support";
import { bareDefinition, phase, point, step } from "./sample-definition.test-support";
import type { Draft, TestRun } from "./test-run.test-support";

/** A runbook with something of every kind that a waiver may lift, and of what none lifts. */
export const waiverDefinition = (): RunbookDefinition =>
  bareDefinition({
    phases: [
      phase("p", "preconditions", [step("pin"), step("canary", { noExceptions: true })], { ordered: false }),
      phase("a", "execute", [
        step("one", { artifacts: ["one.log"] }),
        step("write", { mutating: true, role: "deployer" }),
        step("proof", { noExceptions: true, artifacts: ["proof.log"] }),
      ]),
    ],
    decisionPoints: [point("p", { final: true, position: "final", afterPhaseId: "a" })],
    evidence: [
      { name: "Freeze.log", kind: "upload", requiredBefore: "execution", stepIds: [], line: 1 },
      { name: "summary.md", kind: "upload", requiredBefore: null, stepIds: [], line: 1 },
    ],
  });

/** The id of the waiver that was asked for last. */
export const last = (run: TestRun) => run.state.waivers.at(-1)?.id ?? "";
export const expire = (waiverId: string): Draft => ({ type: "ExpireWaiver", payload: { waiverId } });

/** Asks for a waiver and has the approver grant it. */
export function waive(run: TestRun, subject: { stepId?: string; evidence?: string }): TestRun {
  run.given("deployer", askWaiver(subject));
  return run.given("approver", grant(last(run)));
}
