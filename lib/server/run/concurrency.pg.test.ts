import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { verifyChain } from "../../pack/event-chain";
import { fold } from "../../run/evolve";
import { makeRun, requestOf, sendOk } from "../../testing/run-factory";
import { createTestDatabase, startTestNode, type TestDatabase } from "../../testing/template-database";
import type { Services } from "../services";
import { readEvents } from "./event-log";
import { executeCommand } from "./execute-command";
import { readSnapshot, SNAPSHOT_EVERY } from "./snapshots";
import { StateCache } from "./state-cache";

let database: TestDatabase;
let nodes: Services[];

beforeAll(async () => {
  database = await createTestDatabase();
  nodes = [await startTestNode(database), await startTestNode(database)];
});

afterAll(async () => {
  await Promise.all(nodes.map((node) => node.stop()));
  await database.drop();
});

const entry = (text: string) => ({ type: "LogEntry" as const, payload: { text } });

function nodeAt(index: number): Services {
  const node = nodes[index % nodes.length];
  if (!node) throw new Error("no node");
  return node;
}

describe("two nodes that append to one run", () => {
  it("leave no gap, lose nothing, repeat nothing, and both know the same state", async () => {
    const { runId, operator, commander } = await makeRun(nodeAt(0));
    const texts = Array.from({ length: 200 }, (_, index) => `entry ${index}`);
    const results = await Promise.all(
      texts.map((text, index) =>
        executeCommand(nodeAt(index), requestOf(index % 3 ? operator : commander, runId, entry(text))),
      ),
    );
    expect(results.filter((result) => !result.ok)).toEqual([]);
    const events = await readEvents(nodeAt(0).db.pool, runId, 0, 1000);
    expect(verifyChain(events)).toMatchObject({ intact: true, headSeq: 202 });
    const logged = events.flatMap((event) => (event.type === "EntryLogged" ? [event.payload.text] : []));
    expect(logged.toSorted()).toEqual(texts.toSorted());
    const heads = await Promise.all(nodes.map((node) => node.runs.states.refresh(runId)));
    expect(heads[0]?.state).toEqual(fold(events));
    expect(heads[1]?.state).toEqual(heads[0]?.state);
  });

  it("decide a contest once: of two starts of one step, one is refused by the other's event", async () => {
    const { runId, operator } = await makeRun(nodeAt(0));
    await Promise.all(nodes.map((node) => node.runs.states.load(runId)));
    const start = { type: "StartStep" as const, payload: { stepId: "s1" } };
    const results = await Promise.all(
      nodes.map((node) => executeCommand(node, requestOf(operator, runId, start))),
    );
    expect(results.filter((result) => result.ok)).toHaveLength(1);
    expect(await readEvents(nodeAt(0).db.pool, runId, 2, 10)).toHaveLength(1);
  });

  it("do not refuse on stale knowledge: a refusal is made again at the head", async () => {
    const { runId, operator } = await makeRun(nodeAt(0));
    await nodeAt(1).runs.states.load(runId);
    await sendOk(nodeAt(0), operator, runId, {
      type: "FailStep",
      payload: { stepId: "s1", reason: "broken" },
    });
    const retry = { type: "RetryStep" as const, payload: { stepId: "s1", reason: "again" } };
    expect(await executeCommand(nodeAt(1), requestOf(operator, runId, retry))).toMatchObject({ ok: true });
  });

  it("get through by the lock when the head moves under every try", async () => {
    const { runId, operator } = await makeRun(nodeAt(0));
    const busy = nodeAt(1);
    let moves = 0;
    /** Whoever reads anew finds, before it appends, that someone else was quicker. */
    class OvertakenCache extends StateCache {
      override async refresh(id: string) {
        const head = await super.refresh(id);
        moves += 1;
        await sendOk(busy, operator, runId, entry(`move ${moves}`));
        return head;
      }
    }
    const states = new OvertakenCache(nodeAt(0).db.pool);
    await states.load(runId);
    await sendOk(busy, operator, runId, entry("first"));
    const context = { ...nodeAt(0), runs: { ...nodeAt(0).runs, states } };
    const result = await executeCommand(context, requestOf(operator, runId, entry("through")));
    expect(moves).toBe(3);
    expect(result).toMatchObject({ ok: true });
    expect(verifyChain(await readEvents(busy.db.pool, runId, 0, 100))).toMatchObject({ intact: true });
  });
});

describe("a cold start", () => {
  it("from a snapshot equals a fold of the whole log, and ignores a snapshot of other rules", async () => {
    const node = nodeAt(0);
    const { runId, operator } = await makeRun(node);
    for (let index = 0; index < SNAPSHOT_EVERY + 20; index += 1)
      await sendOk(node, operator, runId, entry(`e${index}`));
    await expect.poll(async () => (await readSnapshot(node.db.pool, runId))?.headSeq).toBe(SNAPSHOT_EVERY);
    const whole = fold(await readEvents(node.db.pool, runId, 0, 10_000));
    expect((await new StateCache(node.db.pool).load(runId))?.state).toEqual(whole);
    await node.db.prisma.runSnapshot.update({ where: { runId }, data: { rulesVersion: "0", state: "{}" } });
    expect((await new StateCache(node.db.pool).load(runId))?.state).toEqual(whole);
  });

  it("lets go of the least recently used runs, and reads them again", async () => {
    const node = nodeAt(0);
    const first = await makeRun(node);
    const second = await makeRun(node);
    const cache = new StateCache(node.db.pool, 1);
    await cache.load(first.runId);
    await cache.load(second.runId);
    expect(cache.peek(first.runId)).toBeNull();
    expect((await cache.load(first.runId))?.headSeq).toBe(2);
  });
});
