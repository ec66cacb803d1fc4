import type { CommandPayloads } from "./commands";
import type { Draft, TestRun } from "./test-run.test-support";

export const start = (stepId: string): Draft => ({ type: "StartStep", payload: { stepId } });
export const pass = (stepId: string, fields?: Record<string, string>): Draft => ({
  type: "PassStep",
  payload: { stepId, fields },
});
export const fail = (stepId: string, reason = "it broke"): Draft => ({
  type: "FailStep",
  payload: { stepId, reason },
});
export const warn = (stepId: string, reason = "nearly"): Draft => ({
  type: "WarnStep",
  payload: { stepId, reason },
});
export const retry = (stepId: string, reason?: string): Draft => ({
  type: "RetryStep",
  payload: { stepId, reason },
});
export const skip = (stepId: string, reason = "not here"): Draft => ({
  type: "MarkNotApplicable",
  payload: { stepId, reason },
});
export const substep = (stepId: string, substepId: string, result: "pass" | "fail" = "pass"): Draft => ({
  type: "RecordSubstep",
  payload: { stepId, substepId, result },
});
export const field = (stepId: string, name: string, value: string): Draft => ({
  type: "RecordField",
  payload: { stepId, name, value },
});
export const attach = (
  name: string,
  stepId?: string,
  overrides: Partial<CommandPayloads["AttachEvidence"]> = {},
): Draft => ({
  type: "AttachEvidence",
  payload: { name, stepId, location: `logs/${name}`, sha256: "cd".repeat(32), ...overrides },
});
export const decision = (
  verdict: CommandPayloads["Decide"]["verdict"],
  more: Partial<CommandPayloads["Decide"]> = {},
): Draft => ({
  type: "Decide",
  payload: { verdict, reason: "as agreed", ...more },
});
/** NO-GO with what follows it. */
export const noGo = (follows: "rollback" | "halt"): Draft => ({
  type: "Decide",
  // biome-ignore lint/suspicious/noThenProperty: the command's field is named so on the wire; nobody awaits a payload
  payload: { verdict: "no-go", reason: "as agreed", then: follows },
});
export const go = (decisionPointId: string): Draft => decision("go", { decisionPointId });
export const observe = (triggerId: string): Draft => ({ type: "ObserveTrigger", payload: { triggerId } });
export const cord = (text = "smoke"): Draft => ({ type: "ReportAbort", payload: { text } });
export const classify = (classification = "ENVIRONMENT"): Draft => ({
  type: "ClassifyBlocker",
  payload: { classification, rootCause: "the proxy" },
});
export const signOff = (subject: string): Draft => ({
  type: "SignOff",
  payload: { subject, statement: "seen" },
});
export const voidIt = (stepId: string, reason = "ticked the wrong row"): Draft => ({
  type: "VoidResult",
  payload: { stepId, reason },
});
export const verify = (stepId: string, statement?: string): Draft => ({
  type: "VerifyStep",
  payload: { stepId, statement },
});
export const choose = (stepId: string, reason = "the shorter way"): Draft => ({
  type: "ChooseAlternative",
  payload: { stepId, reason },
});
export const acceptWarn = (stepId: string, reason = "known"): Draft => ({
  type: "AcceptWarn",
  payload: { stepId, reason },
});
/** A waiver for a step or an artifact, until the morning after the sample's T-0. */
export const askWaiver = (
  subject: { stepId?: string; evidence?: string },
  overrides: Partial<CommandPayloads["RequestWaiver"]> = {},
): Draft => ({
  type: "RequestWaiver",
  payload: {
    ...subject,
    ticket: "OPS-7",
    reason: "the vendor is late",
    expiresAt: "2026-11-22T08:00:00Z",
    ...overrides,
  },
});
export const grant = (waiverId: string, statement?: string): Draft => ({
  type: "GrantWaiver",
  payload: { waiverId, statement },
});
export const deny = (waiverId: string, reason = "not tonight"): Draft => ({
  type: "DenyWaiver",
  payload: { waiverId, reason },
});

/** The sample run with its start point at GO: mutation is open. */
export function openMutation(run: TestRun): TestRun {
  return run.given("deployer", pass("pin"), pass("access"), attach("freeze.log")).given("ic", go("start"));
}

/** The sample run before its canary: backup and deploy are done. */
export function deployed(run: TestRun): TestRun {
  return openMutation(run)
    .given("dba", pass("snapshot", { "Snapshot ID": "snap-1" }), attach("restore.log"), pass("readable"))
    .given("deployer", pass("maintenance"))
    .given("dba", pass("migrate"))
    .given("deployer", pass("warm-up"));
}

/** The sample run with nothing standing against GO. */
export function readyForGo(run: TestRun): TestRun {
  return deployed(run)
    .given(
      "deployer",
      substep("money-loop", "deposit"),
      substep("money-loop", "withdraw"),
      pass("money-loop"),
    )
    .given("dba", pass("ledger"), attach("summary.md"));
}

/** The sample run after its final GO. */
export function inHypercare(run: TestRun): TestRun {
  return readyForGo(run).given("ic", go("go-live"));
}

/** The sample run rolling back after its deploy. */
export function rollingBack(run: TestRun): TestRun {
  return deployed(run).given("ic", decision("rollback"));
}
