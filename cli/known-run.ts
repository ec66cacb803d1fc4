import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { RunAnswer } from "../lib/protocol/http";
import { isRecord, parsedJson } from "./connection/answer";
import { stateFolder, writePrivately } from "./folders";
import type { Context } from "./terminal";

/** A run as this machine last saw it, for the time that the server is away. */
export interface KnownRun {
  seenAt: string;
  answer: RunAnswer;
}

function fileOf(context: Context, runId: string): string {
  return join(stateFolder(context), "runs", `${runId}.json`);
}

export function rememberRun(context: Context, runId: string, answer: RunAnswer): void {
  writePrivately(fileOf(context, runId), JSON.stringify({ seenAt: new Date().toISOString(), answer }));
}

export function knownRun(context: Context, runId: string): KnownRun | null {
  try {
    const known = parsedJson(readFileSync(fileOf(context, runId)));
    // Parser's edge: our own file, written whole.
    return isRecord(known) && isRecord(known.answer) ? (known as unknown as KnownRun) : null;
  } catch {
    return null;
  }
}
