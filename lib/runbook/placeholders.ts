/** What stands for a value that is still to be put in: `<PASSWORD>`, `{{NAME}}`, `____`. */
const PLACEHOLDERS = [
  /\{\{\s*[A-Za-z_]\w{0,80}\s*\}\}/g,
  // Upper case with blanks, lower case without: `sort <in >out` redirects, and names nothing.
  /(?<!<)<[A-Z][A-Z0-9_ .-]{0,60}>/g,
  /(?<!<)<[a-z][a-z0-9_.-]{0,60}>/g,
  /(?<![A-Za-z0-9_])_{3,}(?![A-Za-z0-9_])/g,
];

/**
 * The placeholders that are left in a command, each once, in the order of their kinds. A shell's own `$NAME` is none:
 * the shell resolves it. `literal` names those that are meant as they stand.
 */
export function unresolvedPlaceholders(text: string, literal: readonly string[] = []): string[] {
  const found = PLACEHOLDERS.flatMap((pattern) => [...text.matchAll(pattern)].map(([match]) => match));
  return [...new Set(found)].filter((each) => !literal.includes(each));
}
