import { WORDS_ALONE, WORDS_WITH_VALUE } from "./annotation-words";
import { editDistance } from "./edit-distance";
import { durationMinutes, offsetMinutes } from "./offsets";

/** What an author's `<!-- hp: … -->` comment says about the item before it. */
export interface Annotation {
  role: string | null;
  durationMinutes: number | null;
  offset: number | null;
  /** true: mutating; false: read-only; null: not said. */
  mutating: boolean | null;
  noExceptions: boolean;
  critical: boolean;
  optional: boolean;
  notAStep: boolean;
  /** Nothing on its line is masked as a credential (rule 20). */
  notACredential: boolean;
  /** The section only tells again what another one executes. */
  reference: boolean;
  /** The section executes where several tell the same cutover. */
  executes: boolean;
  decision: boolean;
  /** `decision="Go-live"`: what the decision is called. */
  decisionTitle: string | null;
  poll: string[];
  signOff: string[];
  after: string[];
  requires: string[];
  stream: string | null;
  condition: string | null;
  /** Steps of one key are alternatives: one of them is done (R2). */
  alternative: string | null;
  /** Name of the role that verifies what another person has done (R12). */
  verifier: string | null;
  /** Exceptions that the text grants (R11). */
  exceptions: string[];
  timeBound: boolean;
  /** Words that are not known, unless the known word that each resembles is given as well. */
  unknown: { key: string; value: string | null; meant: string | null }[];
}

/** Two comments behind the same item say what both say; of one value the later counts. */
export function joinAnnotations(first: string | null, second: string): string {
  return first === null ? second : `${first} ${second}`;
}

/** A value as it can stand behind `key=`; null for a text that no comment can hold. */
export function annotationValue(text: string): string | null {
  if (/[\n>]|--/.test(text) || (text.includes('"') && text.includes("'"))) return null;
  if (/^[^\s"',=]+$/.test(text)) return text;
  return text.includes('"') ? `'${text}'` : `"${text}"`;
}

/** `key=value`, `key="a b"` and bare words, in order; linear, and lenient about stray quotes. */
function words(body: string): { key: string; value: string | null }[] {
  const out: { key: string; value: string | null }[] = [];
  let i = 0;
  while (i < body.length) {
    while (i < body.length && /[\s,]/.test(body.charAt(i))) i++;
    let key = "";
    while (i < body.length && !/[\s,=]/.test(body.charAt(i))) key += body.charAt(i++);
    if (key === "" && body.charAt(i) !== "=") continue;
    if (body.charAt(i) !== "=") {
      out.push({ key: key.toLowerCase(), value: null });
      continue;
    }
    i++;
    const quote = body.charAt(i);
    let value = "";
    if (quote === '"' || quote === "'") {
      const end = body.indexOf(quote, i + 1);
      value = body.slice(i + 1, end < 0 ? body.length : end);
      i = end < 0 ? body.length : end + 1;
    } else while (i < body.length && !/\s/.test(body.charAt(i))) value += body.charAt(i++);
    out.push({ key: key.toLowerCase(), value });
  }
  return out;
}

const list = (value: string | null): string[] =>
  (value ?? "")
    .split(",")
    .map((part) => part.trim())
    .filter((part) => part !== "");

/** Exceptions may hold commas; a semicolon parts them. */
const clauses = (value: string | null): string[] =>
  (value ?? "")
    .split(";")
    .map((part) => part.trim())
    .filter((part) => part !== "");

/** Unknown words of one comment that are reported; more of them are no slips of the pen. */
const MAX_UNKNOWN = 20;

/** The known word that a misspelt one is nearest to; null when none is near. */
function meantWord(key: string, value: string | null): string | null {
  const candidates = value === null ? WORDS_ALONE : WORDS_WITH_VALUE;
  const near = candidates
    .map((word) => ({ word, distance: editDistance(key.replace(/_/g, "-"), word, 3) }))
    .filter((each) => each.distance <= (each.word.length >= 8 ? 3 : each.word.length >= 6 ? 2 : 1))
    .sort((a, b) => a.distance - b.distance);
  return near[0]?.word ?? null;
}

export function parseAnnotation(body: string): Annotation {
  const a: Annotation = {
    role: null,
    durationMinutes: null,
    offset: null,
    mutating: null,
    noExceptions: false,
    critical: false,
    optional: false,
    notAStep: false,
    notACredential: false,
    reference: false,
    executes: false,
    decision: false,
    decisionTitle: null,
    poll: [],
    signOff: [],
    after: [],
    requires: [],
    stream: null,
    condition: null,
    alternative: null,
    verifier: null,
    exceptions: [],
    timeBound: false,
    unknown: [],
  };
  const given = words(body);
  const keys = new Set(given.map((word) => word.key));
  for (const { key, value } of given) {
    if (key === "role" || key === "owner") a.role = value;
    else if (key === "duration") a.durationMinutes = durationMinutes(value ?? "");
    else if (key === "offset") a.offset = offsetMinutes(value ?? "");
    else if (key === "mutating") a.mutating = true;
    else if (key === "read-only" || key === "readonly") a.mutating = false;
    else if (key === "no-exceptions") a.noExceptions = true;
    else if (key === "critical") a.critical = true;
    else if (key === "optional") a.optional = true;
    else if (key === "not-a-step") a.notAStep = true;
    else if (key === "not-a-credential") a.notACredential = true;
    else if (key === "reference") a.reference = true;
    else if (key === "executes") a.executes = true;
    else if (key === "decision") {
      a.decision = true;
      a.decisionTitle = value ?? a.decisionTitle;
    } else if (key === "poll") a.poll.push(...list(value));
    else if (key === "sign-off" || key === "signoff") a.signOff.push(...list(value));
    else if (key === "after") a.after.push(...list(value));
    else if (key === "requires") a.requires.push(...list(value));
    else if (key === "stream") a.stream = value;
    else if (key === "condition") a.condition = value;
    else if (key === "alternative") a.alternative = value === "" ? null : value;
    else if (key === "verifier") a.verifier = value === "" ? null : value;
    else if (key === "exception") a.exceptions.push(...clauses(value));
    else if (key === "time-bound") a.timeBound = true;
    else {
      if (a.unknown.some((each) => each.key === key) || a.unknown.length >= MAX_UNKNOWN) continue;
      const meant = meantWord(key, value);
      if (meant === null || !keys.has(meant)) a.unknown.push({ key, value, meant });
    }
  }
  return a;
}
