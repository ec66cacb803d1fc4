import type { Diagnostic, RunbookDefinition } from "../../run/definition";
import { importRunbook } from "../../runbook/import-runbook";
import { type Decoding, decodeMarkdown } from "./decode-markdown";
import { IMPORT_LIMIT_MS, ImportThreads } from "./import-threads";

export type Derivation = { ok: true; definition: RunbookDefinition } | Extract<Decoding, { ok: false }>;

const threads = new ImportThreads();

const LATIN_1: Diagnostic = {
  line: 1,
  severity: "warning",
  code: "latin-1",
  message: "The file is no valid UTF-8 and was read as Latin-1. Check the letters that are not English.",
};

const TOO_SLOW: Diagnostic = {
  line: 1,
  severity: "error",
  code: "too-slow",
  message: `The text could not be read within ${IMPORT_LIMIT_MS / 1000} seconds, so no structure was taken from it.`,
};

/** JSON.stringify writes lone surrogates, and only these, as escapes; the database takes no such text. */
function wellFormed(definition: RunbookDefinition): RunbookDefinition {
  const json = JSON.stringify(definition).replace(/\\\\|\\ud[89a-f][0-9a-f]{2}/g, (found) =>
    found === "\\\\" ? found : "\\ufffd",
  );
  return JSON.parse(json);
}

/** Structure of a runbook from its exact bytes. Never throws on any text; what is no text is refused. */
export async function deriveDefinition(bytes: Uint8Array, by = threads): Promise<Derivation> {
  const decoded = decodeMarkdown(bytes);
  if (!decoded.ok) return decoded;
  const { text, sha256, encoding } = decoded.markdown;
  const answer = await by.import(text, sha256);
  const definition = answer === "too-slow" ? importRunbook("", sha256) : answer.definition;
  const found = answer === "too-slow" ? [TOO_SLOW] : definition.diagnostics;
  const diagnostics = encoding === "latin-1" ? [LATIN_1, ...found] : found;
  return { ok: true, definition: wellFormed({ ...definition, diagnostics }) };
}
