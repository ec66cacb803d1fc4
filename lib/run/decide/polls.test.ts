import { describe, expect, test } from "vitest";
import { decision, go, readyForGo } from "../drafts.test-support";
import { evolve } from "../evolve";
import type { Draft, TestRun } from "../test-run.test-support";
import { givenStarted } from "../testing";

const poll = (decisionPointId = "go-live"): Draft => ({ type: "OpenPoll", payload: { decisionPointId } });
const vote = (
  run: TestRun,
  answer: "go" | "no-go",
  more: { reason?: string; role?: string } = {},
): Draft => ({
  type: "CastVote",
  payload: { pollId: run.state.poll?.id ?? "", answer, ...more },
});

describe("the poll", () => {
  test("R1.8 one poll at a time, at a point that is not decided, asking the named roles", () => {
    const run = readyForGo(givenStarted());
    expect(run.when("ic", poll("start")).rejection.code).toBe("conflict");
    expect(run.when("ic", poll("nowhere")).rejection.code).toBe("not-found");
    run.given("ic", poll());
    expect(run.state.poll).toMatchObject({
      decisionPointId: "go-live",
      roles: ["deployer", "dba"],
      answers: [],
    });
    expect(run.when("ic", poll()).rejection.code).toBe("conflict");
  });

  test("R1.8 a point that names no roles asks every operator's that is held", () => {
    const run = givenStarted().given("ic", poll("start"));
    expect(run.state.poll?.roles).toEqual(["deployer", "dba"]);
  });

  test("R1.9 an answer to a poll that is not open any more changes no other one's", () => {
    const run = readyForGo(givenStarted()).given("ic", poll());
    run.given("dba", vote(run, "go"));
    const late = run.log.at(-1);
    if (late?.type !== "VoteCast") throw new Error("a vote was cast");
    const other = {
      ...late,
      seq: late.seq + 1,
      payload: { ...late.payload, pollId: "p-0", role: "deployer" },
    };
    expect(evolve(run.state, other).poll).toEqual(run.state.poll);
    run.given("ic", decision("hold"));
    expect(evolve(run.state, other).poll).toBeNull();
  });

  test("R1.9 an answer may be changed until the decision, and NO-GO takes a reason", () => {
    const run = readyForGo(givenStarted()).given("ic", poll()).given("dba");
    run.given("dba", vote(run, "go"));
    expect(run.when("dba", vote(run, "go")).rejection.code).toBe("conflict");
    expect(run.when("dba", vote(run, "no-go")).rejection.code).toBe("malformed");
    run.given("deployer", vote(run, "go")).given("dba", vote(run, "no-go", { reason: "lag" }));
    expect(run.state.poll?.answers.map((each) => [each.role, each.answer, each.reason])).toEqual([
      ["dba", "no-go", "lag"],
      ["deployer", "go", null],
    ]);
    const late = vote(run, "go");
    run.given("ic", go("go-live"));
    expect(run.when("dba", late).rejection.code).toBe("wrong-status");
  });

  test("R1.9 an answer to a poll that is closed is not found", () => {
    const run = readyForGo(givenStarted()).given("ic", poll());
    const old = vote(run, "go");
    run.given("ic", decision("hold"), decision("resume"), poll());
    expect(run.when("dba", old).rejection.code).toBe("not-found");
  });

  test("R1.9 somebody with two polled roles says which, unless one alone is unanswered", () => {
    const run = givenStarted({ roles: { ic: "ic", deployer: "ben", dba: "ben" } }).given("ic", poll("start"));
    expect(run.when("ben", vote(run, "go")).rejection).toMatchObject({
      code: "malformed",
      missing: ["role"],
    });
    expect(run.when("ben", vote(run, "go", { role: "ic" })).rejection.code).toBe("forbidden");
    run.given("ben", vote(run, "go", { role: "dba" }), vote(run, "no-go", { reason: "smoke" }));
    expect(run.state.poll?.answers.map((each) => each.role)).toEqual(["dba", "deployer"]);
    expect(run.log.at(-1)?.role).toBe("deployer");
  });

  test("R1.10 silence blocks nothing and is recorded, and so is a decision without any poll", () => {
    const run = readyForGo(givenStarted()).given("ic", poll());
    run.given("dba", vote(run, "no-go", { reason: "lag" })).given("ic", go("go-live"));
    expect(run.state.decisions.at(-1)).toMatchObject({
      silent: ["deployer"],
      answers: [{ answer: "no-go" }],
    });
    expect(run.state.poll).toBeNull();
    expect(readyForGo(givenStarted()).given("ic", go("go-live")).state.decisions.at(-1)?.pollId).toBeNull();
  });
});
