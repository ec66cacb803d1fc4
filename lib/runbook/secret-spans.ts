import { maskCredentials } from "./mask-credentials";

/** A literal credential in a line: 1-based line, columns from 0, `to` not included. */
export interface SecretSpan {
  line: number;
  from: number;
  to: number;
}

/** Where literal credentials stand in a text with line feeds only: what a screen covers until its line is edited. */
export function secretSpans(text: string): SecretSpan[] {
  const masked = maskCredentials(text);
  if (masked.found.length === 0) return [];
  const before = text.split("\n");
  const after = masked.text.split("\n");
  return before.flatMap((line, index) => spanOf(line, after[index] ?? line, index + 1));
}

/** From the first to the last character that the mask changed: with several in one line, what lies between goes along. */
function spanOf(before: string, after: string, line: number): SecretSpan[] {
  if (before === after) return [];
  const most = Math.min(before.length, after.length);
  let from = 0;
  while (from < most && before[from] === after[from]) from += 1;
  let tail = 0;
  while (tail < most - from && before[before.length - 1 - tail] === after[after.length - 1 - tail]) tail += 1;
  const to = before.length - tail;
  return to > from ? [{ line, from, to }] : [];
}
