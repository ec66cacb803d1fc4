import { readFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { CliRoom } from "../cli-room.test-support";
import { makeExecRun } from "../exec-runbook.test-support";

let room: CliRoom;
const as = "deployer";
const MB = 1024 * 1024;

beforeAll(async () => {
  room = await CliRoom.open();
}, 120_000);

afterAll(() => room.close());

/** The most memory that a process has had so far, MB; 0 once it is gone. */
function peakOf(pid: number | undefined): number {
  try {
    return Number(/VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1] ?? 0) / 1024;
  } catch {
    return 0;
  }
}

async function execAndMeasure(step: string, shell: string) {
  const running = room.start(["exec", "--step", step, "--shell", shell], { as, quiet: true });
  let peak = 0;
  const timer = setInterval(() => {
    peak = Math.max(peak, peakOf(running.child.pid));
  }, 20);
  const said = await running.ended;
  clearInterval(timer);
  return { ...said, peak };
}

describe.skipIf(process.platform !== "linux")("200 MB of output", () => {
  test("are shown, redacted, hashed, kept and sent in constant memory", { timeout: 240_000 }, async () => {
    const run = await makeExecRun(room);
    const small = await execAndMeasure(run.idOf("Another plain"), "echo small; sleep 0.5");
    const line = "2026-11-27T02:14:05Z copied table orders, 123456 rows in 42 ms, nothing to report at all";
    const lines = await execAndMeasure(
      run.idOf("Plain step"),
      `yes '${line}' | head -c ${200 * MB} | cat; echo password=a1b2c3d4`,
    );
    const endless = await execAndMeasure(
      run.idOf("Third plain"),
      `head -c ${200 * MB} /dev/zero | tr '\\0' x`,
    );
    process.stdout.write(
      `  peak memory of exec: ${small.peak.toFixed(0)} MB idle, ${lines.peak.toFixed(0)} MB for 200 MB of lines, ${endless.peak.toFixed(0)} MB for 200 MB in one line\n`,
    );
    expect(endless.code, endless.err).toBe(0);
    const { evidence } = await room.state(run.runId);
    const sizeOf = (title: string) => evidence.find(({ stepId }) => stepId === run.idOf(title))?.size ?? 0;
    expect(sizeOf("Third plain")).toBe(200 * MB);
    expect(sizeOf("Plain step")).toBe(200 * MB + "password=[redacted]\n".length);
    expect(Math.max(lines.peak, endless.peak) - small.peak).toBeLessThan(80);
    expect(room.spoolOf(as)).toEqual([]);
  });
});
