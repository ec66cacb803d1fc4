import { ASSIGNED } from "../run/credentials/assigned-secrets";
import { findCredentials } from "../run/credentials/find-credentials";
import { CREDENTIAL_GROUPS } from "../run/credentials/patterns";

/** A stretch of a text that is to be masked; `context` is where what gives it away begins. */
export interface CredentialRange {
  context: number;
  from: number;
  to: number;
}

const PLACEHOLDER = /^(?:[<[{$%*•]|\\?["']?$)/;
const NO_VALUE =
  /^(?:true|false|null|none|nil|undefined|yes|no|ok|set|unset|required|optional|missing|invalid|valid|expired|wrong|incorrect|changed|rotated|accepted|rejected|failed|authentication|empty|not|is|was|has|for|redacted)\b/i;

/** A path after `PWD=` is where the shell stands; a short number after `token:` counts something. */
function isValue(value: string, before: string): boolean {
  if (PLACEHOLDER.test(value) || (NO_VALUE.test(value) && !/=/.test(before))) return false;
  if (/^(?:true|false|null|none|undefined)$/i.test(value)) return false;
  if (/pwd["']?\s?[=:]/i.test(before) && /^[/~]/.test(value)) return false;
  return !(/token/i.test(before) && /^\d{1,6}$/.test(value));
}

const NAME =
  "(?:password|passwd|passwort|passphrase|pwd|secret|token|api[_-]?key|access[_-]?key|private[_-]?key|secret[_-]?key|account[_-]?key|client-key-data)";

/**
 * What an output says besides what any text may: a program that prints `password: swordfish` means just that, where a
 * runbook would speak about passwords. Group 1 gives the value away, group 2 is it. Bounded everywhere.
 */
const IN_OUTPUTS: readonly RegExp[] = [
  /((?:set-)?cookie["']?[ \t]{0,3}[:=][ \t]{0,3}["']?)([^\s"'][^\r\n"']{0,3000})/gi,
  /()((?<![\w-])hp_[\w-]{40,60})/g,
  new RegExp(`(${NAME}\\\\?["']?[ \\t]{0,2}(?:=>|=|:)[ \\t]{0,2}\\\\?["])([^"\\r\\n\\\\]{1,1000})`, "gi"),
  new RegExp(`(${NAME}["']?[ \\t]{0,2}(?:=>|=|:)[ \\t]{0,2}'?)([^\\s"'\`,;&|)<>\\\\]{1,1000})`, "gi"),
];

const OUTPUT_HINT = new RegExp(`${NAME}|cookie|hp_`, "i");

/** No match of a pattern is longer, in characters. */
export const LONGEST_MATCH = 8_000;

function inOutput(text: string): CredentialRange[] {
  if (!OUTPUT_HINT.test(text)) return [];
  const found: CredentialRange[] = [];
  for (const expression of IN_OUTPUTS) {
    for (const match of text.matchAll(expression)) {
      const [, before = "", value = ""] = match;
      if (!isValue(value, before)) continue;
      const from = match.index + before.length;
      found.push({ context: match.index, from, to: from + value.length });
    }
  }
  return found;
}

/** All ways but assignments, which outputs have their own and faster expressions for. */
const GROUPS = CREDENTIAL_GROUPS.filter(({ ways }) => ways !== ASSIGNED);

/** Most outputs have nothing in them that could give a credential away, and a few searches say so. */
function mayHold(text: string): boolean {
  return GROUPS.some(({ hint }) => hint.test(text));
}

/** As in any text, line by line. What gave a value away stands before it, and no further than a match is long. */
function inLines(text: string): CredentialRange[] {
  if (!mayHold(text)) return [];
  const found: CredentialRange[] = [];
  let start = 0;
  for (const line of text.split("\n")) {
    for (const { from, to } of findCredentials(line, [], GROUPS)) {
      const context = start + Math.max(0, from - LONGEST_CONTEXT);
      found.push({ context, from: start + from, to: start + to });
    }
    start += line.length + 1;
  }
  return found;
}

/** How far before a value stands what gives it away, at most. */
const LONGEST_CONTEXT = 600;

function literalRanges(text: string, literals: readonly string[]): CredentialRange[] {
  const found: CredentialRange[] = [];
  for (const literal of literals) {
    for (let at = text.indexOf(literal); at >= 0; at = text.indexOf(literal, at + literal.length)) {
      found.push({ context: at, from: at, to: at + literal.length });
    }
  }
  return found;
}

/** Stretches of a text that are credentials, by their shape or by being one of `literals`; ascending, without overlap. */
export function credentialRanges(text: string, literals: readonly string[]): CredentialRange[] {
  const all = [...inLines(text), ...inOutput(text), ...literalRanges(text, literals)];
  const merged: CredentialRange[] = [];
  for (const range of all.sort((a, b) => a.from - b.from)) {
    const last = merged.at(-1);
    if (!last || range.from >= last.to) merged.push({ ...range });
    else {
      last.to = Math.max(last.to, range.to);
      last.context = Math.min(last.context, range.context);
    }
  }
  return merged;
}
