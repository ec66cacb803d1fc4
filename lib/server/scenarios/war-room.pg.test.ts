import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { ApiFixture } from "../../testing/api-fixture";
import { type Published, publish, ScenarioRoom } from "../../testing/scenario-room";
import { hasSharedRunbooks, sharedRunbook } from "../../testing/shared-runbook";

/** The go-live war room of our first users, to each of its three decisions. */
describe.skipIf(!hasSharedRunbooks)("the go-live war room", () => {
  let api: ApiFixture;
  let runbook: Published;

  beforeAll(async () => {
    api = await ApiFixture.start();
    runbook = await publish(api, sharedRunbook("go-live-war-room.md"));
  });
  afterAll(() => api.stop());

  async function started(title: string): Promise<ScenarioRoom> {
    const room = await ScenarioRoom.plan(api, runbook, { title });
    await room.must("ic", "StartRun");
    return room;
  }

  async function poll(room: ScenarioRoom, answers: Record<string, "go" | "no-go">): Promise<string> {
    const final = (await room.state()).decisionPoints.find((point) => point.final);
    await room.must("ic", "OpenPoll", { decisionPointId: final?.id });
    const pollId = (await room.state()).poll?.id ?? "";
    for (const [who, answer] of Object.entries(answers)) {
      await room.must(who, "CastVote", {
        pollId,
        answer,
        ...(answer === "no-go" ? { reason: "not sure" } : {}),
      });
    }
    return pollId;
  }

  test("R1 R10 GO by the commander with two answers and one silence leads to hypercare and its end", async () => {
    const room = await started("GO");
    await room.walkUntil(() => false);
    const pollId = await poll(room, { deployer: "go", dba: "go" });
    expect(await room.refused("deployer", "Decide", { verdict: "go", reason: "me", pollId })).toMatchObject({
      code: "forbidden",
      rule: "R1",
    });
    await room.must("ic", "Decide", { verdict: "go", reason: "The canary is clean", pollId });
    const live = await room.state();
    expect(live.status).toBe("hypercare");
    expect(live.decisions.at(-1)).toMatchObject({ verdict: "go", silent: ["payments-owner"], against: [] });
    expect(live.decisions.at(-1)?.criteria.every((each) => ["pass", "stated"].includes(each.result))).toBe(
      true,
    );

    for (const { id } of live.criteria) await room.must("ic", "ConfirmCriterion", { criterionId: id });
    await room.must("ic", "DeclareComplete");
    await room.sign();
    expect((await room.refused("ic", "CloseRun")).rule).toBe("R10");
    await room.finish("hypercare");
    await room.must("ic", "CloseRun");
    expect(await room.state()).toMatchObject({ status: "closed", outcome: "complete" });
  });

  test("R1 L.7 NO-GO after the deployment halts or rolls back, as the commander orders, and stays final", async () => {
    const room = await started("NO-GO");
    await room.walkUntil(() => false);
    const pollId = await poll(room, { payments: "no-go" });
    await room.must("ic", "Decide", {
      verdict: "no-go",
      reason: "The payouts are in doubt",
      pollId,
      // biome-ignore lint/suspicious/noThenProperty: the command's own word; it holds a text, so nothing awaits it.
      then: "rollback",
    });
    const state = await room.state();
    expect(state.status).toBe("rolling-back");
    expect(state.decisions.at(-1)?.answers).toMatchObject([{ role: "payments-owner", answer: "no-go" }]);
    await room.finish("rollback");
    await room.must("ic", "FinishRollback");
    await room.sign();
    await room.must("ic", "CloseRun");
    expect((await room.state()).outcome).toBe("rolled-back");
    expect(await room.verifiedPack()).toMatchObject({ verdict: "intact" });
  });

  test("L.6 NO-GO before anything was changed concludes the run as it is", async () => {
    const room = await started("Not tonight");
    await room.must("ic", "Decide", { verdict: "no-go", reason: "The window was lost" });
    expect((await room.state()).status).toBe("concluding");
    await room.sign();
    await room.must("ic", "CloseRun");
    expect((await room.state()).outcome).toBe("no-go");
  });

  test("R4 R6 a failed canary bars GO for good, and the commander rolls back inside the clock", async () => {
    const room = await started("ROLLBACK");
    const canary = await room.walkUntil((step) => step.noExceptions);
    if (!canary) throw new Error("the document has a canary");
    await room.must("payments", "FailStep", { stepId: canary.id, reason: "The deposit was not booked" });
    const barred = await room.refused("ic", "Decide", { verdict: "go", reason: "ignore it" });
    expect(barred.missing?.join(" ")).toMatch(/no exceptions/);
    expect((await room.refused("ic", "RetryStep", { stepId: canary.id, reason: "again" })).rule).toBe("R4");
    await room.must("ic", "Decide", { verdict: "rollback", reason: "" });
    await room.finish("rollback");
    await room.must("ic", "FinishRollback");
    await room.sign();
    await room.must("ic", "CloseRun");
    expect(await room.state()).toMatchObject({ status: "closed", outcome: "rolled-back" });
  });
});
