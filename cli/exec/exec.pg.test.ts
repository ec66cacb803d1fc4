import { createHash } from "node:crypto";
import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { CliRoom, type Said } from "../cli-room.test-support";
import { type ExecRun, makeExecRun } from "../exec-runbook.test-support";

let room: CliRoom;

beforeAll(async () => {
  room = await CliRoom.open();
}, 120_000);

afterAll(() => room.close());

/** A script in a folder of its own, which is where it runs. */
function script(name: string, text: string): { path: string; cwd: string } {
  const cwd = join(room.folder, "work");
  const path = join(cwd, name);
  mkdirSync(join(path, ".."), { recursive: true });
  writeFileSync(path, `#!/usr/bin/env bash\n${text}`);
  chmodSync(path, 0o755);
  return { path, cwd };
}

const as = "deployer";
const sha256 = (bytes: Buffer | string) => createHash("sha256").update(bytes).digest("hex");

async function evidenceOf({ runId }: ExecRun, stepId: string) {
  const { evidence } = await room.state(runId);
  return evidence.filter((each) => each.stepId === stepId);
}

function exec(
  run: ExecRun,
  title: string,
  args: string[],
  calling: { cwd?: string; variables?: Record<string, string>; input?: string } = {},
): Promise<Said> {
  return room.run(["exec", "--step", run.idOf(title), ...args], { as, ...calling });
}

describe("holdpoint exec", () => {
  test("shows the output as it is, keeps it without its secrets, and records PASS", async () => {
    const run = await makeExecRun(room);
    const { path, cwd } = script(
      "secrets.sh",
      [
        'echo "connecting to postgres://app:hunter2secret@db/orders"',
        'echo "token is $DEPLOY_TOKEN" >&2',
        // Half of it now, half of it later.
        'printf "split "; echo "$DEPLOY_TOKEN" | head -c 9; sleep 0.2; echo "$DEPLOY_TOKEN" | tail -c +10',
        'echo "Authorization: Bearer abcdefghijklmnop"',
        "echo -----BEGIN PRIVATE KEY-----; echo MIIEvQIBADANBg; echo -----END PRIVATE KEY-----",
        'echo "done, 3 rows"',
      ].join("\n"),
    );
    const variables = { DEPLOY_TOKEN: "zebra-unicorn-77" };
    const said = await exec(run, "Plain step", ["--", path], { cwd, variables });
    expect(said.code, said.err).toBe(0);
    expect(said.out).toContain("hunter2secret");
    expect(said.err).toContain("token is zebra-unicorn-77");
    expect(said.err).toContain("PASS: Plain step");
    const step = await room.step(run.runId, run.idOf("Plain step"));
    expect(step.status).toBe("passed");
    const [artifact, another] = await evidenceOf(run, step.id);
    expect(another).toBeUndefined();
    const stored = await room.artifact(run.runId, artifact?.artifactId ?? "");
    expect(sha256(stored)).toBe(artifact?.sha256);
    const text = stored.toString();
    for (const secret of ["hunter2secret", "zebra-unicorn-77", "zebra-uni", "abcdefghijklmnop", "MIIEvQ"]) {
      expect(text, secret).not.toContain(secret);
    }
    expect(text).toContain("connecting to postgres://app:[redacted]@db/orders");
    expect(text).toContain("done, 3 rows");
    const log = JSON.stringify(await room.events(run.runId));
    expect(log).not.toContain("zebra-unicorn-77");
    expect(room.spoolOf(as)).toEqual([]);
  });

  test("a secret in the command itself is masked in its output, and kept nowhere", async () => {
    const run = await makeExecRun(room);
    const said = await exec(run, "Plain step", [
      "--",
      "echo",
      "--password",
      "s3cr3t-w0rd",
      "and s3cr3t-w0rd",
    ]);
    expect(said.code).toBe(0);
    const [artifact] = await evidenceOf(run, run.idOf("Plain step"));
    expect((await room.artifact(run.runId, artifact?.artifactId ?? "")).toString()).not.toContain("s3cr3t");
    expect(JSON.stringify(await room.events(run.runId))).not.toContain("s3cr3t");
  });

  test("a command that is killed fails its step, and the code is the signal's", async () => {
    const run = await makeExecRun(room);
    const { path, cwd } = script("killed.sh", "echo before\nkill -KILL $$\n");
    const said = await exec(run, "Plain step", ["--", path], { cwd });
    expect(said.code).toBe(137);
    const step = await room.step(run.runId, run.idOf("Plain step"));
    expect(step.status).toBe("failed");
    expect(step.reason).toContain("killed by SIGKILL");
    expect(await evidenceOf(run, step.id)).toHaveLength(1);
  });

  test("any failure in a pipeline counts", async () => {
    const run = await makeExecRun(room);
    const said = await exec(run, "Plain step", ["--shell", "(echo partial; exit 3) | cat"]);
    expect(said.code).toBe(3);
    expect((await room.step(run.runId, run.idOf("Plain step"))).status).toBe("failed");
  });

  test("a failed step is retried with a reason", async () => {
    const run = await makeExecRun(room);
    await exec(run, "Plain step", ["--", "false"]);
    expect((await exec(run, "Plain step", ["--", "true"])).code).toBe(125);
    const said = await exec(run, "Plain step", ["--retry", "the disk was full", "--", "true"]);
    expect(said.code, said.err).toBe(0);
    const step = await room.step(run.runId, run.idOf("Plain step"));
    expect([step.status, step.attempt]).toEqual(["passed", 2]);
  });

  test("codes mean what the runbook's script table says, and WARN stands only there", async () => {
    const { path, cwd } = script("scripts/preflight.py", 'exit "$1"\n');
    const results: [number, string][] = [
      [0, "passed"],
      [1, "warned"],
      [2, "failed"],
      [9, "failed"],
    ];
    for (const [code, status] of results) {
      const run = await makeExecRun(room);
      const said = await exec(run, "Run the preflight", ["--", path, String(code)], { cwd });
      expect(said.code, said.err).toBe(code);
      expect((await room.step(run.runId, run.idOf("Run the preflight"))).status).toBe(status);
    }
    const run = await makeExecRun(room);
    expect((await exec(run, "Plain step", ["--shell", "exit 1"])).code).toBe(1);
    expect((await room.step(run.runId, run.idOf("Plain step"))).status).toBe("failed");
  });

  test("what is expected leaves the step running until it is evaluated or confirmed", async () => {
    const run = await makeExecRun(room);
    const looked = await exec(run, "Look at the shop", ["--json", "--", "echo", "200 OK"]);
    expect(looked.code).toBe(0);
    expect(JSON.parse(looked.out)).toMatchObject({
      verdict: "ran",
      open: ["Expected, and not confirmed: the shop answers"],
      exitCode: 0,
    });
    expect(looked.err).toContain("200 OK");
    expect((await room.step(run.runId, run.idOf("Look at the shop"))).status).toBe("running");
    // It runs by one's own hand already: the same person may run it again.
    const again = await exec(run, "Look at the shop", ["--confirm-expected", "--", "echo", "200 OK"]);
    expect(again.code, again.err).toBe(0);
    expect((await room.step(run.runId, run.idOf("Look at the shop"))).status).toBe("passed");

    const counted = await exec(run, "Count the rows", ["--", "echo", "failures: 0"]);
    expect(counted.err).toContain("PASS: Count the rows");
    expect((await room.step(run.runId, run.idOf("Count the rows"))).fields).toMatchObject({ failures: "0" });
    const other = await makeExecRun(room);
    const refused = await exec(other, "Count the rows", ["--", "echo", "failures: 4"]);
    expect(refused.code).toBe(0);
    const failed = await room.step(other.runId, other.idOf("Count the rows"));
    expect([failed.status, failed.reason]).toEqual(["failed", expect.stringContaining("failures is 4")]);
  });

  test("a file that the command writes is attached as the step's artifact, and nothing is sent twice", async () => {
    const run = await makeExecRun(room);
    const { cwd } = script("write.sh", 'echo "snapshot snap-0815 password=a1b2c3d4e5"\n');
    const said = await exec(run, "Leave a log", ["--from-runbook"], { cwd });
    expect(said.code, said.err).toBe(0);
    expect(readFileSync(join(cwd, "snapshot.log"), "utf8")).toContain("a1b2c3d4e5");
    const found = await evidenceOf(run, run.idOf("Leave a log"));
    expect(found.map(({ name }) => name)).toEqual(["snapshot.log"]);
    const text = (await room.artifact(run.runId, found[0]?.artifactId ?? "")).toString();
    expect(text).toBe("snapshot snap-0815 password=[redacted]\n");
    const other = await makeExecRun(room);
    const plainOutput = await exec(other, "Leave a log", ["--", "echo", "no file is written"], { cwd });
    expect(plainOutput.err).toContain("this is not the step's command in the runbook");
    expect((await evidenceOf(other, other.idOf("Leave a log"))).map(({ name }) => name)).toEqual([
      "snapshot.log",
    ]);
  });

  test("placeholders that are left, unknown programs and refused starts run nothing", async () => {
    const run = await makeExecRun(room);
    const mark = join(room.folder, `ran-${run.runId}`);
    for (const word of ["<PASSWORD>", "{{TARGET}}", "____"]) {
      const said = await exec(run, "Plain step", ["--", "touch", mark, word]);
      expect(said.code).toBe(125);
      expect(said.err).toContain(word);
    }
    const closed = await makeExecRun(room, { open: false });
    const gate = await exec(closed, "Change something", ["--shell", `touch ${mark}`]);
    expect(gate.code).toBe(125);
    expect(gate.err).toContain("cannot start: Preconditions (0 of 1 done) comes first. (R2)");
    expect(gate.err).toContain("  - Precondition “The gate is open” is still open.\n");
    await room.run(["use", run.runId], { as });
    const foreign = await exec(run, "Commander", ["--json", "--shell", `touch ${mark}`]);
    expect(foreign.code).toBe(125);
    expect(JSON.parse(foreign.out).error).toMatchObject({ code: "forbidden" });
    expect((await exec(run, "Plain step", ["--", "no-such-program-here"])).code).toBe(127);
    expect((await exec(run, "Plain step", ["--", room.folder])).code).toBe(126);
    expect((await exec(run, "Plain step", [])).code).toBe(125);
    expect((await exec(run, "Plain step", ["--from-runbook"])).code).toBe(125);
    expect(existsSync(mark)).toBe(false);
    expect((await room.step(run.runId, run.idOf("Plain step"))).status).toBe("waiting");
    expect(room.spoolOf(as)).toEqual([]);
    // The runbook's own command runs with the run's variables in it.
    const { cwd } = script("change.sh", 'echo "changed $1"\n');
    const changed = await exec(run, "Change something", ["--from-runbook"], { cwd });
    expect(changed.out).toBe("changed rehearsal\n");
    expect(changed.code, changed.err).toBe(0);
  });

  test.each(["SIGINT", "SIGTERM", "SIGHUP"] as const)(
    "%s reaches all that the command started",
    async (signal) => {
      const run = await makeExecRun(room);
      const name = signal.slice(3);
      const { path, cwd } = script(
        "signals.sh",
        `trap 'echo outer; exit 7' ${name}\nbash -c "trap 'echo inner; exit 0' ${name}; echo ready; while :; do sleep 0.05; done"\nexit 8\n`,
      );
      const running = room.start(["exec", "--step", run.idOf("Plain step"), "--", path], { as, cwd });
      await expect.poll(() => running.said.out, { timeout: 20_000 }).toContain("ready");
      running.child.kill(signal);
      const said = await running.ended;
      expect(said.out).toContain("inner");
      expect(said.out).toContain("outer");
      expect(said.code).toBe(7);
      expect((await room.step(run.runId, run.idOf("Plain step"))).status).toBe("failed");
    },
  );

  test("the command reads what is piped in, and may open its output again", async () => {
    const run = await makeExecRun(room);
    const said = await exec(
      run,
      "Plain step",
      ["--shell", "tr a-z A-Z; echo again > /dev/stderr; echo once > /dev/stdout"],
      { input: "typed\n" },
    );
    expect(said.code, said.err).toBe(0);
    expect(said.out).toBe("TYPED\nonce\n");
    expect(said.err).toContain("again");
  });

  test("something that outlives the command does not hold it up", async () => {
    const run = await makeExecRun(room);
    const said = await exec(run, "Plain step", ["--shell", "sleep 60 & echo started"]);
    expect(said.code).toBe(0);
    expect(said.err).toContain("is not waited for");
  });
});
