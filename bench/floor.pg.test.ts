import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Bundles, bundleProcesses } from "./bundles";
import { floorSide } from "./floor-side";
import { measureSession } from "./session";
import type { Side } from "./side";
import { Watchers } from "./watchers";

const root = fileURLToPath(new URL("..", import.meta.url));

// The bench reads /proc.
describe.skipIf(process.platform !== "linux")("the bench against its floor", { timeout: 60_000 }, () => {
  const folder = mkdtempSync(join(tmpdir(), "hp-bench-test-"));
  let bundles: Bundles;
  let floor: Side;

  beforeAll(async () => {
    chmodSync(folder, 0o711);
    bundles = await bundleProcesses(root);
    floor = floorSide({ root, folder: join(folder, "floor"), script: bundles.floorServer });
  });

  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it("measures a session and finds every event at every watcher", async () => {
    const plan = { watchers: 6, spaced: 5, burstMs: 100, watcherBundle: bundles.watcherProcess };
    const result = await measureSession(floor, plan);
    expect(result.troubles).toEqual([]);
    expect(result.latencyP50).toBeGreaterThan(0);
    expect(result.latencyP95).toBeGreaterThanOrEqual(result.latencyP50);
    expect(result.serverCpu).toBeGreaterThan(0);
    expect(result.postgresCpu).toBeGreaterThan(0);
    expect(result.throughput).toBeGreaterThan(10);
  });

  it("tells when a server drops its watchers, and does not wait for ever for an event that never comes", async () => {
    const side = await floor.start();
    const watchers = Watchers.start(bundles.watcherProcess, 1);
    try {
      await watchers.connect(await side.target(), 2);
      await side.stop();
      await expect(watchers.delivered(1, 300)).rejects.toThrow("did not reach all watchers");
      await expect.poll(() => watchers.troubles.join()).toContain("disconnected");
    } finally {
      await watchers.stop();
      await side.stop();
    }
  });
});
