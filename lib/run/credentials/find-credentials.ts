import type { CredentialGroup, CredentialKind, CredentialPattern } from "./pattern";
import { CREDENTIAL_GROUPS } from "./patterns";
import { isMixed, isPlaceholder } from "./placeholder";

/** A credential within one line: columns from `from` up to `to`, 0-based. */
export interface CredentialSpan {
  from: number;
  to: number;
  kind: CredentialKind;
}

const CLOSERS = /[.,;:!?)\]}]+$/;

/** What a sentence puts behind a value is no part of it. */
function withoutPunctuation(text: string, needs: CredentialPattern["needs"]): string {
  return needs === "mixed" ? text.replace(CLOSERS, "") : text;
}

function counts(value: string, { needs }: CredentialPattern): boolean {
  if (needs === "sure") return true;
  if (value === "" || isPlaceholder(value)) return false;
  return needs === "value" || isMixed(value);
}

function* spansOf(line: string, way: CredentialPattern): Generator<CredentialSpan> {
  for (const match of line.matchAll(way.pattern)) {
    const secret = match.groups?.secret;
    if (secret === undefined) continue;
    const value = withoutPunctuation(secret, way.needs);
    if (!counts(value, way)) continue;
    const from = match.index + match[0].lastIndexOf(secret);
    yield { from, to: from + value.length, kind: way.kind };
  }
}

/**
 * Credentials that stand literally in one line, in their order, none inside another; `known` are those found already, `groups` the ways that are looked for.
 * Pure, and linear in the line's length.
 */
export function findCredentials(
  line: string,
  known: readonly CredentialSpan[] = [],
  groups: readonly CredentialGroup[] = CREDENTIAL_GROUPS,
): CredentialSpan[] {
  const found = [...known];
  if (line.length < 8) return found;
  const ways = groups.flatMap((group) => (group.hint.test(line) ? group.ways : []));
  for (const way of ways) {
    for (const span of spansOf(line, way)) {
      const over = found.filter((other) => other.from < span.to && span.from < other.to);
      if (over.length === 0) found.push(span);
      for (const other of over) {
        other.from = Math.min(other.from, span.from);
        other.to = Math.max(other.to, span.to);
      }
    }
  }
  return found.sort((a, b) => a.from - b.from);
}
