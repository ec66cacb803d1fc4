import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { verifyChain } from "../../pack/event-chain";
import type { RunEvent } from "../../run/events";
import { fold } from "../../run/evolve";
import { type Intent, makeRun, requestOf, type TestPerson } from "../../testing/run-factory";
import { createTestDatabase, startTestNode, type TestDatabase } from "../../testing/template-database";
import type { Services } from "../services";
import type { CommandResult } from "./command-request";
import { readEvents } from "./event-log";
import { executeCommand } from "./execute-command";

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

type Move = [TestPerson, Intent];

/** Both moves at once, each on a node of its own that knows the run. */
async function race(runId: string, first: Move, second: Move): Promise<CommandResult[]> {
  await Promise.all(nodes.map((node) => node.runs.states.refresh(runId)));
  return Promise.all([
    executeCommand(nodes[0], requestOf(first[0], runId, first[1])),
    executeCommand(nodes[1], requestOf(second[0], runId, second[1])),
  ]);
}

/** The log is one chain, and both nodes fold it to the same state. */
async function intactLog(runId: string): Promise<RunEvent[]> {
  const events = await readEvents(nodes[0].db.pool, runId, 0, 1000);
  expect(verifyChain(events)).toMatchObject({ intact: true, headSeq: events.length });
  for (const node of nodes) {
    const head = await node.runs.states.refresh(runId);
    expect(head?.state).toEqual(fold(events));
  }
  return events;
}

const countOf = (events: RunEvent[], type: RunEvent["type"]) =>
  events.filter((event) => event.type === type).length;

const TIMES = Array.from({ length: 5 }, (_, n) => [n]);

describe("two commands at once on two nodes", () => {
  it.each(TIMES)("R1 a run is started once (%i)", async () => {
    const { runId, commander } = await makeRun(nodes[0], { started: false });
    const start: Move = [commander, { type: "StartRun", payload: {} }];
    const results = await race(runId, start, start);
    expect(results.filter((result) => result.ok)).toHaveLength(1);
    expect(results.find((result) => !result.ok)).toMatchObject({ rejection: { code: "wrong-status" } });
    expect(countOf(await intactLog(runId), "RunStarted")).toBe(1);
  });

  it.each(TIMES)(
    "R6 of a ROLLBACK and a HOLD one is decided on what the other made of the run (%i)",
    async () => {
      const { runId, commander } = await makeRun(nodes[0]);
      const decide = (verdict: "rollback" | "hold"): Move => [
        commander,
        { type: "Decide", payload: { verdict, reason: "It is time." } },
      ];
      const results = await race(runId, decide("rollback"), decide("hold"));
      const events = await intactLog(runId);
      const accepted = results.filter((result) => result.ok).length;
      expect(countOf(events, "Decided")).toBe(accepted);
      expect(accepted).toBeGreaterThan(0);
      expect(fold(events).status).toBe("rolling-back");
    },
  );

  it.each(TIMES)("R1.2 a role's assignment and an acceptance of command leave one decider (%i)", async () => {
    const { runId, commander, operator } = await makeRun(nodes[0]);
    const { personId, name } = operator;
    const offer: Intent = { type: "OfferCommand", payload: { personId, name } };
    expect(await executeCommand(nodes[0], requestOf(commander, runId, offer))).toMatchObject({ ok: true });
    const offerId = (await nodes[0].runs.states.refresh(runId))?.state.commandOffer?.id ?? "";
    const toCommander = { personId: commander.personId, name: commander.name };
    await race(
      runId,
      [operator, { type: "AcceptCommand", payload: { offerId } }],
      [commander, { type: "AssignRole", payload: { role: "operator", ...toCommander } }],
    );
    const { roles } = fold(await intactLog(runId));
    const deciders = roles.filter((role) => role.capability === "decider" && role.holder);
    expect(deciders).toHaveLength(1);
  });

  it.each(TIMES)("the same command id on both happens once, and both are told the same (%i)", async () => {
    const { runId, operator } = await makeRun(nodes[0]);
    const id = randomUUID();
    const request = requestOf(operator, runId, { type: "LogEntry", payload: { text: "Once" } }, id);
    const results = await Promise.all(nodes.map((node) => executeCommand(node, request)));
    expect(results[0]).toMatchObject({ ok: true });
    expect(results[1]).toEqual(results[0]);
    expect(countOf(await intactLog(runId), "EntryLogged")).toBe(1);
  });

  it.each(TIMES)(
    "the same command id for two bodies happens once, and the other is a conflict (%i)",
    async () => {
      const { runId, operator } = await makeRun(nodes[0]);
      const id = randomUUID();
      const log = (text: string) => requestOf(operator, runId, { type: "LogEntry", payload: { text } }, id);
      const results = await Promise.all(nodes.map((node, n) => executeCommand(node, log(`body ${n}`))));
      expect(results.filter((result) => result.ok)).toHaveLength(1);
      expect(results.find((result) => !result.ok)).toMatchObject({ rejection: { code: "conflict" } });
      expect(countOf(await intactLog(runId), "EntryLogged")).toBe(1);
    },
  );

  it.each(TIMES)("R10 nothing is logged after the event that seals the run (%i)", async () => {
    const { runId, commander } = await makeRun(nodes[0], { started: false });
    const results = await race(
      runId,
      [commander, { type: "CancelRun", payload: { reason: "Not tonight." } }],
      [commander, { type: "LogEntry", payload: { text: "Last words" } }],
    );
    expect(results[0]).toMatchObject({ ok: true });
    const events = await intactLog(runId);
    expect(events.at(-1)?.type).toBe("RunCancelled");
    expect(countOf(events, "EntryLogged")).toBe(results[1]?.ok ? 1 : 0);
  });
});
