import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { ChainedEvent } from "../../run/events";
import { ApiFixture, ORIGIN, type Reply } from "../../testing/api-fixture";
import { testEnv } from "../../testing/template-database";
import { createLog } from "../log";
import { createServices, type Services } from "../services";
import { createApi } from "./app";

let api: ApiFixture;
let second: Services;

beforeAll(async () => {
  api = await ApiFixture.start();
  second = await createServices(testEnv(api.services.db.url), createLog("silent"));
});

afterAll(async () => {
  await second.stop();
  await api.stop();
});

type Body = Record<string, unknown>;

/** Status of the command on the second node of the same database. */
async function onSecond(runId: string, as: string, body: Body): Promise<number> {
  const { cookie } = await api.signIn(as);
  const headers = { host: "localhost:3000", origin: ORIGIN, cookie, "content-type": "application/json" };
  const sent = JSON.stringify({ commandId: randomUUID(), ...body });
  const path = `/api/runs/${runId}/commands`;
  return (await createApi(second).request(path, { method: "POST", headers, body: sent })).status;
}

async function eventsOf(runId: string): Promise<ChainedEvent[]> {
  const { json } = await api.get(`/api/runs/${runId}/events`, { as: "ic" });
  return (json as { events: ChainedEvent[] }).events;
}

const decisionPointId = "decision-preconditions";
const GO = { type: "Decide", verdict: "go", reason: "All is set.", decisionPointId };

/** A run whose first decision is due: everything before it has passed, and its poll is open. */
async function runBeforeGo(): Promise<{ runId: string; pollId: string }> {
  const runId = await api.makeRun();
  const pass = async (as: string, step: string, fields?: Body) => {
    const stepId = `preconditions-${step}`;
    const reply = await api.command(runId, as, { type: "PassStep", stepId, fields });
    expect(reply.text).toContain('"seq"');
  };
  await pass("deployer", "release-orders-2026-11-is-pinned-and-announced-in-the", { Commit: "70a7968" });
  await pass("ic", "on-call-for-database-payments-and-platform-is-reachable");
  await pass("dba", "a-restore-of-last-nights-backup-was-tested-today", { "Restore ID": "r-1" });
  await pass("payments", "canary-customer-and-test-card-are-ready", { "Amount agreed": "10 EUR" });
  await pass("scribe", "the-status-page-announces-the-window");
  await api.command(runId, "ic", { type: "OpenPoll", decisionPointId });
  const { json } = await api.get(`/api/runs/${runId}`, { as: "ic" });
  return { runId, pollId: (json as { state: { poll: { id: string } } }).state.poll.id };
}

const TIMES = Array.from({ length: 4 }, (_, n) => [n]);

describe("at once on two nodes", () => {
  test.each(TIMES)("R1 of two GOs one is recorded, and the other is a conflict (%i)", async () => {
    const { runId } = await runBeforeGo();
    const [here, there] = await Promise.all([api.command(runId, "ic", GO), onSecond(runId, "ic", GO)]);
    expect([here.status, there].toSorted()).toEqual([200, 409]);
    expect((await eventsOf(runId)).filter(({ type }) => type === "Decided")).toHaveLength(1);
  });

  test.each(TIMES)("R1 a GO and a NO-GO of one point leave one verdict (%i)", async () => {
    const { runId } = await runBeforeGo();
    const noGo = { ...GO, verdict: "no-go", reason: "Not tonight." };
    const [here, there] = await Promise.all([api.command(runId, "ic", GO), onSecond(runId, "ic", noGo)]);
    expect([here.status, there].toSorted()).toEqual([200, 409]);
  });

  test.each(TIMES)("no vote counts that comes after the decision (%i)", async () => {
    const { runId, pollId } = await runBeforeGo();
    const vote = { type: "CastVote", pollId, answer: "no-go", reason: "Wait" };
    await Promise.all([api.command(runId, "ic", GO), onSecond(runId, "dba", vote)]);
    const types = (await eventsOf(runId)).map(({ type }) => type);
    const decided = types.indexOf("Decided");
    const voted = types.indexOf("VoteCast");
    if (decided >= 0) expect(voted).toBeLessThan(decided);
    expect(decided + voted).toBeGreaterThan(-2);
  });
});

describe("T.3 a correction", () => {
  const correct = (runId: string, as: string, entrySeq: number): Promise<Reply> =>
    api.command(runId, as, { type: "CorrectEntry", entrySeq, text: "It was otherwise." });

  test("names an entry of its own run, and nothing else that stands in the log", async () => {
    const runId = await api.makeRun();
    const logged = await api.command(runId, "scribe", { type: "LogEntry", text: "It was so." });
    const { seq } = logged.json as { seq: number };
    for (const wrong of [1, 2, seq + 1, 2_147_483_647]) {
      const reply = await correct(runId, "scribe", wrong);
      expect(reply.status, String(wrong)).toBe(404);
      expect(reply.text).toMatch(/no such entry/);
    }
    const done = await correct(runId, "scribe", seq);
    expect(done.status).toBe(200);
    const { seq: correction } = done.json as { seq: number };
    expect((await correct(runId, "scribe", correction)).status).toBe(404);
    const other = await api.makeRun();
    expect((await correct(other, "scribe", seq)).status).toBe(404);
  });

  test("R1 by somebody without a role is forbidden, whether the entry is one or not", async () => {
    const runId = await api.makeRun();
    for (const seq of [1, 50]) expect((await correct(runId, "author", seq)).status).toBe(403);
  });
});
