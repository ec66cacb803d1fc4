import { parentPort } from "node:worker_threads";
import { importRunbook } from "../../runbook/import-runbook";

/** A thread of its own for hostile text: whoever started it kills it when it takes too long. */
parentPort?.on("message", ({ text, sha256 }: { text: string; sha256: string }) => {
  parentPort?.postMessage({ definition: importRunbook(text, sha256) });
});
parentPort?.postMessage("ready");
