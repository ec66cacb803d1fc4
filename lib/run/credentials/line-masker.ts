import { findCredentials } from "./find-credentials";
import type { CredentialKind } from "./pattern";
import { type KeyReading, readKeyLine } from "./private-key";

/** What stands where a credential stood; its width says nothing about what it hides. */
export const CREDENTIAL_MASK = "••••••";

/** One line with its credentials masked. `kinds` has one entry for each that begins on it. */
export interface MaskedLine {
  text: string;
  kinds: CredentialKind[];
}

function cut(line: string, spans: readonly { from: number; to: number }[]): string {
  let text = "";
  let at = 0;
  for (const { from, to } of spans) {
    text += line.slice(at, Math.max(at, from)) + CREDENTIAL_MASK;
    at = Math.max(at, to);
  }
  return text + line.slice(at);
}

/**
 * Masks a text line by line, as a stream of output comes: the returned function takes one line without its end and
 * gives it back masked; it remembers a private key that goes on over the following lines. Make one for each text.
 */
export function lineMasker(): (line: string) => MaskedLine {
  let reading: KeyReading = null;
  let told = false;
  return (line) => {
    if (reading === null) told = false;
    const key = readKeyLine(line, reading);
    reading = key.reading;
    const known = key.hidden ? [{ ...key.hidden, kind: "private-key" as const }] : [];
    const spans = findCredentials(line, known);
    if (spans.length === 0) return { text: line, kinds: [] };
    const kinds = spans.map(({ kind }) => kind).filter((kind) => !(told && kind === "private-key"));
    told ||= kinds.includes("private-key");
    return { text: cut(line, spans), kinds };
  };
}
