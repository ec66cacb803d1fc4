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

export function remarksOf(reading: Reading): readonly Diagnostic[] {
  return reading.ok ? reading.definition.diagnostics : [reading.diagnostic];
}
