import type { Diagnostic, RunbookDefinition } from "@/lib/run/definition";
import type { KnownNames } from "@/lib/runbook/complete";
import type { SecretSpan } from "@/lib/runbook/secret-spans";

/** What was found in a text, or the one remark that says why nothing was. */
export type Reading =
  | { ok: true; definition: RunbookDefinition; secrets: SecretSpan[]; names: KnownNames }
  | { ok: false; diagnostic: Diagnostic };

/** Page → worker. */
export interface ReadRequest {
  bytes: Uint8Array<ArrayBuffer>;
}

/** Worker → page: `ready` once, then one reading for each request. */
export type ReadAnswer = "ready" | Reading;

export function unread(code: string, message: string): Reading {
  return { ok: false, diagnostic: { line: 1, severity: "error", code, message } };
}

/** Why a text cannot be published as it stands; null where it can. */
export function whyUnpublishable(reading: Reading | null): string | null {
  if (!reading) return "The text is being read.";
  const errors = remarksOf(reading).filter((remark) => remark.severity === "error").length;
  if (errors === 0) return null;
  return errors === 1
    ? "One error has to be corrected first."
    : `${errors} errors have to be corrected first.`;
}

export function remarksOf(reading: Reading): readonly Diagnostic[] {
  return reading.ok ? reading.definition.diagnostics : [reading.diagnostic];
}
