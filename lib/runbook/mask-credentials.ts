import { lineMasker } from "../run/credentials/line-masker";
import type { CredentialKind } from "../run/credentials/pattern";
import { parseAnnotation } from "./annotations";

/** A literal credential in the text: rule 20. `line` is 1-based: for a private key, where it begins. */
interface CredentialFinding {
  line: number;
  kind: CredentialKind;
}

interface MaskedText {
  text: string;
  found: CredentialFinding[];
  /** What would have been masked, had its author not said on the same line that it is no credential. */
  declared: CredentialFinding[];
}

/**
 * Masks credentials that stand literally in the text, line for line (the line count never changes), and says
 * where they were. Placeholders such as `<PASSWORD>` stay as they are: they are asked for nowhere. A line with
 * `<!-- hp: not-a-credential -->` stays as it is, unless a private key stands on it: nobody takes one for something else.
 */
export function maskCredentials(text: string): MaskedText {
  const found: CredentialFinding[] = [];
  const declared: CredentialFinding[] = [];
  const mask = lineMasker();
  const sources = text.split("\n");
  const lines = sources.map((source, index) => {
    const { text: masked, kinds } = mask(source);
    const shown = masked !== source && saysNone(source) && kinds.length > 0 && !kinds.includes("private-key");
    for (const kind of kinds)
      (shown ? declared : found).push({
        line: kind === "private-key" ? keyBegin(sources, index) : index + 1,
        kind,
      });
    return shown ? source : masked;
  });
  return { text: lines.join("\n"), found, declared };
}

const DECLARATION = "not-a-credential";

function saysNone(line: string): boolean {
  if (!line.includes(DECLARATION)) return false;
  return [...line.matchAll(/<!--\s*hp:([^>]{0,500}?)-->/g)].some(
    ([, body = ""]) => parseAnnotation(body).notACredential,
  );
}

/** The text without comments that say nothing else: within a command they would be run with it. */
export function withoutDeclarations(text: string): string {
  return text.includes(DECLARATION) ? text.replace(/[ \t]?<!--\s?hp:\s?not-a-credential\s?-->/g, "") : text;
}

/** The line, 1-based, that begins the key whose body begins at the index. */
function keyBegin(sources: readonly string[], index: number): number {
  const begin = sources.slice(0, index + 1).findLastIndex((line) => line.includes("-----BEGIN "));
  return (begin < 0 ? index : begin) + 1;
}
