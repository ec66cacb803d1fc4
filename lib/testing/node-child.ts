// A node in a process of its own, for tests that kill it. Its argument is its settings as JSON; it says "up" once it runs.
import { createLog } from "../server/log";
import { createServices } from "../server/services";

const settings = process.argv[2];
if (!settings) throw new Error("the node's settings are needed");
createServices(JSON.parse(settings), createLog("silent")).then(
  () => process.send?.("up"),
  (error: unknown) => process.send?.({ error: error instanceof Error ? error.message : String(error) }),
);
