import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { verifyChain } from "../../pack/event-chain";
import { fold } from "../../run/evolve";
import { makePerson, makeRun, requestOf, send, sendOk } from "../../testing/run-factory";
import { createTestDatabase, startTestNode, type TestDatabase } from "../../testing/template-database";
import type { Services } from "../services";
import { readEvents } from "./event-log";
import { executeCommand } from "./execute-command";

let database: TestDatabase;
let node: Services;

beforeAll(async () => {
  database = await createTestDatabase();
  node = await startTestNode(database);
});

afterAll(async () => {
  await node.stop();
  await database.drop();
});

const entry = (text: string) => ({ type: "LogEntry" as const, payload: { text } });

describe("the append", () => {
  it("stores canonical text whose chain verifies here and in the database", async () => {
    const { runId, operator } = await makeRun(node);
    await sendOk(node, operator, runId, entry('Grüße, 東京 🚀 \\ " \u2028'));
    const events = await readEvents(node.db.pool, runId, 0, 100);
    expect(verifyChain(events)).toEqual({ intact: true, headSeq: 3, headHash: events.at(-1)?.hash });
    const { rows } = await node.db.pool.query(
      `SELECT bool_and(hash = holdpoint_event_hash("prevHash", body)) AS same FROM run_event WHERE "runId" = $1`,
      [runId],
    );
    expect(rows).toEqual([{ same: true }]);
  });

  it("folds from the store to the very state that is alive", async () => {
    const { runId, operator } = await makeRun(node);
    await sendOk(node, operator, runId, { type: "PassStep", payload: { stepId: "s1", note: "fine" } });
    await sendOk(node, operator, runId, { type: "FailStep", payload: { stepId: "s2", reason: "broken" } });
    const live = await node.runs.states.load(runId);
    expect(fold(await readEvents(node.db.pool, runId, 0, 100))).toEqual(live?.state);
    node.runs.states.clear();
    expect(await node.runs.states.load(runId)).toEqual({ ...live, bytes: expect.any(Number) });
  });

  it("keeps the row of the run in step: status, head, role grants", async () => {
    const { runId, commander, operator } = await makeRun(node, { started: false });
    const before = await node.db.prisma.run.findUniqueOrThrow({
      where: { id: runId },
      include: { grants: true },
    });
    expect(before).toMatchObject({ status: "planned", headSeq: 1, plannerId: commander.personId });
    expect(before.grants.map((grant) => [grant.role, grant.personId]).sort()).toEqual([
      ["commander", commander.personId],
      ["operator", operator.personId],
    ]);
    const { seq } = await sendOk(node, commander, runId, { type: "StartRun", payload: {} });
    expect(seq).toBe(2);
    const other = await makePerson(node, "Otto Other");
    const assigned = { role: "operator", personId: other.personId, name: other.name };
    const answer = await send(node, commander, runId, { type: "AssignRole", payload: assigned });
    expect(answer.ok).toBe(true);
    const after = await node.db.prisma.run.findUniqueOrThrow({
      where: { id: runId },
      include: { grants: true },
    });
    expect(after).toMatchObject({ status: "running", headSeq: 3 });
    expect(after.grants.find((grant) => grant.role === "operator")?.personId).toBe(other.personId);
  });

  it("never records an event earlier than the one before it, whatever the clock does", async () => {
    const { runId, operator } = await makeRun(node);
    const past = { now: () => 0, iso: () => "1970-01-01T00:00:00.000Z" };
    const result = await executeCommand({ ...node, clock: past }, requestOf(operator, runId, entry("late?")));
    const [before, after] = await readEvents(node.db.pool, runId, 1, 2);
    expect(result.ok).toBe(true);
    expect(after?.recordedAt).toBe(before?.recordedAt);
  });

  it("refuses text that no canonical JSON can hold, and stores nothing", async () => {
    const { runId, operator } = await makeRun(node);
    for (const text of ["nul \0 here", "half \ud800 pair"]) {
      const result = await send(node, operator, runId, entry(text));
      expect(result).toMatchObject({ ok: false, rejection: { code: "malformed" } });
    }
    expect((await node.runs.states.refresh(runId))?.headSeq).toBe(2);
  });

  it("answers for a run, or a version, that does not exist", async () => {
    const person = await makePerson(node, "Nora");
    const result = await send(node, person, randomUUID(), entry("hello?"));
    expect(result).toMatchObject({ ok: false, rejection: { code: "not-found" } });
  });
});

describe("the sender is looked at again in the very commit", () => {
  it("refuses a session that was revoked after the request was let in", async () => {
    const { runId, operator } = await makeRun(node);
    await node.db.prisma.session.update({
      where: { id: operator.sessionId },
      data: { revokedAt: new Date() },
    });
    const result = await send(node, operator, runId, entry("still me"));
    expect(result).toMatchObject({ ok: false, rejection: { code: "forbidden" } });
    expect(await readEvents(node.db.pool, runId, 2, 10)).toEqual([]);
  });

  it("refuses a disabled person, a session of someone else, and one that ran out", async () => {
    const { runId, operator, commander } = await makeRun(node);
    const stolen = { ...operator, sessionId: commander.sessionId };
    expect((await send(node, stolen, runId, entry("stolen"))).ok).toBe(false);
    await node.db.prisma.session.update({
      where: { id: operator.sessionId },
      data: { expiresAt: new Date(0) },
    });
    expect((await send(node, operator, runId, entry("expired"))).ok).toBe(false);
    await node.db.prisma.person.update({
      where: { id: commander.personId },
      data: { disabledAt: new Date() },
    });
    expect((await send(node, commander, runId, entry("disabled"))).ok).toBe(false);
    expect(await readEvents(node.db.pool, runId, 2, 10)).toEqual([]);
  });

  it("holds a token to its run", async () => {
    const { runId, operator } = await makeRun(node);
    const elsewhere = await makeRun(node);
    const token = await node.db.prisma.apiToken.create({
      data: {
        personId: operator.personId,
        name: "ci",
        hash: Buffer.from(randomUUID()),
        runId: elsewhere.runId,
        expiresAt: new Date(Date.now() + 60_000),
      },
    });
    const via = { kind: "token" as const, tokenId: token.id, runId: elsewhere.runId };
    const request = {
      ...requestOf(operator, runId, entry("by token")),
      principal: { personId: operator.personId, via },
    };
    expect(await executeCommand(node, request)).toMatchObject({
      ok: false,
      rejection: { code: "forbidden" },
    });
    await node.db.prisma.apiToken.update({ where: { id: token.id }, data: { runId } });
    expect(await executeCommand(node, request)).toMatchObject({ ok: true });
  });
});

describe("a command id that comes again", () => {
  it("gets the same answer, and appends nothing", async () => {
    const { runId, operator } = await makeRun(node);
    const request = requestOf(operator, runId, { type: "StartStep", payload: { stepId: "s1" } });
    const first = await executeCommand(node, request);
    await sendOk(node, operator, runId, entry("in between"));
    expect(first).toMatchObject({ ok: true, seq: 3 });
    expect(await executeCommand(node, request)).toEqual(first);
    node.runs.states.clear();
    expect(await executeCommand(node, request)).toEqual(first);
    expect((await node.runs.states.refresh(runId))?.headSeq).toBe(4);
  });

  it("is a conflict with another body, or from another actor", async () => {
    const { runId, operator, commander } = await makeRun(node);
    const request = requestOf(operator, runId, entry("one"));
    await executeCommand(node, request);
    const conflict = { ok: false, rejection: { code: "conflict" } };
    const { commandId } = request;
    expect(await executeCommand(node, requestOf(operator, runId, entry("two"), commandId))).toMatchObject(
      conflict,
    );
    expect(await executeCommand(node, requestOf(commander, runId, entry("one"), commandId))).toMatchObject(
      conflict,
    );
  });

  it("is answered once when it comes many times at the same moment", async () => {
    const { runId, operator } = await makeRun(node);
    const request = requestOf(operator, runId, entry("once"));
    const results = await Promise.all(Array.from({ length: 8 }, () => executeCommand(node, request)));
    expect(new Set(results.map((result) => JSON.stringify(result))).size).toBe(1);
    expect((await node.runs.states.refresh(runId))?.headSeq).toBe(3);
  });
});
