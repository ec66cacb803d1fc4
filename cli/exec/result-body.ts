import type { ExecEnd, KeptExec } from "../spool/item";
import { bytesInWords } from "../terminal";
import type { Judged } from "./judge";

/** Longest note and reason that a command takes. */
const LONGEST = 2_000;

function secondsBetween(from: string, to: string): string {
  return `${(Math.max(0, Date.parse(to) - Date.parse(from)) / 1000).toFixed(1)} s`;
}

/** How the command ended, in one sentence. */
export function endWords({ end, startedAt, late }: KeptExec & { end: ExecEnd }): string {
  const took = secondsBetween(startedAt, end.at);
  const when = late.end ? ` at ${end.at}, while the server was away` : "";
  if (end.signal !== null) return `The command was killed by ${end.signal} after ${took}${when}.`;
  if (end.code === null) return "How the command ended is not known.";
  return `The command ended with code ${end.code} after ${took}${when}.`;
}

/** What a reason that says how it ended does not say yet. */
function tookWords({ end, startedAt, late }: KeptExec & { end: ExecEnd }): string {
  const when = late.end ? ` It ended at ${end.at}, while the server was away.` : "";
  return `It took ${secondsBetween(startedAt, end.at)}.${when}`;
}

function artifactWords({ artifacts }: KeptExec): string {
  return artifacts
    .map(({ name, sha256, size }) => `${name} (${bytesInWords(size)}, SHA-256 ${sha256.slice(0, 16)}…)`)
    .join(", ");
}

/** The command that records the result; null where nothing is to be recorded, because somebody has yet to answer. */
export function resultBody(
  item: KeptExec & { end: ExecEnd },
  { outcome, fields }: Judged,
): Record<string, unknown> | null {
  const base = { commandId: item.id, stepId: item.stepId };
  const kept = artifactWords(item);
  const output = kept === "" ? "" : ` Output: ${kept}.`;
  if (outcome.verdict === "ran") return null;
  if (outcome.verdict === "fail") {
    return {
      ...base,
      type: "FailStep",
      reason: `${outcome.reason} ${tookWords(item)}${output}`.slice(0, LONGEST),
    };
  }
  const given = Object.keys(fields).length > 0 ? { fields } : {};
  if (outcome.verdict === "warn") {
    const reason = `${outcome.reason} ${tookWords(item)}${output}`.slice(0, LONGEST);
    return { ...base, type: "WarnStep", reason, ...given };
  }
  const confirmed = item.confirmed.length > 0 ? ` Confirmed by hand: ${item.confirmed.join("; ")}` : "";
  return {
    ...base,
    type: "PassStep",
    note: `${endWords(item)}${output}${confirmed}`.slice(0, LONGEST),
    ...given,
  };
}
