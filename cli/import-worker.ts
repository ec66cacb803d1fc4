import { parentPort } from "node:worker_threads";
import { compareTranscripts } from "../lib/run/compare/compare-transcripts";
import type { TranscriptText } from "../lib/run/compare/transcript-items";
import { compareDefinitions } from "../lib/run/compare-definitions";
import { importRunbook } from "../lib/runbook/import-runbook";
import { maskCredentials } from "../lib/runbook/mask-credentials";
import type { ImportedText, Work } from "./import-thread";

/** What a difference quotes is shown to people: without credentials. */
function transcriptText({ definition, text }: ImportedText): TranscriptText {
  return { definition, lines: maskCredentials(text).text.split(/\r?\n/) };
}

/** A thread of its own for hostile text: whoever started it ends it when it takes too long. */
parentPort?.on("message", (work: Work) => {
  if (work.kind === "import") parentPort?.postMessage(importRunbook(work.text, work.sha256));
  else if (work.kind === "compare") {
    parentPort?.postMessage(compareDefinitions(work.before.definition, work.after.definition));
  } else parentPort?.postMessage(compareTranscripts(transcriptText(work.before), transcriptText(work.after)));
});
