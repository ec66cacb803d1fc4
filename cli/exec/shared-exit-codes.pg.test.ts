import { chmodSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { hasSharedRunbooks, sharedRunbook } from "../../lib/testing/shared-runbook";
import { CliRoom } from "../cli-room.test-support";

if (!hasSharedRunbooks)
  process.stdout.write("  NOT RUN: the shared runbooks do not lie beside this checkout\n");

describe.skipIf(!hasSharedRunbooks)("the script table of a first user's runbook", () => {
  let room: CliRoom;

  beforeAll(async () => {
    room = await CliRoom.open();
  }, 120_000);

  afterAll(() => room.close());

  /** A night of which all before the preflight is done. */
  async function night() {
    const roles = {
      "incident-commander": "ic",
      operator: "deployer",
      approver: "approver",
      scribe: "scribe",
    };
    const runId = await room.makeRun(sharedRunbook("wien-pilot-cutover.md"), roles);
    await room.signIn("deployer");
    const steps = (await room.state(runId)).phases.flatMap((phase) => phase.steps);
    const at = steps.findIndex(({ commands }) =>
      commands.some(({ text }) => text.includes("prod_preflight_check.py")),
    );
    for (const { id, artifacts } of steps.slice(0, at)) {
      for (const name of artifacts) {
        const reference = { name, stepId: id, location: "backup host", sha256: "ab".repeat(32) };
        await room.command(runId, "deployer", { type: "AttachEvidence", ...reference });
      }
      await room.command(runId, "deployer", { type: "PassStep", stepId: id });
    }
    return { runId, id: steps[at]?.id ?? "" };
  }

  test("says what the codes of the preflight mean", { timeout: 120_000 }, async () => {
    const cwd = join(room.folder, "repo");
    mkdirSync(join(cwd, "scripts"), { recursive: true });
    const script = join(cwd, "scripts/prod_preflight_check.py");
    const codes = "case $1 in warn) exit 1 ;; fail) exit 2 ;; esac";
    writeFileSync(script, `#!/usr/bin/env bash\necho "VERDICT: ${"$"}{1^^}"\n${codes}\n`);
    chmodSync(script, 0o755);
    const exec = async ({ runId, id }: { runId: string; id: string }, word: string, ...more: string[]) => {
      const command = ["--json", ...more, "--", "./scripts/prod_preflight_check.py", word];
      const said = await room.run(["exec", "--run", runId, "--step", id, ...command], {
        as: "deployer",
        cwd,
      });
      const { status } = await room.step(runId, id);
      return { code: said.code, verdict: JSON.parse(said.out).verdict, status };
    };
    const first = await night();
    expect(await exec(first, "fail")).toEqual({ code: 2, verdict: "fail", status: "failed" });
    expect(await exec(first, "warn", "--retry", "mended")).toEqual({
      code: 1,
      verdict: "warn",
      status: "warned",
    });
    // What the document expects, the output states.
    expect(await exec(await night(), "pass")).toEqual({ code: 0, verdict: "pass", status: "passed" });
    // It ended with 0, and says another verdict: somebody has to look.
    expect(await exec(await night(), "odd")).toEqual({ code: 0, verdict: "ran", status: "running" });
  });
});
