import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { verifyChain } from "../pack/event-chain";
import { makeRun, requestOf } from "../testing/run-factory";
import { testEnv } from "../testing/template-database";
import { currentServices, publishServices } from "./current-services";
import { livingPostmaster } from "./embedded-postgres-cluster";
import { createLog } from "./log";
import { readEvents } from "./run/event-log";
import { executeCommand } from "./run/execute-command";
import { createServices, type Services } from "./services";

let dataDir: string;
let node: Services;

beforeAll(async () => {
  dataDir = mkdtempSync(join(tmpdir(), "holdpoint-services-"));
  node = await createServices({ ...testEnv(""), databaseUrl: null, dataDir }, createLog("silent"));
});

afterAll(async () => {
  await node.stop();
  rmSync(dataDir, { recursive: true, force: true });
});

describe("a node with the embedded database", () => {
  it("is ready, has migrated, and shares itself with the pages of its process", async () => {
    expect(await node.ready()).toEqual({ ready: true, reason: null });
    expect(await node.db.prisma.person.count()).toBe(0);
    publishServices(node);
    expect(currentServices()).toBe(node);
  });

  it("uses at most twenty connections", async () => {
    await Promise.all(Array.from({ length: 60 }, () => node.db.pool.query("SELECT pg_sleep(0.01)")));
    await Promise.all(Array.from({ length: 60 }, () => node.db.prisma.person.count()));
    const { rows } = await node.db.pool.query(
      "SELECT count(*)::int AS n FROM pg_stat_activity WHERE datname = current_database() AND backend_type = 'client backend'",
    );
    expect(rows[0].n).toBeLessThanOrEqual(20);
  });

  it.each(["SIGQUIT", "SIGKILL"] as const)(
    "loses, repeats and reorders nothing when PostgreSQL gets %s under load, and goes on by itself",
    async (signal) => {
      const { runId, operator } = await makeRun(node);
      const acknowledged: string[] = [];
      let failures = 0;
      let killed = false;
      const write = async (writer: number) => {
        for (let index = 0; index < 40; index += 1) {
          const text = `w${writer} ${index}`;
          const request = requestOf(operator, runId, { type: "LogEntry", payload: { text } });
          // As a client does: the same command again until it is answered.
          for (let answered = false; !answered; ) {
            try {
              answered = (await executeCommand(node, request)).ok;
            } catch {
              failures += 1;
              await new Promise((resolve) => setImmediate(resolve));
            }
          }
          acknowledged.push(text);
          const pid = livingPostmaster(join(dataDir, "postgres"));
          if (!killed && acknowledged.length > 60 && pid !== null) {
            killed = true;
            process.kill(pid, signal);
          }
        }
      };
      await Promise.all([0, 1, 2, 3].map(write));
      expect(killed).toBe(true);
      expect(failures).toBeLessThan(1000);
      const events = await readEvents(node.db.pool, runId, 0, 1000);
      expect(verifyChain(events)).toMatchObject({ intact: true, headSeq: 162 });
      const logged = events.flatMap((event) => (event.type === "EntryLogged" ? [event.payload.text] : []));
      expect(logged.toSorted()).toEqual(acknowledged.toSorted());
      await expect.poll(() => node.listener.ready, { timeout: 10_000 }).toBe(true);
    },
  );
});

describe("a connection that does not deliver notifications", () => {
  it("stops the start with a sentence", async () => {
    const env = { ...testEnv(node.db.url) };
    const original = pg.Client.prototype.query;
    // What a transaction pooler does: the LISTEN reaches a session that is someone else's the next moment.
    const deaf = function (this: pg.Client, ...args: unknown[]) {
      const [text] = args;
      if (typeof text === "string" && text.startsWith("LISTEN")) return Promise.resolve({ rows: [] });
      return Reflect.apply(original, this, args);
    };
    Object.assign(pg.Client.prototype, { query: deaf });
    try {
      await expect(createServices(env, createLog("silent"))).rejects.toThrow(
        /does not deliver notifications.*PgBouncer/,
      );
    } finally {
      Object.assign(pg.Client.prototype, { query: original });
    }
  });
});
