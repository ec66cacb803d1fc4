import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { ApiFixture } from "../../testing/api-fixture";
import { type Published, publish, ScenarioRoom } from "../../testing/scenario-room";
import { hasSharedRunbooks, sharedRunbook } from "../../testing/shared-runbook";

const go = { verdict: "go", reason: "The gate is green" };

/** The pilot deployment of our first users: an approval gate before writes are enabled, and a way back. */
describe.skipIf(!hasSharedRunbooks)("the wien pilot cutover", () => {
  let api: ApiFixture;
  let runbook: Published;

  beforeAll(async () => {
    api = await ApiFixture.start();
    runbook = await publish(api, sharedRunbook("wien-pilot-cutover.md"));
  });
  afterAll(() => api.stop());

  async function started(title: string): Promise<ScenarioRoom> {
    const room = await ScenarioRoom.plan(api, runbook, { title });
    await room.must("ic", "StartRun");
    return room;
  }

  /** To the approval gate, with everything before it done. */
  async function atTheGate(title: string): Promise<ScenarioRoom> {
    const room = await started(title);
    const writes = await room.step(/Re-Enable Writes/i);
    const gate = (await room.state()).decisionPoints.find((point) => point.position === "intermediate");
    await room.walkUntil((step) => step.kind === "decision" || step.id === writes.id || isOfGate(step.id));
    await room.finish("decide");
    expect(gate?.verdict).toBeNull();
    return room;
  }

  const isOfGate = (id: string) => id.startsWith("human-approval-gate");

  test("R1 R2 writes come back on only after the approver has signed the gate and the decider has said GO", async () => {
    const room = await atTheGate("Through the gate");
    const gate = (await room.state()).decisionPoints.find((point) => point.position === "intermediate");
    const writes = await room.step(/Re-Enable Writes/i);
    const early = await room.refused("deployer", "StartStep", { stepId: writes.id });
    expect(early).toMatchObject({ rule: "R2" });
    expect(early.missing?.join(" ")).toContain(gate?.title);

    await room.fileEvidence(({ name }) => !/approval_record|summary/.test(name));
    const unsigned = await room.refused("ic", "Decide", { ...go, decisionPointId: gate?.id });
    expect(unsigned.missing?.join(" ")).toMatch(/sign-off by approver/i);
    const other = await room.refused("deployer", "SignOff", { subject: gate?.id, statement: "me too" });
    expect(other).toMatchObject({ code: "forbidden", rule: "R1" });
    await room.go(gate?.id ?? "");
    await room.must("deployer", "StartStep", { stepId: writes.id });
  });

  test("R9 a preflight that exits with 1 is no PASS: WARN with its explanation, as the script table has it", async () => {
    const room = await started("Warned");
    const preflight = await room.step(/Run Preflight Check/i);
    await room.walkUntil((step) => step.id === preflight.id);
    const { exitCodes } = await api
      .get(`/api/runbooks/${runbook.slug}/versions/1`, { as: "ic" })
      .then(
        (reply) =>
          (reply.json as { definition: { exitCodes: { command: string; map: Record<string, string> }[] } })
            .definition,
      );
    const map = exitCodes.find((each) => each.command.includes("prod_preflight_check"))?.map;
    expect(map).toEqual({ 0: "PASS", 1: "WARN", 2: "FAIL" });

    await room.file("preflight_result.json", preflight.id);
    const fields = { "exit code": "1" };
    const refused = await room.refused("deployer", "PassStep", { stepId: preflight.id, fields });
    expect(refused).toMatchObject({ rule: "R9" });
    expect(refused.missing?.join(" ")).toContain("exit code is 1");
    await room.must("deployer", "WarnStep", { stepId: preflight.id, fields, reason: "A cosmetic finding" });
    expect((await room.step(/Run Preflight Check/i)).status).toBe("warned");
  });

  test("R6 an S0 trigger starts the clock, bars GO, and ROLLBACK leads through the plan to the checklist after it", async () => {
    const room = await atTheGate("Back out");
    const { triggers, decisionPoints } = await room.state();
    const gate = decisionPoints.find((point) => point.position === "intermediate");
    const leak = triggers.find((trigger) => trigger.severity === "S0" && /leak/i.test(trigger.text));
    const rate = triggers.find((trigger) => trigger.severity === "S1");
    expect([leak?.action, rate?.action]).toEqual(["rollback", "rollback"]);

    await room.must("scribe", "ObserveTrigger", { triggerId: leak?.id, note: "one row of another tenant" });
    const [clock] = (await room.state()).clocks;
    expect(Date.parse(clock?.dueAt ?? "") - Date.parse(clock?.startedAt ?? "")).toBe(5 * 60_000);
    await room.must("dba", "ObserveTrigger", { triggerId: rate?.id }).catch(() => undefined);
    expect(
      (await room.refused("ic", "Decide", { ...go, decisionPointId: gate?.id })).missing?.join(" "),
    ).toMatch(/unanswered/);

    await room.must("ic", "Decide", { verdict: "rollback", reason: "", triggerId: leak?.id });
    const restore = await room.step(/Restore database/i);
    expect(await room.refused("deployer", "StartStep", { stepId: restore.id })).toMatchObject({ rule: "R2" });
    expect(await room.refused("ic", "FinishRollback")).toMatchObject({ rule: "R2" });
    await room.finish("rollback");
    await room.must("ic", "FinishRollback");
    await room.fileEvidence(({ name }) => /approval_record/.test(name));
    expect((await room.refused("ic", "CloseRun")).rule).toBe("R10");
    await room.finish("post-rollback");
    await room.sign();
    await room.must("ic", "CloseRun");
    expect(await room.state()).toMatchObject({ status: "closed", outcome: "rolled-back", clocks: [] });
    expect(await room.verifiedPack()).toMatchObject({ verdict: "intact" });
  });
});
