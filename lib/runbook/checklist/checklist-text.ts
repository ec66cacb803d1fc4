/** Marks that a Markdown parser would read as anything but text, wherever they stand. */
const SPECIAL = /[\\`*<[\]~|&]|(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])/gu;
/** What opens a list, a heading, a quote or a number at a line's beginning. */
const OPENING = /^(?:([#>+=-])|(\d{1,9})([.)]))/;

/** A text of the runbook as one line of Markdown that reads back as the same text, and stays readable as it is. */
export function lineText(text: string): string {
  return text
    .replace(/\s+/g, " ")
    .trim()
    .replace(SPECIAL, "\\$&")
    .replace(OPENING, (_, mark: string | undefined, digits: string, stop: string) =>
      mark === undefined ? `${digits}\\${stop}` : `\\${mark}`,
    );
}

/** A block of code with a fence longer than any inside of it, indented as its list item asks. */
export function codeBlock(text: string, language: string, indent: string): string[] {
  const longest = Math.max(2, ...(text.match(/`+/g) ?? []).map((run) => run.length));
  const fence = "`".repeat(longest + 1);
  const inside = text.split("\n").map((line) => (line === "" ? "" : indent + line));
  return [`${indent}${fence}${language}`, ...inside, `${indent}${fence}`];
}
