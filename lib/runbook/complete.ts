import type { RunbookDefinition } from "../run/definition";
import { ANNOTATION_WORDS } from "./annotation-words";
import { annotationValue } from "./annotations";

/** What a document has that its author may name again. */
export interface KnownNames {
  roles: string[];
  steps: { id: string; title: string }[];
  artifacts: string[];
  variables: string[];
  streams: string[];
  choices: string[];
}

interface Completion {
  /** What is put in. */
  text: string;
  /** What is shown in the list, where that is not the text itself. */
  label: string;
  /** One sentence or name beside it; empty for none. */
  detail: string;
}

export interface Completions {
  /** Column where the word begins that a choice replaces. */
  from: number;
  kind: "key" | "value" | "variable" | "comment";
  options: Completion[];
}

const DURATIONS = ["5m", "10m", "15m", "30m", "1h", "2h"];
const OFFSETS = ["T-60m", "T-30m", "T-15m", "T-0", "T+15m", "T+60m"];
/** A longer line is no document; the caret's surroundings are enough. */
const LONGEST_LINE = 2_000;

const unique = (names: readonly string[]) => [...new Set(names)];

/** The names of a definition, as completion offers them. */
export function knownNames(definition: RunbookDefinition): KnownNames {
  const steps = [...definition.phases, ...definition.rollback.phases].flatMap((phase) => phase.steps);
  return {
    roles: unique(definition.roles.map((role) => role.name)),
    steps: steps.map(({ id, title }) => ({ id, title })),
    artifacts: unique(definition.evidence.map((artifact) => artifact.name)),
    variables: unique(definition.variables),
    streams: unique(steps.flatMap((step) => step.stream ?? [])),
    choices: unique(steps.flatMap((step) => step.alternative ?? [])),
  };
}

const plain = (text: string, detail = ""): Completion => ({ text, label: text, detail });

/**
 * What can stand at the end of `before`, the caret's line up to the caret; null where nothing is offered. Only inside
 * of comments and braces: prose is left alone.
 */
export function completionsAt(before: string, names: KnownNames): Completions | null {
  if (before.length > LONGEST_LINE) return null;
  const variable = /\{\{\s?(\w{0,60})$/.exec(before);
  if (variable) {
    const from = before.length - (variable[1] ?? "").length;
    return offer(
      from,
      "variable",
      names.variables.map((name) => plain(name)),
    );
  }
  const open = before.lastIndexOf("<!--");
  if (open < 0 || before.indexOf("-->", open) >= 0) return null;
  const inside = /^<!--\s*hp:/.exec(before.slice(open));
  if (!inside) {
    return /^<!--\s*h?p?$/.test(before.slice(open))
      ? offer(open, "comment", [
          { text: "<!-- hp: ", label: "<!-- hp: -->", detail: "An annotation for Holdpoint" },
        ])
      : null;
  }
  return insideAnnotation(before, open + inside[0].length, names);
}

function offer(from: number, kind: Completions["kind"], options: Completion[]): Completions | null {
  return options.length > 0 ? { from, kind, options } : null;
}

/** Walks the words of the comment up to the caret, quotes kept whole. */
function insideAnnotation(before: string, start: number, names: KnownNames): Completions | null {
  const said = new Set<string>();
  let at = start;
  for (;;) {
    while (/[\s,]/.test(before.charAt(at))) at += 1;
    const word = /^[^\s,=]*/.exec(before.slice(at))?.[0] ?? "";
    const after = at + word.length;
    if (after >= before.length) {
      // Directly behind the colon a blank is missing; the importer needs none, the eye does.
      return offer(at, "key", keysBeside(said));
    }
    const key = word.toLowerCase();
    said.add(key);
    if (before.charAt(after) !== "=") {
      at = after + 1;
      continue;
    }
    const quote = /^["']/.exec(before.slice(after + 1))?.[0] ?? "";
    const valueAt = after + 1 + quote.length;
    const rest = before.slice(valueAt);
    const end = quote === "" ? rest.search(/\s/) : rest.indexOf(quote);
    if (end < 0) return valuesOf(key, { quote, valueAt, given: rest }, names);
    at = valueAt + end + 1;
  }
}

function keysBeside(said: ReadonlySet<string>): Completion[] {
  return ANNOTATION_WORDS.filter((each) => each.alias === undefined && !said.has(each.word)).map(
    ({ word, value, says }) => ({ text: value === null ? word : `${word}=`, label: word, detail: says }),
  );
}

interface GivenValue {
  quote: string;
  valueAt: number;
  given: string;
}

function valuesOf(key: string, { quote, valueAt, given }: GivenValue, names: KnownNames): Completions | null {
  const word = ANNOTATION_WORDS.find((each) => each.word === key);
  const options = word ? choicesFor(word.value, names) : [];
  const several = word?.value === "roles" || word?.value === "steps" || word?.value === "artifacts";
  const comma = several && quote !== "" ? given.lastIndexOf(",") : -1;
  const blanks = comma < 0 ? 0 : (/^\s*/.exec(given.slice(comma + 1))?.[0].length ?? 0);
  return offer(
    valueAt + comma + 1 + blanks,
    "value",
    options.flatMap((option) => asValue(option, quote)),
  );
}

/** A value in the quotes that it needs, or fit for those that are open; none for a text that no comment can hold. */
function asValue(option: Completion, quote: string): Completion[] {
  const value = annotationValue(option.text);
  if (value === null || (quote !== "" && option.text.includes(quote))) return [];
  return [{ ...option, text: quote === "" ? value : option.text }];
}

function choicesFor(value: (typeof ANNOTATION_WORDS)[number]["value"], names: KnownNames): Completion[] {
  switch (value) {
    case "role":
    case "roles":
      return names.roles.map((name) => plain(name));
    case "steps":
      return names.steps.map(({ id, title }) => ({ text: id, label: title, detail: id }));
    case "artifacts":
      return names.artifacts.map((name) => plain(name));
    case "duration":
      return DURATIONS.map((text) => plain(text));
    case "offset":
      return OFFSETS.map((text) => plain(text));
    case "stream":
      return names.streams.map((name) => plain(name));
    case "choice":
      return names.choices.map((name) => plain(name));
    default:
      return [];
  }
}
