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

  it("R1 let an offer of command lapse after its five minutes, once, and not where it was answered", async () => {
    const { runId, commander, operator } = await makeRun(nodes[0]);
    const offer = { personId: operator.personId, name: operator.name };
    const { seq } = await sendOk(nodes[0], commander, runId, { type: "OfferCommand", payload: offer });
    expect((await timersOf(nodes[0], runId)).map((row) => row.kind)).toEqual(["command-offer"]);
    await new Timers({ ...nodes[0], clock: ahead(nodes[0].clock, 4 * 60_000) }).look();
    expect(await readEvents(nodes[0].db.pool, runId, seq, 100)).toEqual([]);
    const later = nodes.map((node) => new Timers({ ...node, clock: ahead(node.clock, 5 * 60_000 + 50) }));
    await Promise.all(later.map((timers) => timers.look()));
    const events = await readEvents(nodes[0].db.pool, runId, seq, 100);
    expect(events.map((event) => [event.type, event.actor])).toEqual([
      ["CommandOfferLapsed", { kind: "system" }],
    ]);
    expect(await timersOf(nodes[0], runId)).toEqual([]);
    await sendOk(nodes[0], commander, runId, { type: "OfferCommand", payload: offer });
    const [open] = await timersOf(nodes[0], runId);
    const offerId = open?.key.split(":")[1] ?? "";
    await sendOk(nodes[0], operator, runId, { type: "AcceptCommand", payload: { offerId } });
    expect(await timersOf(nodes[0], runId)).toEqual([]);
  });

  it("R11 expire a waiver when its time is over, granted or not, and drop what was denied", async () => {
    const { runId, commander, operator } = await makeRun(nodes[0]);
    const expiresAt = ahead(nodes[0].clock, 10 * 60_000).iso();
    const ask = async (stepId: string) => {
      const payload = { stepId, ticket: "CHG-1", reason: "vendor", expiresAt };
      const { events } = await sendOk(nodes[0], operator, runId, { type: "RequestWaiver", payload });
      const [event] = events;
      return event?.type === "WaiverRequested" ? event.payload.waiverId : "";
    };
    const [denied, granted] = [await ask("s1"), await ask("s2")];
    await ask("s3");
    await sendOk(nodes[0], commander, runId, {
      type: "DenyWaiver",
      payload: { waiverId: denied, reason: "no" },
    });
    const { seq } = await sendOk(nodes[0], commander, runId, {
      type: "GrantWaiver",
      payload: { waiverId: granted },
    });
    const rows = await timersOf(nodes[0], runId);
    expect(rows.map((row) => [row.kind, row.dueAt.toISOString()])).toEqual([
      ["waiver", expiresAt],
      ["waiver", expiresAt],
    ]);
    await new Timers({ ...nodes[0], clock: ahead(nodes[0].clock, 9 * 60_000) }).look();
    expect(await readEvents(nodes[0].db.pool, runId, seq, 100)).toEqual([]);
    await new Timers({ ...nodes[0], clock: ahead(nodes[0].clock, 10 * 60_000 + 50) }).look();
    const events = await readEvents(nodes[0].db.pool, runId, seq, 100);
    expect(events.map((event) => event.type)).toEqual(["WaiverExpired", "WaiverExpired"]);
    expect(await timersOf(nodes[0], runId)).toEqual([]);
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
