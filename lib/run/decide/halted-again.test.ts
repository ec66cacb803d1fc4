import { expect, test } from "vitest";
import {
  attach,
  classify,
  cord,
  decision,
  deployed,
  go,
  pass,
  signOff,
  start,
  substep,
} from "../drafts.test-support";
import { sampleDefinition } from "../sample-definition.test-support";
import type { Draft } from "../test-run.test-support";
import { givenStarted } from "../testing";

test("R5.10 an abort that is reported after the sign-off is not resumed from on that signature", () => {
  const run = deployed(givenStarted()).given("dba", cord("smoke"), classify());
  run.given("approver", signOff("resume")).given("scribe", cord("fire"));
  expect(run.state.halt).toMatchObject({ classification: "ENVIRONMENT", resumeSignOff: null });
  expect(run.when("ic", decision("resume")).rejection).toMatchObject({
    rule: "R5",
    missing: ["an approver's sign-off"],
  });
  run.given("approver", signOff("resume")).given("ic", decision("resume"));
  expect(run.state.aborts).toMatchObject([{ settledBy: "resume" }, { settledBy: "resume" }]);
});

test("L.5 what was completed while the run was halted leads to hypercare with the withdrawal of the abort", () => {
  const definition = sampleDefinition();
  const decisionPoints = definition.decisionPoints.map((each) =>
    each.final ? { ...each, afterPhaseId: "deploy", criteria: [] } : each,
  );
  const run = deployed(givenStarted({ definition: { ...definition, decisionPoints } }));
  run.given("dba", attach("summary.md"), pass("ledger")).given("ic", go("go-live"));
  run.given("deployer", start("money-loop")).given("scribe", cord());
  run.given("deployer", substep("money-loop", "deposit"), substep("money-loop", "withdraw"));
  run.given("deployer", pass("money-loop"));
  const abortId = run.state.aborts[0]?.id ?? "";
  const withdraw: Draft = { type: "WithdrawAbort", payload: { abortId, reason: "steam" } };
  run.given("scribe", withdraw);
  expect(run.state.status).toBe("halted");
  expect(run.when("ic", withdraw).events).toEqual([
    "AbortWithdrawalRequested",
    "AbortWithdrawn",
    "HypercareStarted",
  ]);
  expect(run.state.status).toBe("hypercare");
});
