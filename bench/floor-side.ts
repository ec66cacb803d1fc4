import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { startServer } from "./server-process";
import type { RunningSide, Side } from "./side";

/** The size of an event that the floor stores and pushes, bytes. */
const eventBytes = 300;
const body = "x".repeat(eventBytes);

/** @param folder of its own, for data and log */
export function floorSide(options: { root: string; folder: string; script: string }): Side {
  mkdirSync(options.folder, { recursive: true, mode: 0o755 });
  return {
    name: "floor",
    async start(): Promise<RunningSide> {
      const server = await startServer({
        name: "the floor",
        script: options.script,
        nodeArguments: [],
        env: { DATA_DIR: join(options.folder, "data") },
        readyPath: null,
        logFile: join(options.folder, "floor.log"),
        cwd: options.root,
      });
      return {
        pid: server.pid,
        url: server.url,
        target: async () => ({ kind: "floor", url: server.url }),
        post: () => ({ path: "/", token: null, body }),
        collectGarbage: server.collectGarbage,
        stop: server.stop,
      };
    },
  };
}
