import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { makeRun, sendOk } from "../testing/run-factory";
import { createTestDatabase, startTestNode, type TestDatabase } from "../testing/template-database";
import type { Clock } from "./run/database-clock";
import { readEvents } from "./run/event-log";
import type { Services } from "./services";
import { Timers } from "./timers";

let database: TestDatabase;
let nodes: [Services, Services];

beforeAll(async () => {
  database = await createTestDatabase();
  nodes = [await startTestNode(database), await startTestNode(database)];
});

afterAll(async () => {
  await Promise.all(nodes.map((node) => node.stop()));
  await database.drop();
});

/** A node's clock, set forward. */
function ahead(clock: Clock, ms: number): Clock {
  return { now: () => clock.now() + ms, iso: () => new Date(clock.now() + ms).toISOString() };
}

async function runWithClock(node: Services) {
  const run = await makeRun(node);
  await sendOk(node, run.operator, run.runId, { type: "ObserveTrigger", payload: { triggerId: "errors" } });
  return run;
}

const timersOf = (node: Services, runId: string) => node.db.prisma.runTimer.findMany({ where: { runId } });

describe("timers", () => {
  it("R6 have a row from the moment the clock starts, at the time the event says", async () => {
    const { runId } = await runWithClock(nodes[0]);
    const [event] = await readEvents(nodes[0].db.pool, runId, 2, 1);
    const rows = await timersOf(nodes[0], runId);
    expect(rows).toHaveLength(1);
    expect(event?.type === "TriggerObserved" && event.payload.dueAt).toBe(rows[0]?.dueAt.toISOString());
  });

  it("R6 fire once, though two nodes look at the same moment, and the row goes with the event", async () => {
    const { runId } = await runWithClock(nodes[0]);
    const later = nodes.map((node) => new Timers({ ...node, clock: ahead(node.clock, 5 * 60_000 + 50) }));
    await Promise.all(later.map((timers) => timers.look()));
    await Promise.all(later.map((timers) => timers.look()));
    const events = await readEvents(nodes[0].db.pool, runId, 3, 100);
    expect(events.map((event) => [event.type, event.actor])).toEqual([
      ["DecisionClockExpired", { kind: "system" }],
    ]);
    expect(await timersOf(nodes[0], runId)).toEqual([]);
  });

  it("R6 do not fire before their time, and not after the answer", async () => {
    const early = await runWithClock(nodes[0]);
    await nodes[0].timers.look();
    expect(await readEvents(nodes[0].db.pool, early.runId, 3, 100)).toEqual([]);
    const answer = { verdict: "continue" as const, reason: "it was the probe", triggerId: "errors" };
    await sendOk(nodes[0], early.commander, early.runId, { type: "Decide", payload: answer });
    expect(await timersOf(nodes[0], early.runId)).toEqual([]);
  });

  it("fire for a node that starts after the deadline has passed", async () => {
    const { runId } = await runWithClock(nodes[0]);
    nodes[1].runs.states.clear();
    const late = new Timers({ ...nodes[1], clock: ahead(nodes[1].clock, 3600_000) });
    late.start();
    await expect.poll(async () => (await readEvents(nodes[0].db.pool, runId, 3, 100)).length).toBe(1);
    await late.stop();
  });
});
