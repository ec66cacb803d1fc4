import { describe, expect, test } from "vitest";
import { goBlockers, stepBlockers } from "../blockers";
import { askWaiver, attach, deny, fail, go, grant, pass, skip, start, voidIt } from "../drafts.test-support";
import { findStep } from "../focus";
import { bareDefinition, phase, step } from "../sample-definition.test-support";
import type { Draft } from "../test-run.test-support";
import { givenRun, givenStarted } from "../testing";
import { expire, last, waive, waiverDefinition } from "../waivers.test-support";

const planned = () => givenRun({ definition: waiverDefinition() });
const running = () => givenStarted({ definition: waiverDefinition() });

describe("what a waiver lifts", () => {
  test("R11.4 under it a step is marked N/A that could not be, and the register's id stands with it", () => {
    const run = running();
    const { rejection } = run.when("deployer", skip("pin"));
    expect(rejection).toMatchObject({ code: "rule", rule: "R2", missing: ["a granted waiver"] });
    run.given("deployer", askWaiver({ stepId: "pin" }));
    expect(run.when("deployer", skip("pin")).rejection.rule).toBe("R2");
    run.given("approver", grant(last(run))).given("deployer", skip("pin", "no pin tonight"));
    expect(findStep(run.state, "pin")).toMatchObject({ status: "not-applicable", waiverId: last(run) });
    expect(stepBlockers(run.state, "write").some((each) => each.stepId === "pin")).toBe(false);
    expect(goBlockers(run.state, "p").some((each) => each.stepId === "pin")).toBe(false);
  });

  test("R11.4 a waiver for another step lifts nothing", () => {
    const run = waive(running(), { stepId: "one" });
    expect(run.when("deployer", skip("pin")).rejection.missing).toEqual(["a granted waiver"]);
  });

  test("R11.4 it lifts a failed step as well, and no running one", () => {
    const run = waive(running(), { stepId: "pin" }).given("deployer", start("pin"));
    expect(run.when("deployer", skip("pin")).rejection.code).toBe("conflict");
    run.given("deployer", fail("pin"), skip("pin"));
    expect(findStep(run.state, "pin")?.attempts.map((each) => each.status)).toEqual([
      "failed",
      "not-applicable",
    ]);
  });

  test("R11.4 a mutating step takes the decider's word, and a new attempt is under no waiver", () => {
    const run = waive(running(), { stepId: "write" });
    expect(run.when("deployer", skip("write")).rejection.code).toBe("forbidden");
    run.given("ic", skip("write"), voidIt("write")).given("dba", voidIt("write"));
    expect(findStep(run.state, "write")).toMatchObject({ status: "waiting", waiverId: null });
  });

  test("R11.4 an optional step needs none, and uses none", () => {
    const phases = [phase("a", "execute", [step("may", { optional: true })])];
    const run = waive(givenStarted({ definition: bareDefinition({ phases }) }), { stepId: "may" });
    run.given("deployer", skip("may"));
    expect(findStep(run.state, "may")?.waiverId).toBeNull();
  });

  test("R11.5 a waived artifact bars neither mutation, nor PASS, nor GO", () => {
    const run = running().given("deployer", pass("pin"), pass("canary"));
    expect(run.when("deployer", pass("one")).rejection.missing).toEqual([
      "Evidence “one.log” is not attached.",
    ]);
    waive(run, { evidence: "one.log" }).given("deployer", pass("one"));
    expect(run.when("deployer", start("write")).rejection.rule).toBe("R3");
    waive(run, { evidence: "Freeze.log" }).given("deployer", pass("write"));
    run.given("deployer", attach("proof.log", "proof"), pass("proof"));
    expect(run.when("ic", go("p")).rejection.missing).toEqual(["Evidence “summary.md” is missing."]);
    run.given("deployer", askWaiver({ evidence: "summary.md" }));
    expect(run.when("ic", go("p")).rejection.missing).toEqual([
      "Evidence “summary.md” is missing. Waiver OPS-7 waits for an approver.",
    ]);
    run.given("approver", grant(last(run))).given("ic", go("p"));
  });

  test("R11.5 a step with no exceptions passes with its evidence alone, whatever was waived", () => {
    const run = running().given("deployer", pass("pin"), pass("canary"));
    run.state = {
      ...run.state,
      waivers: [
        {
          id: "w",
          subject: { kind: "evidence", name: "proof.log" },
          subjectText: "proof.log",
          ticket: "OPS-1",
          reason: "r",
          expiresAt: "2026-11-23T08:00:00.000Z",
          status: "granted",
          requestedBy: { personId: "dba", name: "Chi" },
          requestedAt: run.clock,
          answeredBy: null,
          answeredAt: null,
          statement: null,
          bySelf: false,
        },
      ],
    };
    run.given("deployer", attach("one.log"), pass("one"), attach("freeze.log"), pass("write"));
    expect(run.when("deployer", pass("proof")).rejection.rule).toBe("R9");
  });
});

describe("expiry", () => {
  test("R11.6 a waiver expires by the timer alone, when due, once", () => {
    const run = waive(running(), { evidence: "freeze.log" });
    expect(run.when("system", expire("x")).rejection.code).toBe("not-found");
    expect(run.when("system", expire(last(run))).rejection).toMatchObject({ code: "conflict", rule: "R11" });
    run.wait(7 * 60);
    expect(run.when("ic", expire(last(run))).rejection.code).toBe("forbidden");
    expect(run.when("system", expire(last(run))).events).toEqual(["WaiverExpired"]);
    expect(run.state.waivers[0]?.status).toBe("expired");
    expect(run.when("system", expire(last(run))).rejection.code).toBe("conflict");
    const denied = planned()
      .given("dba", askWaiver({ stepId: "one" }))
      .given("approver", deny("c2"))
      .wait(420);
    expect(denied.when("system", expire("c2")).rejection.code).toBe("conflict");
  });

  test("R11.6 one that nobody answered expires as well, and another may be asked for", () => {
    const run = planned()
      .given("dba", askWaiver({ stepId: "one" }))
      .wait(420)
      .given("system", expire("c2"));
    run.given("dba", askWaiver({ stepId: "one" }, { expiresAt: "2026-11-23T08:00:00Z" }));
  });

  test("R11.6 what was done under it stays, what has not used it is owed again", () => {
    const run = running();
    waive(waive(run, { stepId: "pin" }), { evidence: "freeze.log" });
    waive(run, { stepId: "one" }).given("deployer", skip("pin"), pass("canary")).wait(420);
    const owed = () => goBlockers(run.state, "p").map((each) => each.text);
    expect(owed()).not.toContain("Evidence “Freeze.log” is required before execution and missing.");
    expect(run.when("ic", go("p")).rejection.missing.join()).toContain("Freeze.log");
    expect(run.when("deployer", skip("one")).rejection).toMatchObject({ code: "rule", rule: "R2" });
    for (const waiver of run.state.waivers) run.given("system", expire(waiver.id));
    expect(findStep(run.state, "pin")?.status).toBe("not-applicable");
    expect(owed()).toContain("Evidence “Freeze.log” is required before execution and missing.");
  });

  test("R1.11 a decision names the waivers that were granted and had not expired when it was taken", () => {
    const run = waive(running(), { evidence: "summary.md" });
    run.given("deployer", askWaiver({ evidence: "one.log" }, { expiresAt: "2026-11-22T01:10:00Z" }));
    run.given("approver", grant(last(run))).given("deployer", askWaiver({ stepId: "one" }));
    const hold: Draft = { type: "Decide", payload: { verdict: "hold", reason: "lunch" } };
    const resume: Draft = { type: "Decide", payload: { verdict: "resume", reason: "back" } };
    const tickets = () => run.state.decisions.at(-1)?.waivers.map((each) => each.subjectText);
    run.given("ic", hold);
    expect(tickets()).toEqual(["summary.md", "one.log"]);
    expect(run.state.decisions[0]?.waivers[0]).toEqual({
      id: run.state.waivers[0]?.id,
      ticket: "OPS-7",
      subjectText: "summary.md",
      expiresAt: "2026-11-22T08:00:00.000Z",
    });
    // Its time is over, though no timer has said so yet.
    run.wait(10).given("ic", resume);
    expect(tickets()).toEqual(["summary.md"]);
  });
});
