import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { ChainedEvent } from "../../run/events";
import { makeRun, sendOk, type TestRun } from "../../testing/run-factory";
import { createTestDatabase, startTestNode, type TestDatabase } from "../../testing/template-database";
import { chainEvents } from "../run/event-log";
import type { Services } from "../services";

let database: TestDatabase;
let writer: Services;
let reader: Services;

beforeAll(async () => {
  database = await createTestDatabase();
  writer = await startTestNode(database);
  reader = await startTestNode(database);
});

afterAll(async () => {
  await Promise.all([writer.stop(), reader.stop()]);
  await database.drop();
});

/** Watches a run on a node and collects what it hands on. */
async function collect(node: Services, runId: string): Promise<ChainedEvent[]> {
  const seen: ChainedEvent[] = [];
  node.listener.onEvents((id, events) => {
    if (id === runId) seen.push(...events);
  });
  await node.listener.watch(runId);
  return seen;
}

function log(node: Services, run: TestRun, text: string) {
  return sendOk(node, run.operator, run.runId, { type: "LogEntry", payload: { text } });
}

const seqs = (events: ChainedEvent[]) => events.map((event) => event.seq);
const upTo = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, index) => from + index);

describe("the listener", () => {
  it("hands on another node's and its own events, in order, each once", async () => {
    const run = await makeRun(writer);
    const [own, others] = [await collect(writer, run.runId), await collect(reader, run.runId)];
    await Promise.all(upTo(1, 50).map((index) => log(index % 2 ? writer : reader, run, `e${index}`)));
    await expect.poll(() => others.length).toBeGreaterThanOrEqual(50);
    await expect.poll(() => own.length).toBeGreaterThanOrEqual(50);
    expect(seqs(own)).toEqual(upTo(3, 52));
    expect(seqs(others)).toEqual(upTo(3, 52));
  });

  it("catches up after its backend was terminated, and asks for the re-check before it hands anything on", async () => {
    const run = await makeRun(writer);
    const seen = await collect(reader, run.runId);
    const order: string[] = [];
    reader.listener.onReconnect(async () => {
      order.push(`checked at ${seen.length}`);
    });
    await log(writer, run, "before");
    await expect.poll(() => seen.length).toBe(1);
    await writer.db.pool.query(
      `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
       WHERE application_name = 'holdpoint listener' AND datname = current_database()`,
    );
    await log(writer, run, "while away");
    await expect.poll(() => seqs(seen), { timeout: 5000 }).toEqual([3, 4]);
    expect(order).toEqual(["checked at 1"]);
    await expect.poll(() => reader.listener.ready).toBe(true);
    await log(writer, run, "after");
    await expect.poll(() => seqs(seen)).toEqual([3, 4, 5]);
  });

  it("finds by its sweep what no notification told of", async () => {
    const run = await makeRun(writer);
    const seen = await collect(reader, run.runId);
    const head = await writer.runs.states.load(run.runId);
    if (!head) throw new Error("no run");
    const actor = { kind: "system" as const };
    const draft = {
      type: "EntryLogged" as const,
      role: null,
      payload: { text: "silent", kind: "note" as const },
    };
    const batch = chainEvents([draft], { seq: head.headSeq, hash: head.headHash }, actor, head.lastAt);
    const [event] = batch.events;
    await writer.db.pool.query(
      `WITH e AS (INSERT INTO run_event ("runId", seq, type, body, "prevHash", hash, "commandId", "recordedAt")
         VALUES ($1, $2, 'EntryLogged', $3, $4, $5, $6, now()))
       UPDATE run SET "headSeq" = $2, "headHash" = $5 WHERE id = $1`,
      [run.runId, event?.seq, batch.bodies[0], event?.prevHash, event?.hash, randomUUID()],
    );
    await expect.poll(() => seqs(seen), { timeout: 5000 }).toEqual([3]);
  });

  it("begins at the head for one who comes late, and forgets a run that nobody watches", async () => {
    const run = await makeRun(writer);
    expect(await reader.listener.watch(run.runId)).toBe(2);
    await log(writer, run, "one");
    await expect.poll(() => reader.listener.recent(run.runId, 2)?.events.length).toBe(1);
    expect(reader.listener.recent(run.runId, 1)).toBeNull();
    reader.listener.unwatch(run.runId);
    expect(reader.listener.recent(run.runId, 3)).toBeNull();
  });

  it("is ready while it is connected, and says how far it is behind", () => {
    expect(reader.listener.ready).toBe(true);
    expect(reader.listener.lagSeconds()).toBeLessThan(1);
  });
});
