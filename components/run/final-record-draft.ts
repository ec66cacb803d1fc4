import type { RunState } from "@/lib/run/state";

type FinalField = RunState["finalRecordFields"][number];

const words = (text: string) =>
  text
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter(Boolean);

/** What the outcome is called in the words that a template may offer, the closest first. */
const OUTCOME_WORDS: Record<string, readonly string[]> = {
  complete: ["pass", "complete", "success", "successful", "go", "completed"],
  "no-go": ["no go", "no-go", "nogo", "fail", "failed", "aborted", "blocker"],
  "rolled-back": ["rolled back", "rollback", "rolled-back", "fail", "failed", "blocker"],
  "partially-rolled-back": ["partially rolled back", "rolled back", "rollback", "fail", "failed", "blocker"],
  blocker: ["blocker", "blocked", "fail", "failed"],
};

/** Where the run is still in hypercare, it is on its way to complete. */
function outcomeOf(state: RunState): string {
  return state.outcome ?? "complete";
}

function statusSuggestion(state: RunState, { options }: FinalField): string | null {
  const outcome = outcomeOf(state);
  const wanted = OUTCOME_WORDS[outcome] ?? [];
  for (const word of wanted) {
    const found = options.find((option) => words(option).join(" ") === words(word).join(" "));
    if (found) return found;
  }
  return options.length === 0 ? outcome.toUpperCase().replaceAll("-", " ") : null;
}

/** A value that was recorded in a step under the field's own name, the latest one; or a variable of that name. */
function recordedUnder(state: RunState, name: string): string | null {
  const wanted = words(name).join(" ");
  const recorded = state.phases
    .flatMap((phase) => phase.steps)
    .flatMap((step) => Object.entries(step.fields))
    .findLast(([field, value]) => words(field).join(" ") === wanted && value.trim() !== "");
  const variable = Object.entries(state.variables).find(([key]) => words(key).join(" ") === wanted);
  return recorded?.[1] ?? variable?.[1] ?? null;
}

function targetSuggestion(state: RunState): string | null {
  const named = Object.entries(state.variables).find(([key]) =>
    /(^|_)(target|db|database|host|environment|env)(_|$)/i.test(key),
  );
  return named?.[1] ?? null;
}

/** Its class where the field asks for a class, else the cause itself. */
function rootCauseSuggestion(state: RunState, name: string): string | null {
  return /class/.test(name) ? (state.halt?.classification ?? null) : (state.halt?.rootCause ?? null);
}

/** What is known of a field already, to be looked at and changed; null where nothing is. Never more than a suggestion. */
export function suggestionFor(state: RunState, field: FinalField): string | null {
  const name = words(field.name).join(" ");
  const known = /^(status|result|outcome|final status)$/.test(name)
    ? statusSuggestion(state, field)
    : (recordedUnder(state, field.name) ??
      (/^target|target$/.test(name) ? targetSuggestion(state) : null) ??
      (/root cause/.test(name) ? rootCauseSuggestion(state, name) : null) ??
      (/^runbook (hash|sha)|sha ?256/.test(name) ? state.runbook.sha256 : null));
  if (known === null || field.options.length === 0) return known;
  return field.options.find((option) => option.toLowerCase() === known.toLowerCase()) ?? null;
}

/** A signed record's fields in the order of the template; the log keeps them by name. */
export function inTemplateOrder(
  fields: Readonly<Record<string, string>>,
  template: readonly FinalField[],
): [string, string][] {
  const order = template.map(({ name }) => name);
  const place = (name: string) => (order.includes(name) ? order.indexOf(name) : order.length);
  return Object.entries(fields).sort(([a], [b]) => place(a) - place(b));
}

/** The whole form as it stands: what was typed, else what is suggested, else nothing. */
export function recordValues(
  state: RunState,
  typed: Readonly<Record<string, string>>,
): Record<string, string> {
  return Object.fromEntries(
    state.finalRecordFields.map((field): [string, string] => [
      field.name,
      typed[field.name] ?? suggestionFor(state, field) ?? "",
    ]),
  );
}
