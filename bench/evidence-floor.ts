// The floor of Q10: a bare pg loop that inserts the same chunks, unhashed, one statement after the other.
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import pg from "pg";
import { startEmbeddedPostgres } from "../lib/server/embedded-postgres";
import { createLog } from "../lib/server/log";
import { distinctChunks } from "./evidence-bytes";

export interface EvidenceFloor {
  /** Inserts that many bytes and answers how long it took, milliseconds. */
  store(size: number): Promise<number>;
  stop(): Promise<void>;
}

/** @param folder of its own, for the data */
export async function startEvidenceFloor(folder: string): Promise<EvidenceFloor> {
  mkdirSync(folder, { recursive: true, mode: 0o755 });
  const postgres = await startEmbeddedPostgres({ dataDir: join(folder, "data"), log: createLog("warn") });
  const client = new pg.Client({ connectionString: postgres.url });
  await client.connect();
  await client.query("CREATE TABLE floor_chunk (n int PRIMARY KEY, bytes bytea NOT NULL)");
  await client.query("ALTER TABLE floor_chunk ALTER COLUMN bytes SET STORAGE EXTERNAL");
  return {
    async store(size) {
      await client.query("TRUNCATE floor_chunk");
      const begun = performance.now();
      let n = 0;
      for (const chunk of distinctChunks(size)) {
        await client.query({
          name: "floor",
          text: "INSERT INTO floor_chunk (n, bytes) VALUES ($1, $2)",
          values: [n, chunk],
        });
        n += 1;
      }
      return performance.now() - begun;
    },
    async stop() {
      await client.end();
      await postgres.stop();
    },
  };
}
