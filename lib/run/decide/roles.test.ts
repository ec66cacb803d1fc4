import { describe, expect, test } from "vitest";
import { decision, rollingBack } from "../drafts.test-support";
import type { Draft } from "../test-run.test-support";
import { givenRun, givenStarted } from "../testing";

const assign = (role: string, personId: string): Draft => ({
  type: "AssignRole",
  payload: { role, personId, name: personId },
});
const offer = (personId: string): Draft => ({ type: "OfferCommand", payload: { personId, name: personId } });

describe("assigning", () => {
  test("R1.2 StartRun names every required role that nobody holds", () => {
    const run = givenRun({ roles: { ic: "ic", scribe: "scribe" } });
    const { rejection } = run.when("ic", { type: "StartRun", payload: {} });
    expect(rejection).toMatchObject({ code: "rule", rule: "R1", missing: ["Deployer", "DB Owner"] });
    run.given("planner", assign("deployer", "deployer"), assign("dba", "dba"));
    expect(run.when("ic", { type: "StartRun", payload: {} }).events).toEqual(["RunStarted"]);
  });

  test("R1.2 one person may hold several roles", () => {
    const run = givenRun({ roles: { ic: "ic", deployer: "ic", dba: "ic" } });
    expect(run.when("ic", { type: "StartRun", payload: {} }).events).toEqual(["RunStarted"]);
  });

  test("R1.3 before the start the planner assigns every role, the decider's too", () => {
    const run = givenRun().given("planner", assign("ic", "dba"));
    expect(run.when("ic", { type: "StartRun", payload: {} }).rejection.code).toBe("forbidden");
    expect(run.when("dba", { type: "StartRun", payload: {} }).events).toEqual(["RunStarted"]);
  });

  test("R1.3 after the start the decider assigns, and never the decider's role", () => {
    const run = givenStarted().given("ic", assign("dba", "stranger"));
    expect(run.state.roles.find((role) => role.key === "dba")?.holder?.personId).toBe("stranger");
    expect(run.when("ic", assign("ic", "dba")).rejection).toMatchObject({ code: "rule", rule: "R1" });
    expect(run.when("planner", assign("scribe", "x")).rejection.code).toBe("forbidden");
  });

  test("R12.6 after the start no assignment leaves a production run to one person", () => {
    const one = { ic: "ic", deployer: "dba", dba: "dba" };
    const run = givenStarted({ kind: "production", roles: one });
    run.given("ic", assign("deployer", "ic"));
    expect(run.when("ic", assign("dba", "ic")).rejection).toMatchObject({ code: "rule", rule: "R12" });
    run.given("ic", assign("dba", "stranger"));
    const rehearsed = givenStarted({ roles: one }).given("ic", assign("deployer", "ic"), assign("dba", "ic"));
    expect(rehearsed.state.roles.filter((role) => role.holder?.personId === "ic")).toHaveLength(3);
  });

  test("R1.3 an unknown role or the same person again is refused", () => {
    const run = givenRun();
    expect(run.when("planner", assign("cook", "x")).rejection.code).toBe("not-found");
    expect(run.when("planner", assign("dba", "dba")).rejection.code).toBe("conflict");
    expect(run.when("planner", assign("dba", "")).rejection.code).toBe("malformed");
  });
});

describe("handing over command", () => {
  test("R1.4 command passes when the one who was asked accepts", () => {
    const run = givenStarted().given("ic", offer("dba"));
    const offerId = run.state.commandOffer?.id ?? "";
    const accept: Draft = { type: "AcceptCommand", payload: { offerId } };
    expect(run.when("deployer", accept).rejection.code).toBe("forbidden");
    expect(run.when("dba", decision("hold")).rejection.code).toBe("forbidden");
    run.given("dba", accept);
    expect(run.state.roles[0]?.holder).toEqual({ personId: "dba", name: "Chi" });
    expect(run.state.commandOffer).toBeNull();
    expect(run.when("ic", decision("hold")).rejection.code).toBe("forbidden");
    expect(run.when("dba", decision("hold")).events).toEqual(["Decided"]);
  });

  test.each(["dba", "ic"])("R1.4 the offer is declined or taken back by %s", (who) => {
    const run = givenStarted().given("ic", offer("dba"));
    run.given(who, { type: "DeclineCommand", payload: { offerId: run.state.commandOffer?.id ?? "" } });
    expect(run.state.commandOffer).toBeNull();
    expect(run.state.roles[0]?.holder?.personId).toBe("ic");
  });

  test("R1.4 a new offer replaces an open one, whose acceptance then comes too late", () => {
    const run = givenStarted().given("ic", offer("dba"));
    const old = run.state.commandOffer?.id ?? "";
    run.given("ic", offer("deployer"), offer("dba"));
    expect(run.when("dba", { type: "AcceptCommand", payload: { offerId: old } }).rejection.code).toBe(
      "not-found",
    );
  });

  test("R1.4 command is offered to anyone but oneself, so that who gave it away can get it back", () => {
    const run = givenStarted();
    expect(run.when("ic", offer("ic")).rejection.code).toBe("malformed");
    const accept = (): Draft => ({
      type: "AcceptCommand",
      payload: { offerId: run.state.commandOffer?.id ?? "" },
    });
    const deciders = () =>
      run.state.roles.filter((role) => role.capability === "decider").map((role) => role.holder?.personId);
    run.given("ic", offer("dba")).given("dba", accept());
    expect(deciders()).toEqual(["dba"]);
    expect(run.state.roles.some((role) => role.holder?.personId === "ic")).toBe(false);
    run.given("dba", offer("ic")).given("ic", accept());
    expect(deciders()).toEqual(["ic"]);
  });

  test("R1.4 with no offer open there is nothing to accept", () => {
    const accept: Draft = { type: "AcceptCommand", payload: { offerId: "x" } };
    expect(givenStarted().when("dba", accept).rejection.code).toBe("not-found");
    expect(rollingBack(givenStarted()).given("ic", offer("dba")).state.commandOffer?.to.name).toBe("Chi");
  });
});
