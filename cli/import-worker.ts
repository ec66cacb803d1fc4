import { parentPort } from "node:worker_threads";
import { commandAndGateComparison } from "../lib/run/compare/command-and-gate";
import { compareDefinitions } from "../lib/run/compare-definitions";
import { importRunbook } from "../lib/runbook/import-runbook";
import type { Work } from "./import-thread";

/** A thread of its own for hostile text: whoever started it ends it when it takes too long. */
parentPort?.on("message", (work: Work) => {
  if (work.kind === "import") parentPort?.postMessage(importRunbook(work.text, work.sha256));
  else {
    const { before, after } = work;
    const changes = compareDefinitions(before, after);
    parentPort?.postMessage({ changes, commandAndGate: commandAndGateComparison(before, after) });
  }
});
