import { describe, expect, test } from "vitest";
import { decision, observe } from "../drafts.test-support";
import { plusMinutes } from "../instant";
import { sampleDefinition } from "../sample-definition.test-support";
import { BEGIN, type Draft, type TestRun } from "../test-run.test-support";
import { clearanceOf, givenRun, givenStarted } from "../testing";

const offer = (personId: string): Draft => ({ type: "OfferCommand", payload: { personId, name: personId } });
const accept = (run: TestRun): Draft => ({
  type: "AcceptCommand",
  payload: { offerId: run.state.commandOffer?.id ?? "" },
});
const lapse = (offerId: string): Draft => ({ type: "LapseOffer", payload: { offerId } });
const deputy = (personId: string): Draft => ({ type: "NameDeputy", payload: { personId, name: personId } });
const assume = (reason = "no answer"): Draft => ({ type: "AssumeCommand", payload: { reason } });
const appoint = (personId: string, reason = "both gone"): Draft => ({
  type: "AppointDecider",
  payload: { personId, name: personId, reason },
});
const assign = (role: string, personId: string): Draft => ({
  type: "AssignRole",
  payload: { role, personId, name: personId },
});

const deciders = (run: TestRun) =>
  run.state.roles.filter((role) => role.capability === "decider").map((role) => role.holder?.personId);

/** Facts of a server that misses these people since the run's beginning. */
const away = (...people: string[]) => ({
  facts: { away: Object.fromEntries(people.map((person) => [person, BEGIN])) },
});

describe("an offer of command", () => {
  test("R1.18 lapses by the system's command, when it is time, once", () => {
    const run = givenStarted().given("ic", offer("dba"));
    const id = run.state.commandOffer?.id ?? "";
    run.wait(4.99);
    expect(run.when("system", lapse(id)).rejection).toMatchObject({ code: "conflict", rule: "R1" });
    run.wait(0.01);
    expect(run.when("dba", lapse(id)).rejection.code).toBe("forbidden");
    expect(run.when("system", lapse(id)).events).toEqual(["CommandOfferLapsed"]);
    expect(run.state.commandOffer).toBeNull();
    expect(run.when("system", lapse(id)).rejection.code).toBe("not-found");
    expect(deciders(run)).toEqual(["ic"]);
  });

  test("R1.18 is not accepted once it has lapsed, even where the timer is late", () => {
    const run = givenStarted().given("ic", offer("dba")).wait(5);
    expect(run.when("dba", accept(run)).rejection).toMatchObject({ code: "conflict", rule: "R1" });
    expect(deciders(run)).toEqual(["ic"]);
  });
});

describe("the deputy", () => {
  test("R1.19 is named by the planner, then by the decider, and anyone with an account will do", () => {
    const run = givenRun();
    expect(run.when("ic", deputy("dba")).rejection.code).toBe("forbidden");
    run.given("planner", deputy("dba")).given("ic", { type: "StartRun", payload: {} });
    expect(run.state.deputy).toEqual({ personId: "dba", name: "dba" });
    expect(run.when("planner", deputy("stranger")).rejection.code).toBe("forbidden");
    run.given("ic", deputy("stranger"));
    expect(run.state.deputy?.personId).toBe("stranger");
    expect(run.when("ic", deputy("stranger")).rejection.code).toBe("conflict");
  });

  test("R1.19 is never the decider", () => {
    const run = givenStarted();
    expect(run.when("ic", deputy("ic")).rejection).toMatchObject({ rule: "R1", missing: ["a deputy"] });
    expect(run.when("ic", deputy(" ")).rejection.code).toBe("malformed");
    expect(() => givenRun({ deputy: "ic" })).toThrow(/somebody else/);
    const planned = givenRun({ deputy: "dba" });
    planned.given("planner", { type: "AssignRole", payload: { role: "ic", personId: "dba", name: "Chi" } });
    expect(planned.state.deputy).toBeNull();
  });

  test("R1.20 is named before a production run starts, not before a rehearsal", () => {
    const run = givenRun({ kind: "production", deputy: null });
    const start: Draft = { type: "StartRun", payload: {} };
    const facts = { clearance: clearanceOf(run) };
    expect(run.when("ic", start, { facts }).rejection).toMatchObject({ rule: "R1", missing: ["a deputy"] });
    run.given("planner", deputy("dba"));
    expect(run.when("ic", start, { facts }).events).toEqual(["RunStarted"]);
    expect(givenRun().when("ic", start).events).toEqual(["RunStarted"]);
  });

  test("R1.21 assumes command after two minutes of the decider's absence", () => {
    const run = givenStarted({ deputy: "dba" });
    expect(run.when("dba", assume(), away()).rejection.missing).toEqual(["2 minutes of Ada's absence"]);
    run.wait(1.99);
    expect(run.when("dba", assume(), away("ic")).rejection).toMatchObject({
      code: "rule",
      rule: "R1",
      missing: [`Ada's absence until ${plusMinutes(BEGIN, 2)}`],
    });
    run.wait(0.01);
    expect(run.when("dba", assume(" "), away("ic")).rejection.code).toBe("malformed");
    expect(run.when("dba", assume(), away("deployer")).rejection.code).toBe("rule");
    expect(run.when("dba", assume()).rejection.code).toBe("rule");
    expect(run.when("deployer", assume(), away("ic")).rejection.code).toBe("forbidden");
    expect(run.when("dba", assume(), away("ic")).events).toEqual(["CommandAssumed"]);
    expect(run.log.at(-1)).toMatchObject({
      role: "ic",
      payload: { ground: "absence", since: BEGIN, to: { personId: "dba" }, from: { personId: "ic" } },
    });
    expect(deciders(run)).toEqual(["dba"]);
    expect(run.when("ic", decision("hold")).rejection.code).toBe("forbidden");
  });

  test("R1.21 assumes command when half of the earliest decision clock is gone", () => {
    const run = givenStarted({ deputy: "dba" }).given("deployer", observe("payouts"));
    run.wait(1).given("deployer", { type: "ObserveTrigger", payload: { text: "odd" } });
    run.wait(1.49);
    expect(run.when("dba", assume()).rejection.missing).toEqual([
      "2 minutes of Ada's absence",
      `half of the decision clock, at ${plusMinutes(BEGIN, 2.5)}`,
    ]);
    run.wait(0.01).given("dba", assume());
    expect(run.log.at(-1)).toMatchObject({ payload: { ground: "clock", since: BEGIN } });
    expect(run.when("dba", decision("continue", { triggerId: "payouts" })).events).toEqual(["Decided"]);
  });

  test("R1.21 a run without a deputy has nobody who assumes command", () => {
    expect(givenStarted().wait(9).when("dba", assume(), away("ic")).rejection).toMatchObject({
      code: "forbidden",
      message: "This run has no deputy.",
    });
  });

  test("R1.22 a change of command settles the offer, and takes the deputy's place from who commands", () => {
    const run = givenStarted({ deputy: "dba" }).given("ic", offer("deployer")).wait(2);
    run.when("dba", assume(), away("ic"));
    expect(run.state).toMatchObject({ commandOffer: null, deputy: null });
    run.given("dba", deputy("deployer"), offer("deployer")).given("deployer", accept(run));
    expect(run.state.deputy).toBeNull();
    run.given("deployer", deputy("ic"), offer("dba")).given("dba", accept(run));
    expect(run.state.deputy?.personId).toBe("ic");
  });
});

describe("appointment", () => {
  /** The sample with two approving roles, Fay's and Eli's beside the scribe's. */
  function twoApprovers(deputyId: string | null = "dba"): TestRun {
    const definition = sampleDefinition();
    definition.roles = [...definition.roles, { key: "cab", name: "Change Board", capability: "approver" }];
    const roles = {
      ...Object.fromEntries(definition.roles.map((role) => [role.key, role.key])),
      cab: "scribe",
    };
    return givenStarted({ definition, roles, deputy: deputyId });
  }
  const gone = away("ic", "dba");

  test("R1.23 two approvers who name the same person appoint them while nobody can command", () => {
    const run = twoApprovers().wait(2);
    expect(run.when("approver", appoint("stranger"), gone).events).toEqual(["AppointmentProposed"]);
    expect(deciders(run)).toEqual(["ic"]);
    expect(run.when("approver", appoint("stranger"), gone).rejection.code).toBe("conflict");
    expect(run.when("scribe", appoint("stranger"), gone).events).toEqual(["DeciderAppointed"]);
    expect(deciders(run)).toEqual(["stranger"]);
    expect(run.state).toMatchObject({ appointment: null, deputy: { personId: "dba" } });
    expect(run.log.at(-1)?.payload).toMatchObject({
      by: [{ personId: "approver" }, { personId: "scribe" }],
      from: { personId: "ic" },
    });
    expect(run.when("stranger", decision("hold")).events).toEqual(["Decided"]);
  });

  test("R1.23 another person proposed takes the place of the one before", () => {
    const run = twoApprovers().wait(2);
    run.when("approver", appoint("stranger"), gone);
    expect(run.when("scribe", appoint("deployer"), gone).events).toEqual(["AppointmentProposed"]);
    expect(run.state.appointment).toMatchObject({
      to: { personId: "deployer" },
      by: [{ personId: "scribe" }],
    });
    expect(run.when("approver", appoint("stranger"), gone).events).toEqual(["AppointmentProposed"]);
    expect(run.when("scribe", appoint("stranger"), gone).events).toEqual(["DeciderAppointed"]);
  });

  test.each([
    ["nobody is missed", away(), ["2 minutes of Ada's absence", "2 minutes of Chi's absence"]],
    ["the deputy is there", away("ic"), ["2 minutes of Chi's absence"]],
    ["the decider is there", away("dba"), ["2 minutes of Ada's absence"]],
  ])("R1.23 nobody is appointed while %s", (_what, meta, missing) => {
    const run = twoApprovers().wait(2);
    expect(run.when("approver", appoint("stranger"), meta).rejection).toMatchObject({ rule: "R1", missing });
  });

  test("R1.23 absence counts from two minutes on, and a run without a deputy misses the decider alone", () => {
    const run = twoApprovers(null).wait(1.99);
    expect(run.when("approver", appoint("stranger"), away("ic")).rejection.rule).toBe("R1");
    run.wait(0.01);
    expect(run.when("approver", appoint("stranger"), away("ic")).events).toEqual(["AppointmentProposed"]);
  });

  test("R1.23 the second word counts only while both are still gone", () => {
    const run = twoApprovers().wait(2);
    run.when("approver", appoint("stranger"), gone);
    expect(run.when("scribe", appoint("stranger"), away("ic")).rejection.rule).toBe("R1");
    expect(deciders(run)).toEqual(["ic"]);
  });

  test("R1.23 takes two people: one approver alone is told so", () => {
    const run = givenStarted({ deputy: "dba" }).wait(2);
    expect(run.when("approver", appoint("stranger"), gone).rejection).toMatchObject({
      rule: "R1",
      missing: ["a second approver"],
      message: "Two approvers appoint a decider; this run has only one: Fay.",
    });
    expect(run.when("dba", appoint("stranger"), gone).rejection.code).toBe("forbidden");
  });

  test("R1.23 who acts is not gone: the deputy assumes command instead", () => {
    const run = twoApprovers("scribe").wait(2);
    const { rejection } = run.when("scribe", appoint("stranger"), away("ic", "scribe"));
    expect(rejection).toMatchObject({ rule: "R1", missing: ["AssumeCommand"] });
    expect(run.when("approver", appoint("ic"), away("ic", "scribe")).rejection.code).toBe("malformed");
    expect(run.when("approver", appoint("x", " "), away("ic", "scribe")).rejection.code).toBe("malformed");
  });

  describe("in a run without an approver's role", () => {
    function noApprover(): TestRun {
      const definition = sampleDefinition();
      definition.roles = definition.roles.filter((role) => role.capability !== "approver");
      return givenStarted({ definition, deputy: "scribe" }).wait(2);
    }
    const away2 = away("ic", "scribe");

    test("R1.23 two other role-holders appoint, and no observer, decider or deputy is one of them", () => {
      const run = noApprover();
      for (const who of ["observer", "stranger", "planner"])
        expect(run.when(who, appoint("stranger"), away2).rejection.code).toBe("forbidden");
      expect(run.when("ic", appoint("stranger"), away2).rejection.rule).toBe("R1");
      expect(run.when("scribe", appoint("stranger"), away2).rejection.missing).toEqual(["AssumeCommand"]);
      expect(run.when("dba", appoint("stranger"), away2).events).toEqual(["AppointmentProposed"]);
      expect(run.when("dba", appoint("stranger"), away2).rejection.code).toBe("conflict");
      expect(run.when("deployer", appoint("stranger"), away2).events).toEqual(["DeciderAppointed"]);
      expect(deciders(run)).toEqual(["stranger"]);
    });

    test("R1.23 one who is alone is told that it takes another", () => {
      const run = noApprover().given("ic", assign("dba", "deployer"));
      expect(run.when("deployer", appoint("stranger"), away2).rejection).toMatchObject({
        rule: "R1",
        missing: ["a second role-holder"],
        message: "Two role-holders appoint a decider; this run has only one: Ben.",
      });
    });
  });

  test("R1.23 who has lost the approver's role meanwhile is not one of the two any more", () => {
    const run = twoApprovers().wait(2);
    run.when("approver", appoint("stranger"), gone);
    run.given("ic", assign("approver", "planner"));
    expect(run.when("scribe", appoint("stranger"), gone).events).toEqual(["AppointmentProposed"]);
    expect(run.when("planner", appoint("stranger"), gone).events).toEqual(["DeciderAppointed"]);
  });
});

test("R1.25 a word given in an earlier absence appoints nobody in a later one, and may be given again", () => {
  const roles = { scribe: "scribe", approver: "approver" };
  const definition = sampleDefinition();
  definition.roles = definition.roles.map((role) =>
    role.key === "scribe" ? { ...role, capability: "approver" } : role,
  );
  const run = givenStarted({ definition, roles: { ic: "ic", deployer: "deployer", dba: "dba", ...roles } });
  run.wait(2).when("approver", appoint("stranger"), away("ic")).events;
  run.wait(60);
  const later = { facts: { away: { ic: plusMinutes(BEGIN, 30) } } };
  expect(run.when("scribe", appoint("stranger"), later).events).toEqual(["AppointmentProposed"]);
  expect(deciders(run)).toEqual(["ic"]);
  run.wait(60);
  const latest = { facts: { away: { ic: plusMinutes(BEGIN, 90) } } };
  expect(run.when("scribe", appoint("stranger"), latest).events).toEqual(["AppointmentProposed"]);
  expect(run.when("approver", appoint("stranger"), latest).events).toEqual(["DeciderAppointed"]);
});
