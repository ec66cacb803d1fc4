import type { RunbookDefinition } from "../../run/definition";
import { failed, type Outcome } from "../api/problem";
import { deriveDefinition } from "./derive";

const REFUSED_AS = { empty: "unusable", "not-text": "not-text", "too-large": "too-large" } as const;

/** The structure of the Markdown, errors of the document included: they are what the author came to see. */
export async function previewRunbook(bytes: Uint8Array): Promise<Outcome<RunbookDefinition>> {
  const derived = await deriveDefinition(bytes);
  if (derived.ok) return { ok: true, value: derived.definition };
  return failed(REFUSED_AS[derived.code], derived.message);
}

/** As `previewRunbook`, but a text with errors is not good enough to become a version. */
export async function importForPublishing(bytes: Uint8Array): Promise<Outcome<RunbookDefinition>> {
  const preview = await previewRunbook(bytes);
  if (!preview.ok) return preview;
  const errors = preview.value.diagnostics.filter(({ severity }) => severity === "error");
  if (errors.length === 0) return preview;
  const said = errors.map(({ line, message }) => `Line ${line}: ${message}`);
  const many = said.length === 1 ? "an error" : `${said.length} errors`;
  return failed("unusable", `The runbook has ${many} and was not published. ${said[0] ?? ""}`, said);
}
