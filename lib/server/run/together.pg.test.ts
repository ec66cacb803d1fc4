import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { verifyChain } from "../../pack/event-chain";
import { fold } from "../../run/evolve";
import { type Intent, makePerson, makeRun, requestOf } from "../../testing/run-factory";
import { createTestDatabase, startTestNode, type TestDatabase } from "../../testing/template-database";
import type { Services } from "../services";
import { readEvents } from "./event-log";
import { executeCommand } from "./execute-command";

let database: TestDatabase;
let node: Services;
let other: Services;

beforeAll(async () => {
  database = await createTestDatabase();
  [node, other] = [await startTestNode(database), await startTestNode(database)];
});

afterAll(async () => {
  await Promise.all([node.stop(), other.stop()]);
  await database.drop();
});

const entry = (text: string): Intent => ({ type: "LogEntry", payload: { text } });
const start: Intent = { type: "StartStep", payload: { stepId: "s1" } };

/** Commits of this database so far, as PostgreSQL counts them. */
async function commits(): Promise<number> {
  const { rows } = await node.db.pool.query<{ n: string }>(
    `SELECT pg_stat_clear_snapshot(), (SELECT count(DISTINCT xmin::text) FROM run_event) AS n`,
  );
  return Number(rows[0]?.n);
}

async function intact(runId: string) {
  const events = await readEvents(node.db.pool, runId, 0, 1000);
  expect(verifyChain(events)).toMatchObject({ intact: true, headSeq: events.length });
  expect((await node.runs.states.refresh(runId))?.state).toEqual(fold(events));
  return events;
}

describe("commands of one run that wait together", () => {
  it("share commits, in the order in which they came", async () => {
    const { runId, operator } = await makeRun(node);
    const before = await commits();
    const texts = Array.from({ length: 40 }, (_, n) => `entry ${n}`);
    const results = await Promise.all(
      texts.map((text) => executeCommand(node, requestOf(operator, runId, entry(text)))),
    );
    expect(results.every((result) => result.ok)).toBe(true);
    expect((await commits()) - before).toBeLessThan(10);
    const events = await intact(runId);
    expect(events.flatMap((event) => (event.type === "EntryLogged" ? [event.payload.text] : []))).toEqual(
      texts,
    );
    expect(results.map((result) => result.ok && result.seq)).toEqual(texts.map((_, n) => n + 3));
  });

  it("are each answered for themselves: taken, refused, repeated, reused, cut off", async () => {
    const { runId, operator, commander } = await makeRun(node);
    const stranger = await makePerson(node, "Nobody Here");
    const gone = await makePerson(node, "Gone Already");
    await node.db.prisma.session.update({ where: { id: gone.sessionId }, data: { revokedAt: new Date() } });
    const again = requestOf(operator, runId, entry("once"), randomUUID());
    await executeCommand(node, again);
    const results = await Promise.all(
      [
        requestOf(operator, runId, entry("first")),
        requestOf(stranger, runId, entry("not mine")),
        again,
        requestOf(operator, runId, entry("other words"), again.commandId),
        requestOf(operator, runId, start),
        requestOf(operator, runId, start),
        { ...requestOf(gone, runId, entry("cut off")), actor: requestOf(operator, runId, start).actor },
        requestOf(commander, runId, { type: "CorrectEntry", payload: { entrySeq: 3, text: "better" } }),
        requestOf(operator, runId, entry("last")),
      ].map((request) => executeCommand(node, request)),
    );
    const told = results.map((result) => (result.ok ? "taken" : result.rejection.code));
    expect(told).toEqual([
      ...["taken", "forbidden", "taken", "conflict", "taken", "conflict", "forbidden", "taken", "taken"],
    ]);
    expect(results[2]).toMatchObject({ seq: 3 });
    const events = await intact(runId);
    expect(events.filter((event) => event.type === "EntryLogged")).toHaveLength(3);
    expect(events.filter((event) => event.type === "StepStarted")).toHaveLength(1);
  });

  it("lose and double nothing when another node moves the head in between", async () => {
    const { runId, operator } = await makeRun(node);
    await other.runs.states.load(runId);
    const bursts = Array.from({ length: 20 }, (_, burst) =>
      [node, other].flatMap((each) =>
        [0, 1, 2].map((n) => executeCommand(each, requestOf(operator, runId, entry(`${burst}.${n}`)))),
      ),
    );
    const results = await Promise.all(bursts.flat());
    expect(results.every((result) => result.ok)).toBe(true);
    expect(await intact(runId)).toHaveLength(2 + 120);
  });

  it("are all taken after a database that was away for a moment", async () => {
    const { runId, operator } = await makeRun(node);
    const texts = Array.from({ length: 30 }, (_, n) => `through ${n}`);
    const sent = Promise.all(
      texts.map((text) => executeCommand(node, requestOf(operator, runId, entry(text)))),
    );
    await other.db.pool.query(
      `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
       WHERE datname = current_database() AND pid <> pg_backend_pid() AND application_name <> 'holdpoint listener'`,
    );
    expect((await sent).every((result) => result.ok)).toBe(true);
    // A pooled connection whose end was not heard of yet fails the test's own reading once.
    const events = await vi.waitFor(() => intact(runId));
    expect(events.filter((event) => event.type === "EntryLogged")).toHaveLength(30);
  });
});
