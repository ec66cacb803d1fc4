import type { CommandDefinition } from "../definition";

/** The end of a line that only keeps the command's output in a file: `2>&1 | tee FILE`, `*>&1 | Tee-Object -FilePath FILE`. */
const CAPTURE =
  /[ \t]*(?:(?:2|\*)>&1[ \t]*)?\|[ \t]*(?:tee(?:[ \t]+-a)?|Tee-Object(?:[ \t]+-(?:FilePath|Append))*)[ \t]+(?:"[^"\n]*"|'[^'\n]*'|[^\s|;&]+)[ \t]*$/gim;

/**
 * A command as what it executes, with what forbids it. The line that it stands on says nothing, nor does the file that
 * its output is kept in: that is an artifact, and compared as one.
 */
export function commandText({ text, copyable }: Pick<CommandDefinition, "text" | "copyable">): string {
  const trimmed = text
    .replace(CAPTURE, "")
    .replace(/[ \t]+$/gm, "")
    .trim();
  return copyable === false ? `${trimmed}\n(not to be run)` : trimmed;
}
