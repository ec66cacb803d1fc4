import { lineMasker } from "../run/credentials/line-masker";
import type { CredentialKind } from "../run/credentials/pattern";

/** A literal credential in the text: rule 20. `line` is 1-based: for a private key, where it begins. */
interface CredentialFinding {
  line: number;
  kind: CredentialKind;
}

/**
 * Masks credentials that stand literally in the text, line for line (the line count never changes), and says
 * where they were. Placeholders such as `<PASSWORD>` stay as they are: they are asked for nowhere.
 */
export function maskCredentials(text: string): { text: string; found: CredentialFinding[] } {
  const found: CredentialFinding[] = [];
  const mask = lineMasker();
  const sources = text.split("\n");
  const lines = sources.map((source, index) => {
    const { text: masked, kinds } = mask(source);
    for (const kind of kinds)
      found.push({ line: kind === "private-key" ? keyBegin(sources, index) : index + 1, kind });
    return masked;
  });
  return { text: lines.join("\n"), found };
}

/** The line, 1-based, that begins the key whose body begins at the index. */
function keyBegin(sources: readonly string[], index: number): number {
  const begin = sources.slice(0, index + 1).findLastIndex((line) => line.includes("-----BEGIN "));
  return (begin < 0 ? index : begin) + 1;
}
