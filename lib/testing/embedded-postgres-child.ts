// A process of its own that holds an embedded PostgreSQL, for tests that kill it. Its argument is the data directory.
import { startEmbeddedPostgres } from "../server/embedded-postgres";
import { createLog } from "../server/log";

const dataDir = process.argv[2];
if (!dataDir) throw new Error("a data directory is needed");
startEmbeddedPostgres({ dataDir, log: createLog("silent") }).then(
  (embedded) => process.send?.({ url: embedded.url }),
  (error: unknown) => process.send?.({ error: error instanceof Error ? error.message : String(error) }),
);
