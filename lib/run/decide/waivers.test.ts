import { describe, expect, test } from "vitest";
import { askWaiver, attach, deny, fail, grant, pass, retry } from "../drafts.test-support";
import { bareDefinition, phase, step } from "../sample-definition.test-support";
import type { Draft } from "../test-run.test-support";
import { givenRun, givenStarted } from "../testing";
import { last, waive, waiverDefinition } from "../waivers.test-support";

const planned = (kind: "rehearsal" | "production" = "rehearsal") =>
  givenRun({ definition: waiverDefinition(), kind });
const running = () => givenStarted({ definition: waiverDefinition() });

describe("asking", () => {
  test("R11.1 a waiver names one step or one artifact, a ticket, a reason and an expiry", () => {
    const run = planned();
    expect(run.when("deployer", askWaiver({ evidence: "freeze.LOG" })).events).toEqual(["WaiverRequested"]);
    expect(run.state.waivers).toMatchObject([
      {
        subject: { kind: "evidence", name: "Freeze.log" },
        subjectText: "Freeze.log",
        ticket: "OPS-7",
        expiresAt: "2026-11-22T08:00:00.000Z",
        status: "requested",
        requestedBy: { personId: "deployer" },
        bySelf: false,
      },
    ]);
    const malformed: Draft[] = [
      askWaiver({}),
      askWaiver({ stepId: "one", evidence: "Freeze.log" }),
      askWaiver({ stepId: "one" }, { ticket: " " }),
      askWaiver({ stepId: "one" }, { reason: "" }),
      askWaiver({ stepId: "one" }, { expiresAt: "2026-11-22T08:00:00" }),
      askWaiver({ stepId: "one" }, { expiresAt: "soon" }),
    ];
    for (const draft of malformed) expect(run.when("dba", draft).rejection.code).toBe("malformed");
  });

  test("R11.1 the expiry is yet to come, and the same moment is too late", () => {
    const run = planned();
    const past = askWaiver({ stepId: "one" }, { expiresAt: run.clock });
    expect(run.when("dba", past).rejection).toMatchObject({ code: "rule", rule: "R11" });
  });

  test("R11.1 any role-holder but an observer asks, and so does the planner", () => {
    const run = planned("production");
    for (const who of ["observer", "stranger"])
      expect(run.when(who, askWaiver({ stepId: "one" })).rejection.code).toBe("forbidden");
    run.given("planner", askWaiver({ stepId: "one" })).given("scribe", askWaiver({ stepId: "write" }));
  });

  test("R11.2 what stands with no exceptions is never waived, nor is the evidence that it asks for", () => {
    const run = planned();
    for (const subject of [{ stepId: "canary" }, { stepId: "proof" }, { evidence: "proof.log" }])
      expect(run.when("dba", askWaiver(subject)).rejection).toMatchObject({ code: "rule", rule: "R4" });
  });

  test("R11.2 neither is what the run does not have, or has done", () => {
    const run = running().given("deployer", pass("pin"), attach("summary.md"));
    for (const subject of [{ stepId: "x" }, { evidence: "other.log" }, { evidence: " " }])
      expect(run.when("dba", askWaiver(subject)).rejection.code).toBe("not-found");
    for (const subject of [{ stepId: "pin" }, { evidence: "Summary.md" }])
      expect(run.when("dba", askWaiver(subject)).rejection).toMatchObject({ code: "conflict", rule: "R11" });
  });

  test("R11.2 evidence of a failed attempt is owed again, and may be waived", () => {
    const bare = bareDefinition({
      phases: [phase("a", "execute", [step("one", { artifacts: ["one.log"] })])],
    });
    const run = givenStarted({ definition: bare }).given("deployer", attach("one.log", "one")).wait(1);
    expect(run.when("dba", askWaiver({ evidence: "one.log" })).rejection.code).toBe("conflict");
    run.given("deployer", fail("one"), retry("one"));
    waive(run, { evidence: "one.log" }).given("deployer", pass("one"));
  });

  test("R11.2 what a step has passed with is not owed", () => {
    const bare = bareDefinition({
      phases: [phase("a", "execute", [step("one", { artifacts: ["one.log"] })])],
    });
    const run = givenStarted({ definition: bare }).given("deployer", attach("one.log", "one")).wait(1);
    run.given("deployer", pass("one"));
    expect(run.when("dba", askWaiver({ evidence: "one.log" })).rejection.code).toBe("conflict");
  });

  test("R11.7 one waiver at a time stands for a subject, and the register keeps them all", () => {
    const run = planned().given("dba", askWaiver({ stepId: "one" }));
    expect(run.when("scribe", askWaiver({ stepId: "one" })).rejection).toMatchObject({
      code: "conflict",
      rule: "R11",
    });
    run.given("approver", deny(last(run))).given("dba", askWaiver({ stepId: "one" }));
    run.given("approver", grant(last(run)));
    expect(run.when("scribe", askWaiver({ stepId: "one" })).rejection.code).toBe("conflict");
    expect(run.state.waivers.map((each) => each.status)).toEqual(["denied", "granted"]);
    run.given("dba", askWaiver({ stepId: "write" }));
  });
});

describe("answering", () => {
  test("R11.3 in production an approver grants it who did not ask for it, before the start too", () => {
    const run = planned("production").given("approver", askWaiver({ stepId: "one" }));
    expect(run.when("approver", grant(last(run))).rejection).toMatchObject({
      code: "forbidden",
      rule: "R11",
    });
    for (const who of ["ic", "dba", "scribe", "observer", "planner"])
      expect(run.when(who, grant(last(run))).rejection.code).toBe("forbidden");
    const asked = planned("production").given("dba", askWaiver({ stepId: "one" }));
    asked.given("approver", grant(last(asked), "risk taken"));
    expect(asked.state.waivers[0]).toMatchObject({
      status: "granted",
      answeredBy: { personId: "approver" },
      statement: "risk taken",
      bySelf: false,
    });
  });

  test("R11.3 in a rehearsal one may grant one's own, and it is marked", () => {
    const run = planned().given("dba", askWaiver({ stepId: "one" }), grant("c2"));
    expect(run.state.waivers[0]).toMatchObject({ status: "granted", bySelf: true });
    expect(run.when("observer", grant("c2")).rejection.code).toBe("forbidden");
    const other = planned()
      .given("dba", askWaiver({ stepId: "one" }))
      .given("scribe", grant("c2"));
    expect(other.state.waivers[0]?.bySelf).toBe(false);
  });

  test("R11.3 it is answered once, and denied with a reason", () => {
    const run = planned().given("dba", askWaiver({ stepId: "one" }));
    expect(run.when("approver", grant("x")).rejection.code).toBe("not-found");
    expect(run.when("approver", deny("x")).rejection.code).toBe("not-found");
    expect(run.when("approver", deny(last(run), "")).rejection.code).toBe("malformed");
    expect(run.when("dba", deny(last(run))).rejection.code).toBe("forbidden");
    run.given("ic", deny(last(run), "do it"));
    expect(run.state.waivers[0]).toMatchObject({ status: "denied", statement: "do it" });
    for (const draft of [grant(last(run)), deny(last(run))])
      expect(run.when("approver", draft).rejection).toMatchObject({ code: "conflict", rule: "R11" });
  });

  test("R11.3 nothing is granted that is done by now, or whose time is over", () => {
    const run = running()
      .given("dba", askWaiver({ stepId: "pin" }))
      .given("deployer", pass("pin"));
    expect(run.when("approver", grant(last(run))).rejection).toMatchObject({ code: "conflict", rule: "R11" });
    run.given("dba", askWaiver({ stepId: "write" })).wait(7 * 60);
    expect(run.when("approver", grant(last(run))).rejection).toMatchObject({ code: "rule", rule: "R11" });
  });

  test("R11.3 where the runbook has no approver another role-holder answers, and no observer", () => {
    const definition = waiverDefinition();
    definition.roles = definition.roles.filter((role) => role.capability !== "approver");
    const asked = () =>
      givenRun({ definition, kind: "production" }).given("dba", askWaiver({ stepId: "one" }));
    const run = asked();
    expect(run.when("dba", grant(last(run))).rejection).toMatchObject({
      code: "forbidden",
      rule: "R11",
      missing: ["another role-holder"],
    });
    for (const who of ["observer", "planner", "stranger"])
      for (const draft of [grant(last(run)), deny(last(run))])
        expect(run.when(who, draft).rejection.code).toBe("forbidden");
    for (const who of ["ic", "deployer", "scribe"]) {
      expect(asked().given(who, grant("c2")).state.waivers[0]).toMatchObject({
        status: "granted",
        answeredBy: { personId: who },
        bySelf: false,
      });
      expect(asked().given(who, deny("c2")).state.waivers[0]?.status).toBe("denied");
    }
  });

  test("R11.2 what the list of required evidence says a no-exceptions step needs is not waived", () => {
    const definition = waiverDefinition();
    definition.evidence = [
      { name: "canary.log", kind: "upload", requiredBefore: null, stepIds: ["canary"], line: 1 },
    ];
    const run = givenRun({ definition });
    expect(run.when("dba", askWaiver({ evidence: "Canary.log" })).rejection).toMatchObject({ rule: "R4" });
  });
});
