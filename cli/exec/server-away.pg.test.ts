import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { CliRoom } from "../cli-room.test-support";
import { type ExecRun, makeExecRun } from "../exec-runbook.test-support";

let room: CliRoom;
const as = "deployer";

beforeAll(async () => {
  room = await CliRoom.open();
}, 120_000);

afterEach(async () => {
  if (!room.isRunning) await room.startServer();
});

afterAll(() => room.close());

const count = async ({ runId }: ExecRun, type: string) =>
  (await room.events(runId)).filter((event) => event.type === type).length;

/** What the log has of one step, by type. */
async function typesOf({ runId }: ExecRun, stepId: string): Promise<string[]> {
  const events = await room.events(runId);
  return events
    .filter(({ payload }) => "stepId" in payload && payload.stepId === stepId)
    .map(({ type }) => type);
}

describe("while the server is away", () => {
  test("F6 a command that outlives it is recorded once, with one artifact, when it is back", async () => {
    const run = await makeExecRun(room);
    const id = run.idOf("Plain step");
    const go = join(room.folder, `go-${run.runId}`);
    const text = `echo first; while [ ! -e ${go} ]; do sleep 0.05; done; echo last; exit 0`;
    const running = room.start(["exec", "--step", id, "--shell", text], { as });
    await expect.poll(() => running.said.out, { timeout: 20_000 }).toContain("first");
    expect(await typesOf(run, id)).toEqual(["StepStarted"]);
    await room.stopServer();
    writeFileSync(go, "");
    const said = await running.ended;
    expect(said.code).toBe(0);
    expect(said.err).toContain("NOT YET RECORDED");
    expect(room.spoolOf(as)).toHaveLength(1);
    const spool = join(room.stateFolderOf(as), "spool");
    for (const name of readdirSync(spool)) {
      const { mode } = statSync(join(spool, name));
      expect(mode & 0o077, name).toBe(0);
    }
    const waiting = await room.run(["status", "--json"], { as });
    expect(waiting.code).toBe(3);
    expect(JSON.parse(waiting.out).kept).toEqual({ waiting: 1, refused: 0 });

    await room.startServer();
    const [synced, again] = await Promise.all([room.run(["sync"], { as }), room.run(["status"], { as })]);
    expect([synced.code, again.code]).toEqual([0, 0]);
    expect((await room.run(["sync", "--json"], { as })).code).toBe(0);
    expect(await typesOf(run, id)).toEqual(["StepStarted", "EvidenceAttached", "StepPassed"]);
    expect(room.spoolOf(as)).toEqual([]);
    expect(readdirSync(spool)).toEqual([]);
    const [artifact] = (await room.state(run.runId)).evidence;
    expect((await room.artifact(run.runId, artifact?.artifactId ?? "")).toString()).toBe("first\nlast\n");
  });

  test("F6 a start that nobody confirmed is said plainly, and told with its time later", async () => {
    const run = await makeExecRun(room);
    const id = run.idOf("Plain step");
    await room.run(["status"], { as });
    await room.stopServer();
    const began = new Date().toISOString();
    const said = await room.run(["exec", "--step", "Plain step", "--", "echo", "offline"], { as });
    expect(said.code).toBe(0);
    expect(said.err).toContain("THE SERVER IS AWAY: the start of this step is not confirmed");
    expect(said.out).toBe("offline\n");
    await room.startServer();
    expect((await room.run(["sync"], { as })).code).toBe(0);
    expect(await typesOf(run, id)).toEqual(["StepStarted", "EvidenceAttached", "StepPassed"]);
    const entry = (await room.events(run.runId)).find((event) => event.type === "EntryLogged");
    expect(entry?.payload).toMatchObject({
      text: expect.stringContaining("while the server was away: echo offline"),
    });
    expect(Math.abs(Date.parse(entry?.occurredAt ?? "") - Date.parse(began))).toBeLessThan(20_000);
  });

  test("what the rules refuse later is kept with its reason, and can be tried again", async () => {
    const run = await makeExecRun(room, { open: false });
    const id = run.idOf("Change something");
    await room.run(["status"], { as });
    await room.stopServer();
    const said = await room.run(["exec", "--step", id, "--", "echo", "changed"], { as });
    expect(said.code).toBe(0);
    expect(said.err).toContain("When this machine last saw the run, this stood against the step");
    await room.startServer();
    const synced = await room.run(["sync", "--json"], { as });
    expect(synced.code).toBe(1);
    expect(JSON.parse(synced.out).refused).toMatchObject([
      { kind: "exec", refusal: { code: "rule", rule: "R2" } },
    ]);
    // Evidence always goes in; the result of a step that was not allowed to start does not.
    expect(await typesOf(run, id)).toEqual(["EvidenceAttached"]);
    expect(room.spoolOf(as, true)).toHaveLength(1);
    await room.command(run.runId, "ic", { type: "PassStep", stepId: run.idOf("The gate is open") });
    const retried = await room.run(["sync", "--retry-refused"], { as });
    expect(retried.code, retried.out + retried.err).toBe(0);
    expect(await typesOf(run, id)).toEqual(["EvidenceAttached", "StepStarted", "StepPassed"]);
    expect(room.spoolOf(as, true)).toEqual([]);
  });

  test("F6 entries, results and files are kept in order, and sent once by the next command", async () => {
    const run = await makeExecRun(room);
    const id = run.idOf("Plain step");
    await room.run(["status"], { as });
    await room.stopServer();
    const codes = [
      await room.run(["log", "the line is down"], { as }),
      await room.run(["step", "start", "Plain step"], { as }),
      await room.run(["attach", "-", "--name", "note.txt", "--step", id], { as, input: "kept\n" }),
      await room.run(["step", "pass", "Plain step", "--json"], { as }),
    ].map(({ code }) => code);
    expect(codes).toEqual([4, 4, 4, 4]);
    expect(room.spoolOf(as)).toHaveLength(4);
    await room.startServer();
    const said = await room.run(["log", "the line is back"], { as });
    expect(said.code).toBe(0);
    expect(said.err).toContain("Sent 4 things");
    const types = (await room.events(run.runId)).map(({ type }) => type).slice(-5);
    expect(types).toEqual(["EntryLogged", "StepStarted", "EvidenceAttached", "StepPassed", "EntryLogged"]);
    expect(await count(run, "EntryLogged")).toBe(2);
  });

  test("an exec that is killed leaves its step running, and what it had is sent", async () => {
    const run = await makeExecRun(room);
    const id = run.idOf("Plain step");
    const running = room.start(["exec", "--step", id, "--shell", "echo begun; sleep 6"], { as });
    await expect.poll(() => running.said.out, { timeout: 20_000 }).toContain("begun");
    running.child.kill("SIGKILL");
    await expect.poll(() => existsSync(`/proc/${running.child.pid}`), { timeout: 20_000 }).toBe(false);
    const synced = await room.run(["sync"], { as });
    expect(synced.code, synced.err).toBe(0);
    expect((await room.step(run.runId, id)).status).toBe("running");
    expect(room.spoolOf(as)).toEqual([]);
  });

  test("nothing is sent to another server, nor by another person", async () => {
    const run = await makeExecRun(room);
    await room.stopServer();
    expect((await room.run(["log", "mine", "--run", run.runId], { as })).code).toBe(4);
    const [name = ""] = room.spoolOf(as);
    const file = join(room.stateFolderOf(as), "spool", name);
    const kept = JSON.parse(readFileSync(file, "utf8"));
    expect(kept).toMatchObject({ url: room.url, email: "deployer@holdpoint.test" });
    await room.startServer();
    writeFileSync(file, JSON.stringify({ ...kept, email: "somebody@holdpoint.test" }));
    expect((await room.run(["sync"], { as })).code).toBe(4);
    expect(room.spoolOf(as)).toHaveLength(1);
    writeFileSync(file, JSON.stringify({ ...kept, url: "http://localhost:1" }));
    expect((await room.run(["sync"], { as })).code).toBe(4);
    writeFileSync(file, JSON.stringify(kept));
    expect((await room.run(["sync"], { as })).code).toBe(0);
    expect(await count(run, "EntryLogged")).toBe(1);
  });
});
