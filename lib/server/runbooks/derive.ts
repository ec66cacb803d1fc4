import { createHash } from "node:crypto";
import type { RunbookDefinition } from "../../run/definition";
import { type DecodedText, decodeText } from "../../runbook/decode-text";
import { importRunbook } from "../../runbook/import-runbook";
import { LATIN_1, TOO_SLOW } from "../../runbook/read-limits";
import { ImportThreads } from "./import-threads";

export type Derivation = { ok: true; definition: RunbookDefinition } | Extract<DecodedText, { ok: false }>;

const threads = new ImportThreads();

/** JSON.stringify writes lone surrogates, and only these, as escapes; the database takes no such text. */
function wellFormed(definition: RunbookDefinition): RunbookDefinition {
  const json = JSON.stringify(definition).replace(/\\\\|\\ud[89a-f][0-9a-f]{2}/g, (found) =>
    found === "\\\\" ? found : "\\ufffd",
  );
  return JSON.parse(json);
}

/** Structure of a runbook from its exact bytes. Never throws on any text; what is no text is refused. */
export async function deriveDefinition(bytes: Uint8Array, by = threads): Promise<Derivation> {
  const decoded = decodeText(bytes);
  if (!decoded.ok) return decoded;
  const { text, encoding } = decoded;
  const sha256 = createHash("sha256").update(bytes).digest("hex");
  const answer = await by.import(text, sha256);
  const definition = answer === "too-slow" ? importRunbook("", sha256) : answer.definition;
  const found = answer === "too-slow" ? [TOO_SLOW] : definition.diagnostics;
  const diagnostics = encoding === "latin-1" ? [LATIN_1, ...found] : found;
  return { ok: true, definition: wellFormed({ ...definition, diagnostics }) };
}
