import { describe, expect, test } from "vitest";
import { describeEvent } from "../describe-event";
import {
  acceptWarn,
  attach,
  decision,
  deployed,
  field,
  go,
  openMutation,
  pass,
  retry,
  start,
  substep,
  voidIt,
  warn,
} from "../drafts.test-support";
import { sampleDefinition } from "../sample-definition.test-support";
import type { TestRun } from "../test-run.test-support";
import { givenStarted } from "../testing";

type Steps = ReturnType<typeof sampleDefinition>["phases"][number]["steps"];

/** The sample with this change of one of its steps. */
function changed(id: string, change: Partial<Steps[number]>): TestRun {
  const definition = sampleDefinition();
  const phases = definition.phases.map((each) => ({
    ...each,
    steps: each.steps.map((one) => (one.id === id ? { ...one, ...change } : one)),
  }));
  return givenStarted({ definition: { ...definition, phases } });
}

const failures = { checks: [{ left: "failures", op: "==" as const, right: "0" }] };
const pair = {
  checks: [
    { left: "mismatch", op: "<=" as const, right: "0.1 %", pair: { left: "source", right: "target" } },
  ],
};

const stepOf = (run: TestRun, id: string) =>
  run.state.phases.flatMap((each) => each.steps).find((each) => each.id === id);

/** Everything but what bears the check is done; the ledger's PASS has left it open. */
function ledgerOpen(change: Partial<Steps[number]> = failures): TestRun {
  const run = deployed(changed("ledger", change));
  run.given("deployer", substep("money-loop", "deposit"), substep("money-loop", "withdraw"));
  return run.given("deployer", pass("money-loop"), attach("summary.md")).given("dba", pass("ledger"));
}

const barred = (run: TestRun) => run.when("ic", go("go-live")).rejection.missing ?? [];

describe("a check that has no value", () => {
  test("R9.17 keeps no PASS waiting, is named in it, and bars GO until the decider accepts it", () => {
    const run = ledgerOpen();
    const passed = run.log.findLast((event) => event.type === "StepPassed");
    expect(passed?.payload).toMatchObject({ stepId: "ledger", notComputed: ["failures == 0"] });
    if (passed) expect(describeEvent(passed, run.state).detail).toBe("not computed: failures == 0");
    expect(barred(run)).toEqual(["“Step ledger” passed, and failures == 0 was not computed."]);
    expect(run.when("dba", acceptWarn("ledger")).rejection.code).toBe("forbidden");
    run.given("ic", acceptWarn("ledger"));
    expect(run.when("ic", acceptWarn("ledger")).rejection.code).toBe("conflict");
    const accepted = run.log.at(-1);
    if (accepted) expect(describeEvent(accepted, run.state).word).toBe("Accepted, not computed");
    run.given("ic", go("go-live"));
    expect(run.state.status).toBe("hypercare");
  });

  test("R9.17 on a criterion it bars under the criterion's name, and its result is no PASS", () => {
    const definition = sampleDefinition();
    const decisionPoints = definition.decisionPoints.map((each) =>
      each.final ? { ...each, criteria: [{ text: "Backup done", stepId: "snapshot", line: null }] } : each,
    );
    const phases = definition.phases.map((each) => ({
      ...each,
      steps: each.steps.map((one) => (one.id === "snapshot" ? { ...one, ...failures } : one)),
    }));
    const run = deployed(givenStarted({ definition: { ...definition, phases, decisionPoints } }));
    expect(barred(run)).toContain(
      "Criterion “Backup done”: “Step snapshot” passed, and failures == 0 was not computed.",
    );
    run.given("ic", decision("no-go", { decisionPointId: "go-live" }));
    expect(run.state.decisions.at(-1)?.criteria).toEqual([{ text: "Backup done", result: "not-computed" }]);
  });

  test("R1.11 a criterion whose step waits or runs stands in the record as open", () => {
    const waiting = givenStarted().given("ic", decision("no-go", { decisionPointId: "go-live" }));
    expect(waiting.state.decisions[0]?.criteria[0]).toEqual({ text: "Canary PASS", result: "open" });
    const running = deployed(givenStarted()).given("deployer", start("money-loop"));
    running.given("ic", decision("no-go", { decisionPointId: "go-live" }));
    expect(running.state.decisions.at(-1)?.criteria[0]?.result).toBe("open");
  });

  test("R9.17 on a precondition it bars mutation as a WARN does; elsewhere it bars nothing", () => {
    const run = changed("pin", failures).given("deployer", pass("pin"), pass("access"), attach("freeze.log"));
    const text = "Precondition “Step pin” passed, and failures == 0 was not computed.";
    expect(run.when("ic", go("start")).rejection.missing).toEqual([text]);
    run.given("ic", acceptWarn("pin"), go("start"));
    const snapshot = openMutation(changed("snapshot", failures));
    snapshot.given("dba", pass("snapshot", { "Snapshot ID": "s" }));
    snapshot.given("dba", attach("restore.log"), pass("readable"));
    expect(barred(snapshot).join(" ")).not.toContain("failures");
  });

  test("R9.17 neither the PASS of computed checks, nor one under an exception of the text, bars", () => {
    const run = deployed(changed("ledger", { ...failures, exceptions: ["late metrics"] }));
    run.given("dba", {
      type: "PassStep",
      payload: { stepId: "ledger", exception: "late metrics" },
    });
    expect(stepOf(run, "ledger")?.notComputed).toEqual(["failures == 0"]);
    expect(barred(run).join(" ")).not.toContain("failures");
    const done = deployed(changed("ledger", failures)).given("dba", pass("ledger", { failures: "0" }));
    expect(stepOf(done, "ledger")?.notComputed).toEqual([]);
    expect(done.when("ic", acceptWarn("ledger")).rejection.code).toBe("conflict");
    const warned = deployed(changed("ledger", failures)).given("dba", warn("ledger"));
    expect(stepOf(warned, "ledger")?.notComputed).toEqual([]);
  });

  test("R9.18 a value that comes after PASS computes its check and clears GO", () => {
    const run = ledgerOpen();
    expect(run.when("ic", field("ledger", "failures", "0")).rejection.code).toBe("forbidden");
    expect(run.when("dba", field("ledger", "failures", "3")).rejection).toMatchObject({ rule: "R9" });
    expect(run.when("dba", field("ledger", "elsewhere", "3")).rejection).toMatchObject({ rule: "R7" });
    run.given("dba", field("ledger", "FAILURES", "0"));
    expect(stepOf(run, "ledger")).toMatchObject({ notComputed: [], fields: { failures: "0" } });
    expect(run.when("dba", field("ledger", "failures", "0")).rejection).toMatchObject({ rule: "R7" });
    expect(run.when("ic", go("go-live")).events).toContain("Decided");
  });

  test("R9.18 of a pair both values may come, one after the other", () => {
    const counts = ["source", "target"].map((name) => ({ name, type: "number" as const, required: false }));
    const run = ledgerOpen({ ...pair, fields: counts });
    expect(stepOf(run, "ledger")?.notComputed).toEqual(["mismatch <= 0.1 %"]);
    run.given("dba", field("ledger", "source", "1000"));
    expect(stepOf(run, "ledger")?.notComputed).toEqual(["mismatch <= 0.1 %"]);
    expect(run.when("dba", field("ledger", "source", "9")).rejection).toMatchObject({ rule: "R7" });
    expect(run.when("dba", field("ledger", "target", "1100")).rejection).toMatchObject({ rule: "R9" });
    run.given("dba", field("ledger", "target", "1000"));
    expect(stepOf(run, "ledger")?.notComputed).toEqual([]);
  });

  test("R9.18 of several sub-steps each takes its own value", () => {
    const blank = [{ name: "failures", type: "number" as const, required: false }];
    const substeps = ["deposit", "withdraw"].map((id) => ({ id, title: id, fields: blank }));
    const run = openMutation(changed("readable", { ...failures, substeps, artifacts: [] }));
    run.given("dba", pass("snapshot", { "Snapshot ID": "s" }), field("readable", "deposit/failures", "0"));
    run.given("dba", substep("readable", "deposit"), substep("readable", "withdraw"));
    run.given("dba", field("readable", "withdraw/failures", "0"), pass("readable"));
    expect(stepOf(run, "readable")?.notComputed).toEqual([]);
  });

  test("R9.17 the next attempt knows nothing of what the last one left open or had accepted", () => {
    const run = ledgerOpen().given("ic", acceptWarn("ledger")).given("dba", voidIt("ledger"));
    run.given("ic", voidIt("ledger"));
    expect(stepOf(run, "ledger")).toMatchObject({ notComputed: [], warnAccepted: false });
    run.given("dba", pass("ledger"));
    expect(barred(run)).toEqual(["“Step ledger” passed, and failures == 0 was not computed."]);
    const again = changed("pin", failures).given("deployer", pass("pin"), retry("pin", "look again"));
    expect(stepOf(again, "pin")?.notComputed).toEqual([]);
  });

  test("R9.19 a decision freezes what was not computed and whether it was accepted", () => {
    const run = ledgerOpen().given("ic", decision("hold"));
    const rested = { stepId: "ledger", title: "Step ledger", checks: ["failures == 0"] };
    expect(run.state.decisions.at(-1)?.notComputed).toEqual([
      { stepId: "migrate", title: "Step migrate", checks: ["mismatch <= 0.1 %"], accepted: false },
      { ...rested, accepted: false },
    ]);
    run.given("ic", acceptWarn("ledger"), decision("resume"), go("go-live"));
    expect(run.state.decisions.at(-1)?.notComputed.at(-1)).toEqual({ ...rested, accepted: true });
  });
});
