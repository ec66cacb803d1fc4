import { describe, expect, it } from "vitest";
import {
  amended,
  approve,
  command,
  factOf,
  inForce,
  SHA,
  SMALL,
  stepOf,
  withFact,
  without,
} from "./amendments.test-support";
import { compareDefinitions } from "./compare-definitions";
import {
  attach,
  decision,
  deployed,
  fail,
  go,
  inHypercare,
  openMutation,
  pass,
  retry,
  start,
  substep,
} from "./drafts.test-support";
import { fold } from "./evolve";
import { sampleDefinition, step } from "./sample-definition.test-support";
import { locate } from "./structure";
import type { Draft } from "./test-run.test-support";
import { givenStarted } from "./testing";

describe("the new text in force", () => {
  it("R8.18 steps that are the same keep what was done, and take the new words", () => {
    const run = deployed(givenStarted());
    const before = stepOf(run.state, "snapshot");
    const of = amended("snapshot", { commands: [command("pg_dump --all")], notes: ["mind the disk"] });
    inForce(run, of);
    const after = stepOf(run.state, "snapshot");
    expect(after).toMatchObject({ status: "passed", commands: [{ text: "pg_dump --all" }] });
    expect(after?.fields).toEqual({ "Snapshot ID": "snap-1" });
    expect(after?.attempts).toEqual(before?.attempts);
    expect(after?.finishedBy).toEqual({ personId: "dba", name: "Chi" });
  });

  it("R8.18 a reworded step keeps its history under its new id, and its evidence follows", () => {
    const run = openMutation(givenStarted())
      .given("dba", pass("snapshot", { "Snapshot ID": "snap-1" }), attach("restore.log", "readable"))
      .given("dba", pass("readable"));
    inForce(run, amended("readable", { id: "the-copy", title: "Step readable, by another host" }));
    expect(stepOf(run.state, "readable")).toBeUndefined();
    expect(stepOf(run.state, "the-copy")).toMatchObject({ status: "passed", removed: false });
    expect(run.state.evidence.find((each) => each.name === "restore.log")?.stepId).toBe("the-copy");
  });

  it("R8.18 attempts, a running step, blanks and sub-steps go on where they were", () => {
    const run = deployed(givenStarted())
      .given("deployer", start("money-loop"), substep("money-loop", "deposit"))
      .given("dba", fail("ledger"), retry("ledger"));
    inForce(run, amended("money-loop", { expected: ["both within a minute"] }));
    expect(stepOf(run.state, "money-loop")).toMatchObject({
      status: "running",
      startedBy: { personId: "deployer" },
    });
    expect(stepOf(run.state, "money-loop")?.substeps.map((each) => each.result)).toEqual(["pass", null]);
    expect(stepOf(run.state, "ledger")).toMatchObject({
      status: "running",
      attempt: 2,
      attempts: [{ status: "failed", reason: "it broke" }],
    });
    expect(run.state.mutated).toBe(true);
  });

  it("R8.18 a step that is new is to be done, and bars GO until it is", () => {
    const of = sampleDefinition();
    const phases = of.phases.map((each) =>
      each.id === "canary" ? { ...each, steps: [...each.steps, step("new", { role: "dba" })] } : each,
    );
    const run = inForce(deployed(givenStarted()), { ...of, sha256: SHA, phases });
    expect(stepOf(run.state, "new")).toMatchObject({ status: "waiting", attempt: 1 });
    expect(run.when("ic", go("go-live")).rejection.missing.join()).toContain("Phase canary");
    expect(run.when("dba", pass("new")).events).toContain("StepPassed");
  });

  it("R8.18 the log folds to the same state, and the deviation is on record", () => {
    const run = inForce(deployed(givenStarted()), SMALL);
    expect(fold(run.log)).toEqual(run.state);
    expect(run.state.deviations).toEqual([
      {
        id: run.log.find((event) => event.type === "AmendmentProposed")?.payload.amendmentId,
        kind: "amendment",
        text: "Version 1 was amended to version 2: the flag was missing",
        by: [
          { personId: "dba", name: "Chi" },
          { personId: "ic", name: "Ada" },
        ],
        at: run.clock,
      },
    ]);
  });

  it("R8.23 a step that is gone stays on record where something was done, and owes nothing", () => {
    const run = deployed(givenStarted()).given("dba", fail("ledger"));
    inForce(run, without("ledger"));
    const place = locate(run.state, "ledger");
    expect(place?.phase.id).toBe("canary");
    expect(place?.step).toMatchObject({ removed: true, status: "failed" });
    expect(run.when("dba", retry("ledger")).rejection.rule).toBe("R8");
    run.given(
      "deployer",
      substep("money-loop", "deposit"),
      substep("money-loop", "withdraw"),
      pass("money-loop"),
    );
    run.given("dba", attach("summary.md"));
    expect(run.when("ic", go("go-live")).events).toContain("Decided");
  });

  it("R8.23 evidence alone keeps a step on record", () => {
    const run = inForce(
      deployed(givenStarted()).given("dba", attach("sums.csv", "ledger")),
      without("ledger"),
    );
    expect(stepOf(run.state, "ledger")).toMatchObject({ removed: true, status: "waiting" });
  });

  it("R8.18 completion criteria that are the same stay confirmed", () => {
    const run = inHypercare(givenStarted()).given("ic", {
      type: "ConfirmCriterion",
      payload: { criterionId: "stable" },
    });
    const of = sampleDefinition();
    const completion = [...of.completion, { id: "quiet", text: "No alerts", line: 1 }];
    inForce(run, { ...of, sha256: SHA, completion });
    expect(run.state.status).toBe("hypercare");
    expect(run.state.criteria.map(({ id, confirmedBy }) => [id, confirmedBy?.personId ?? null])).toEqual([
      ["stable", "ic"],
      ["quiet", null],
    ]);
  });

  it("R8.25 a FAIL without exceptions bars GO whatever an amendment makes of its step", () => {
    for (const text of [amended("money-loop", { noExceptions: false }), without("money-loop")]) {
      const run = deployed(givenStarted())
        .given("deployer", fail("money-loop"))
        .given("dba", pass("ledger"), attach("summary.md"));
      inForce(run, text).given("ic", decision("resume"));
      const refused = run.when("ic", go("go-live")).rejection;
      expect(refused.missing.join()).toContain("“Step money-loop” has failed, and its FAIL bars GO");
    }
  });

  it("R8.23 a step that is gone and was never touched vanishes", () => {
    const run = inForce(deployed(givenStarted()), without("ledger"));
    expect(locate(run.state, "ledger")).toBeNull();
  });

  it("R8.23 a phase that is gone stays, where it was, with what was done in it", () => {
    const of = sampleDefinition();
    const phases = of.phases.filter((each) => each.id !== "backup");
    const run = inForce(deployed(givenStarted()), { ...of, sha256: SHA, phases });
    expect(run.state.phases.map((each) => each.id).slice(0, 4)).toEqual([
      "pre",
      "backup",
      "deploy",
      "canary",
    ]);
    const backup = run.state.phases[1];
    expect(backup?.steps.map((each) => [each.id, each.removed])).toEqual([
      ["snapshot", true],
      ["readable", true],
    ]);
    expect(run.given("ic", decision("resume")).when("dba", pass("ledger")).events).toContain("StepPassed");
  });

  it("R8.23 a text that brings a step back finds its history again", () => {
    const run = inForce(deployed(givenStarted()).given("dba", pass("ledger")), without("ledger"));
    const back = { ...sampleDefinition(), sha256: "ef".repeat(32) };
    const fact = { fromSha256: SHA, runbookVersion: 3, changes: compareDefinitions(without("ledger"), back) };
    const draft: Draft = { type: "ProposeAmendment", payload: { version: 3, reason: "needed after all" } };
    run.when("dba", draft, withFact(factOf(back, fact)));
    expect(run.state.amendment).not.toBeNull();
    approve(run, "dba", back, fact);
    approve(run, "ic", back, fact);
    expect(run.state.runbook.version).toBe(3);
    expect(stepOf(run.state, "ledger")).toMatchObject({ removed: false, status: "passed" });
    expect(
      run.state.phases.flatMap((each) => each.steps).filter((each) => each.id === "ledger"),
    ).toHaveLength(1);
  });

  it("R8.23 a step on record gives its id way to one of the new text, and keeps its evidence", () => {
    const run = deployed(givenStarted()).given("dba", attach("sums.csv", "ledger"), pass("ledger"));
    inForce(run, without("ledger"));
    const before = without("ledger");
    const third = amended("warm-up", { id: "ledger" }, { ...before, sha256: "ef".repeat(32) });
    const of = { ...third, sha256: "ef".repeat(32) };
    const fact = { fromSha256: SHA, runbookVersion: 3, changes: compareDefinitions(before, of) };
    const draft: Draft = { type: "ProposeAmendment", payload: { version: 3, reason: "another id" } };
    run.when("dba", draft, withFact(factOf(of, fact)));
    approve(run, "dba", of, fact);
    approve(run, "ic", of, fact);
    expect(stepOf(run.state, "ledger")).toMatchObject({
      title: "Step warm-up",
      status: "passed",
      removed: false,
    });
    expect(stepOf(run.state, "ledger-removed")).toMatchObject({ title: "Step ledger", removed: true });
    expect(run.state.evidence.find((each) => each.name === "sums.csv")?.stepId).toBe("ledger-removed");
  });
});
