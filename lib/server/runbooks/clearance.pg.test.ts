import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { StartClearance } from "../../run/clearance";
import { ApiFixture, errorOf } from "../../testing/api-fixture";
import { closeQueue, mustCommand, planQueue, publishText, queueRunbook } from "../../testing/queue-runbook";
import { findClearance } from "./clearance";

let api: ApiFixture;
let rehearsed: { slug: string; version: number; sha256: string };
let linked: { slug: string; version: number; sha256: string };

beforeAll(async () => {
  api = await ApiFixture.start();
  rehearsed = await publishText(api, queueRunbook());
  linked = await publishText(api, queueRunbook({ title: "Rehearse the queue", stop: "./stop.sh --dry" }));
});

afterAll(() => api.stop());

async function plan(runbook: typeof rehearsed, change: Record<string, unknown> = {}): Promise<string> {
  const reply = await planQueue(api, runbook, change);
  expect(reply.status, reply.text).toBe(201);
  return (reply.json as { runId: string }).runId;
}

async function rehearse(runbook: typeof rehearsed, options: { drill?: boolean } = {}): Promise<string> {
  const runId = await plan(runbook);
  await mustCommand(api, runId, "ic", { type: "StartRun" });
  await closeQueue(api, runId, options);
  return runId;
}

const production = { kind: "production", deputy: "dba@holdpoint.test" };

async function clearanceOf(runId: string): Promise<StartClearance> {
  const reply = await api.get(`/api/runs/${runId}/clearance`, { as: "scribe" });
  expect(reply.status, reply.text).toBe(200);
  return reply.json as StartClearance;
}

const approve = (version: number, as: string, verdict: string) =>
  api.post(`/api/runbooks/${rehearsed.slug}/versions/${version}/approvals`, {
    as,
    json: { verdict, statement: "read in full", role: "Governance" },
  });

describe("the clearance of a run", () => {
  test("R8 names approvals and rehearsals of its hash, and is frozen into the start", async () => {
    const runId = await plan(rehearsed, production);
    expect(await clearanceOf(runId)).toMatchObject({
      sha256: rehearsed.sha256,
      approvals: [],
      rehearsals: [],
    });
    const refused = await api.command(runId, "ic", { type: "StartRun" });
    expect(refused.status).toBe(422);
    expect(errorOf(refused).rule).toBe("R8");
    await approve(1, "approver", "rejected");
    await approve(1, "approver", "approved");
    const drilled = await rehearse(rehearsed, { drill: true });
    const clearance = await clearanceOf(runId);
    expect(clearance.approvals).toMatchObject([{ name: "Fay", role: "Governance", verdict: "approved" }]);
    expect(clearance.rehearsals).toMatchObject([
      { runId: drilled, sha256: rehearsed.sha256, outcome: "complete", comparison: null },
    ]);
    expect(clearance.rehearsals[0]?.rollbackMinutes).toBeGreaterThan(0);
    await mustCommand(api, runId, "ic", { type: "StartRun" });
    const run = await api.get(`/api/runs/${runId}`, { as: "ic" });
    expect(run.json).toMatchObject({ state: { status: "running", clearance } });
  });

  test("R8 shows the rehearsal of another text with the comparison that was accepted, or with none", async () => {
    const { slug } = rehearsed;
    const next = await publishText(api, queueRunbook({ stop: "./stop.sh --all" }), { slug });
    const runId = await plan(next, production);
    const other = await rehearse(linked);
    const before = await clearanceOf(runId);
    expect(before.approvals).toEqual([]);
    expect(before.rehearsals.map(({ sha256, comparison }) => [sha256, comparison])).toEqual([
      [rehearsed.sha256, null],
    ]);
    const link = await api.post(`/api/runbooks/${slug}/versions/${next.version}/rehearsal-links`, {
      as: "approver",
      json: { slug: linked.slug, version: linked.version, statement: "the same, on a copy" },
    });
    expect(link.status, link.text).toBe(201);
    const after = await clearanceOf(runId);
    expect(after.rehearsals.find(({ runId: id }) => id === other)).toMatchObject({
      slug: linked.slug,
      rollbackMinutes: null,
      comparison: { acceptedBy: "Fay", statement: "the same, on a copy" },
    });
  });

  test("R8.26 an approver whose account is disabled vouches for no text and no comparison, until it is not", async () => {
    const { slug } = rehearsed;
    const text = await publishText(api, queueRunbook({ stop: "./stop.sh --once" }), { slug });
    const runId = await plan(text, production);
    await approve(text.version, "approver", "approved");
    await api.post(`/api/runbooks/${slug}/versions/${text.version}/rehearsal-links`, {
      as: "approver",
      json: { slug: linked.slug, version: linked.version, statement: "the same, on a copy" },
    });
    const stands = async () => {
      const { approvals, rehearsals } = await clearanceOf(runId);
      const accepted = rehearsals.some(({ comparison }) => comparison !== null);
      return [approvals.map(({ accountDisabled }) => accountDisabled ?? false), accepted];
    };
    expect(await stands()).toEqual([[false], true]);
    const where = { email: "approver@holdpoint.test" };
    await api.services.db.prisma.person.update({ where, data: { disabledAt: new Date() } });
    expect(await stands()).toEqual([[true], false]);
    const refused = await api.command(runId, "ic", { type: "StartRun" });
    expect(errorOf(refused).message).toContain("Fay, whose account is disabled, does not count");
    await api.services.db.prisma.person.update({ where, data: { disabledAt: null } });
    expect(await stands()).toEqual([[false], true]);
  });

  test("R8 leaves out what is not closed, and puts what did not pass last", async () => {
    const open = await plan(rehearsed);
    await mustCommand(api, open, "ic", { type: "StartRun" });
    const cancelled = await plan(rehearsed);
    await mustCommand(api, cancelled, "ic", { type: "CancelRun", reason: "no copy tonight" });
    const { rehearsals } = await clearanceOf(open);
    expect(rehearsals.map(({ runId }) => runId)).not.toContain(open);
    expect(rehearsals.at(-1)).toMatchObject({ runId: cancelled, outcome: "cancelled" });
    expect(rehearsals[0]?.outcome).toBe("complete");
  });

  test("is 404 where there is no such run", async () => {
    const reply = await api.get("/api/runs/00000000-0000-4000-8000-000000000000/clearance", { as: "ic" });
    expect(reply.status).toBe(404);
  });
});

describe("a plan", () => {
  test("R1 names a deputy by address, and refuses one whom nobody knows", async () => {
    const runId = await plan(rehearsed, { deputy: "DBA@holdpoint.test" });
    const run = await api.get(`/api/runs/${runId}`, { as: "ic" });
    expect(run.json).toMatchObject({ state: { deputy: { name: "Chi" } } });
    const nobody = await planQueue(api, rehearsed, { deputy: "who@holdpoint.test" });
    expect(nobody.status).toBe(422);
    expect(errorOf(nobody).missing).toEqual(["who@holdpoint.test"]);
  });

  test("R8 attempts that were called off never hide the rehearsal that closed as PASS", async () => {
    const text = await publishText(api, queueRunbook({ stop: "./stop.sh --gently" }));
    const passed = await rehearse(text);
    for (let attempt = 0; attempt < 21; attempt += 1) {
      await mustCommand(api, await plan(text), "ic", { type: "CancelRun", reason: "called off" });
    }
    const clearance = await findClearance(api.services, {
      ...{ slug: text.slug, version: text.version, sha256: text.sha256, title: "" },
    });
    expect(clearance?.rehearsals).toHaveLength(20);
    expect(clearance?.rehearsals[0]).toMatchObject({ runId: passed, outcome: "complete" });
  });

  test("continues a closed run with its PASSes but preconditions, and with its evidence", async () => {
    const earlier = await rehearse(rehearsed);
    const runId = await plan(rehearsed, { continues: earlier });
    const { state } = (await api.get(`/api/runs/${runId}`, { as: "ic" })).json as {
      state: { continues: { passes: { stepId: string; title: string; by: string }[] } };
    };
    expect(state.continues).toMatchObject({ runId: earlier, outcome: "complete", evidence: [] });
    expect(state.continues.passes.map(({ title, by }) => [title, by])).toEqual([
      ["Look at the queue: ls queue", "Ben"],
      ["Stop the consumers: ./stop.sh", "Ben"],
      ["Count the messages", "Ben"],
    ]);
  });

  test("a step whose text has changed since hands no PASS over, nor its evidence", async () => {
    const earlier = await rehearse(rehearsed);
    const next = await publishText(api, queueRunbook({ stop: "./stop.sh --now" }), { slug: rehearsed.slug });
    const runId = await plan(next, { continues: earlier });
    const { state } = (await api.get(`/api/runs/${runId}`, { as: "ic" })).json as {
      state: { continues: { passes: { title: string }[] } };
    };
    expect(state.continues.passes.map(({ title }) => title)).toEqual([
      "Look at the queue: ls queue",
      "Count the messages",
    ]);
  });

  test("continues no run that is open, and none that there is not", async () => {
    const open = await plan(rehearsed);
    const refused = await planQueue(api, rehearsed, { continues: open });
    expect(refused.status).toBe(422);
    expect(errorOf(refused).message).toContain("not closed");
    const none = { continues: "00000000-0000-4000-8000-000000000000" };
    expect((await planQueue(api, rehearsed, none)).status).toBe(404);
    expect((await planQueue(api, rehearsed, { continues: "last night" })).status).toBe(400);
  });
});
