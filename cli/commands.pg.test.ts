import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { CliRoom } from "./cli-room.test-support";
import { type ExecRun, makeExecRun } from "./exec-runbook.test-support";

let room: CliRoom;
let run: ExecRun;
const as = "deployer";

beforeAll(async () => {
  room = await CliRoom.open();
  run = await makeExecRun(room);
}, 120_000);

afterAll(() => room.close());

const cli = (...args: string[]) => room.run(args, { as });

describe("signing in", () => {
  test("keeps the token in a file for the user alone, and prints it nowhere", async () => {
    const input = "payments@holdpoint.test\nholdpoint-demo\n";
    const said = await room.run(["login", room.url, "--json"], { as: "payments", input });
    expect(said.code, said.err).toBe(0);
    expect(JSON.parse(said.out)).toMatchObject({ url: room.url, email: "payments@holdpoint.test" });
    const file = room.configFileOf("payments");
    expect(statSync(file).mode & 0o777).toBe(0o600);
    const { token } = JSON.parse(readFileSync(file, "utf8")).servers[room.url];
    expect(token).toMatch(/^hp_/);
    expect(said.out + said.err).not.toContain(token);
    expect((await room.run(["whoami", "--json"], { as: "payments" })).out).toContain(
      "payments@holdpoint.test",
    );
    expect((await room.run(["logout", "--json"], { as: "payments" })).out).toContain('"revoked": true');
    expect((await room.run(["whoami"], { as: "payments" })).code).toBe(5);
    const variables = { HOLDPOINT_URL: room.url, HOLDPOINT_TOKEN: token };
    expect((await room.run(["whoami"], { as: "nobody", variables })).code).toBe(5);
  });

  test("is refused with a sentence, and the environment's token wins over what is kept", async () => {
    const said = await room.run(["login", room.url, "--email", "dba@holdpoint.test"], {
      as: "dba",
      input: "wrong\n",
    });
    expect(said.code).toBe(5);
    expect(said.err).toContain("The e-mail address or the password is wrong.");
    expect(existsSync(room.configFileOf("dba"))).toBe(false);
    const variables = { HOLDPOINT_TOKEN: "hp_of-nobody" };
    expect((await room.run(["runs"], { as, variables })).code).toBe(5);
    expect((await room.run(["runs"], { as: "nobody" })).code).toBe(5);
  });
});

describe("looking", () => {
  test("status shows the room at a glance, for people and for scripts", async () => {
    const text = await cli("status");
    expect(text.code, text.err).toBe(0);
    for (const words of ["REHEARSAL", "RUNNING", "your step", "against GO", "role        Deployer", "T-0"]) {
      expect(text.out).toContain(words);
    }
    const facts = JSON.parse((await cli("status", "--json")).out);
    expect(facts).toMatchObject({
      run: { runId: run.runId, status: "running", kind: "rehearsal" },
      me: { roles: ["Deployer"] },
      kept: { waiting: 0, refused: 0 },
    });
    expect(facts.nextSteps[0]).toMatchObject({ id: run.idOf("Plain step"), blockers: [] });
    expect(facts.decision.standsAgainstGo.length).toBeGreaterThan(0);
  });

  test("steps, runs and use name what other commands take", async () => {
    const { steps } = JSON.parse((await cli("steps", "--json")).out);
    expect(steps[1]).toMatchObject({ number: 2, label: "2.1", id: run.idOf("Plain step") });
    expect((await cli("steps")).out).toContain(run.idOf("Plain step"));
    expect(JSON.parse((await cli("runs", "--json")).out).runs.length).toBeGreaterThan(0);
    expect(JSON.parse((await cli("use", run.runId.slice(0, 13), "--json")).out)).toMatchObject({
      runId: run.runId,
    });
    expect((await cli("use", "no such run")).code).toBe(2);
  });

  test("watch brings what happens, through a restart of the server, and ends with Ctrl-C", async () => {
    const watching = room.start(["watch", "--json", "--last", "0"], { as });
    const pretty = room.start(["watch"], { as });
    const entries = () => watching.said.out.split("\n").filter((line) => line.includes("EntryLogged"));
    await expect.poll(() => pretty.said.out, { timeout: 20_000 }).toContain("PASS");
    const seen = async (text: string) => {
      await cli("log", text);
      await expect.poll(() => watching.said.out + watching.said.err, { timeout: 20_000 }).toContain(text);
    };
    await seen("before the restart");
    await room.stopServer();
    await expect.poll(() => watching.said.err, { timeout: 20_000 }).toContain("The line is down");
    await room.startServer();
    await seen("after the restart");
    expect(entries()).toHaveLength(2);
    for (const line of watching.said.out.trim().split("\n")) expect(JSON.parse(line)).toHaveProperty("seq");
    expect(pretty.said.out).toContain("after the restart");
    for (const each of [watching, pretty]) {
      each.child.kill("SIGINT");
      expect((await each.ended).code).toBe(130);
    }
  });
});

describe("recording", () => {
  test("log writes an entry, and tells when it happened", async () => {
    expect((await cli("log", "all", "is", "well")).code).toBe(0);
    const said = JSON.parse(
      (await cli("log", "earlier", "--at", "5m ago", "--kind", "action", "--json")).out,
    );
    const entry = (await room.events(run.runId)).find(({ seq }) => seq === said.seq);
    expect(entry?.payload).toEqual({ text: "earlier", kind: "action" });
    expect(Date.now() - Date.parse(entry?.occurredAt ?? "")).toBeGreaterThan(4 * 60_000);
    expect((await cli("log", "when?", "--at", "yesterday")).code).toBe(2);
    expect((await cli("log", "what?", "--kind", "poem", "--json")).code).toBe(1);
  });

  test("a refusal is told with its rule and what is missing, and exits with 1", async () => {
    const said = await cli("step", "pass", "Commander's own", "--json");
    expect(said.code).toBe(1);
    expect(JSON.parse(said.out)).toMatchObject({ error: { code: "forbidden" }, exit: 1 });
    const log = await cli("step", "pass", run.idOf("Leave a log"));
    expect(log.code).toBe(1);
    expect(log.err).toContain("Evidence “snapshot.log” is not attached. (R9)");
    expect((await cli("step", "pass", "step")).code).toBe(2);
    expect((await cli("step", "fail", "2")).code).toBe(2);
    expect((await cli("step", "conjure", "2")).code).toBe(2);
    expect((await cli("step", "pass", "2", "--field", "nonsense")).code).toBe(2);
    const field = await cli("step", "pass", "2", "--field", "Nothing=1");
    expect(field.code).toBe(1);
    expect(field.err).toContain("has no blank “Nothing”");
  });

  test("steps are started, passed, failed, retried and marked by number, id and title", async () => {
    expect((await cli("step", "start", "2")).out).toContain("started: Plain step");
    expect((await cli("step", "fail", run.idOf("Plain step"), "--reason", "the disk is full")).code).toBe(0);
    expect((await cli("step", "retry", "Plain step", "--reason", "there is room again")).code).toBe(0);
    const passed = await cli("step", "pass", "2.1", "--note", "took longer", "--json");
    expect(JSON.parse(passed.out)).toMatchObject({ kept: false, stepId: run.idOf("Plain step") });
    const step = await room.step(run.runId, run.idOf("Plain step"));
    expect([step.status, step.attempt]).toEqual(["passed", 2]);
    expect((await cli("step", "warn", "Another plain", "--reason", "slow")).code).toBe(0);
    const na = await cli("step", "na", "Third plain", "--reason", "not needed");
    expect([na.code, na.err]).toEqual([1, expect.stringContaining("(R2)")]);
  });

  test("attach streams files, pipes and references, with their hashes", async () => {
    const file = join(room.folder, "smoke.log");
    writeFileSync(file, "all green, token=a1b2c3d4e5\n");
    const said = await cli("attach", file, "--step", "Look at the shop", "--json");
    const [attached] = JSON.parse(said.out).attached;
    expect(attached).toMatchObject({ name: "smoke.log", size: 28, kept: false });
    const redacted = await cli("attach", file, "--redact", "--restricted", "--name", "clean.log", "--json");
    const [clean] = JSON.parse(redacted.out).attached;
    const bytes = await room.artifact(run.runId, clean.artifactId);
    expect(bytes.toString()).toBe("all green, token=[redacted]\n");
    const { evidence } = await room.state(run.runId);
    expect(evidence.find(({ name }) => name === "clean.log")?.visibility).toBe("restricted");
    const dump = await cli("attach", "--reference", file, "--name", "orders.dump", "--json");
    expect(JSON.parse(dump.out).attached[0]).toMatchObject({ name: "orders.dump", sha256: attached.sha256 });
    const empty = join(room.folder, "empty.log");
    writeFileSync(empty, "");
    for (const wrong of [[empty], ["/nowhere"], [room.folder], ["-"], [], [file, file, "--name", "x"]]) {
      expect((await cli("attach", ...wrong)).code, wrong.join(" ")).toBe(2);
    }
    expect((await cli("attach", file, "--name", "a/b")).code).toBe(1);
    expect(
      readdirSync(join(room.stateFolderOf(as), "spool")).filter((name) => name.endsWith(".bin")),
    ).toEqual([]);
  });
});

describe("documents", () => {
  test("import publishes, and a next version by its slug; errors are named", async () => {
    const file = join(room.folder, "small.md");
    writeFileSync(file, "# Small\n\n## Steps\n\n1. Restart the cache\n2. Look at the graphs\n");
    const first = await room.run(["import", file, "--json"], { as: "author" });
    expect(JSON.parse(first.out).imported[0]).toMatchObject({ slug: "small", version: 1, title: "Small" });
    writeFileSync(file, "# Small\n\n## Steps\n\n1. Restart the cache\n2. Look at all graphs\n");
    const second = await room.run(["import", file, "--slug", "small", "--json"], { as: "author" });
    expect(JSON.parse(second.out).imported[0]).toMatchObject({ slug: "small", version: 2 });
    const bad = join(room.folder, "bad.md");
    writeFileSync(bad, "# Bad\n\n1. Go: `psql postgres://a:hunter22secret@db`\n");
    const refused = await room.run(["import", bad, "/nowhere.md", "--json"], { as: "author" });
    expect(refused.code).toBe(2);
    expect(JSON.parse(refused.out).failed.map(({ exit }: { exit: number }) => exit)).toEqual([1, 2]);
    expect((await room.run(["import", file, bad, "--slug", "small"], { as: "author" })).code).toBe(2);
  });

  test("plan takes options, a file, or both, and says what is missing", async () => {
    const plan = join(room.folder, "plan.json");
    const t0 = "2026-12-01T02:00:00Z";
    writeFileSync(
      plan,
      JSON.stringify({ kind: "rehearsal", title: "From a file", t0, timeZone: "Europe/Vienna", roles: [] }),
    );
    const slug = "orders-database-to-the-new-cluster";
    const said = await room.run(
      ["plan", "--file", plan, "--runbook", slug, "--title", "From both", "--json"],
      { as: "author" },
    );
    const planned = JSON.parse(said.out);
    expect(planned.missingRoles.length).toBeGreaterThan(0);
    expect((await room.state(planned.runId)).title).toBe("From both");
    const text = await room.run(["plan", "--file", plan, "--runbook", `${slug}@1`], { as: "author" });
    expect(text.out).toMatch(/^planned as [0-9a-f-]{36}\nBefore it can start:\n {2}- nobody holds /);
    expect((await room.run(["plan", "--title", "x"], { as: "author" })).err).toContain(
      "--runbook, --kind, --t0",
    );
    expect((await room.run(["plan", "--file", "/nowhere"], { as: "author" })).code).toBe(2);
    const zone = await room.run(["plan", "--file", plan, "--runbook", slug, "--time-zone", "CET"], {
      as: "author",
    });
    expect([zone.code, zone.err]).toEqual([1, expect.stringContaining("may mean several time zones")]);
  });

  test("pack streams the evidence pack, verifies it, and overwrites nothing", async () => {
    const file = join(room.folder, "night.zip");
    const said = await room.run(["pack", "--run", run.runId, "--out", file, "--json"], { as: "ic" });
    expect(said.code, said.err).toBe(0);
    expect(JSON.parse(said.out)).toMatchObject({ file, verified: true, report: { verdict: "intact" } });
    expect((await room.run(["pack", "--run", run.runId, "--out", file], { as: "ic" })).code).toBe(2);
    expect((await cli("pack", "--out", join(room.folder, "mine.zip"))).code).toBe(1);
    const wrongKey = ["--key", "ab".repeat(32)];
    const other = join(room.folder, "other.zip");
    expect(
      (await room.run(["pack", "--run", run.runId, "--out", other, ...wrongKey], { as: "ic" })).code,
    ).toBe(1);
    expect(readdirSync(room.folder).filter((name) => /mine|other|partial/.test(name))).toEqual([]);
  });
});

test("every command refuses a server that is away with 3, and what it records is kept with 4", async () => {
  await room.stopServer();
  try {
    for (const args of [
      ["runs"],
      ["whoami"],
      ["steps"],
      ["watch"],
      ["pack"],
      ["use", "x"],
      ["plan", "--runbook", "x"],
    ]) {
      const said = await cli(...args, "--json");
      expect(said.code, args.join(" ")).toBe(3);
      expect(JSON.parse(said.out), args.join(" ")).toMatchObject({ error: { code: "away" }, exit: 3 });
    }
    expect((await cli("log", "kept")).code).toBe(4);
  } finally {
    await room.startServer();
  }
  expect((await cli("sync", "--json")).code).toBe(0);
});
