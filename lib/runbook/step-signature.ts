import type { StepDraft } from "./draft";
import { jaccard, sharedCount, tokensOf } from "./similarity";

/** The words by which a step is known again elsewhere in the text. */
export interface Signature {
  title: Set<string>;
  all: Set<string>;
  codes: Set<string>;
}

/** Script and file names and whole commands: two steps that share one speak of the same thing. */
function codesOf(step: StepDraft): Set<string> {
  const text = [
    step.def.title,
    ...step.def.commands.map((command) => command.text),
    ...(step.def.notes ?? []),
    ...step.def.substeps.map((sub) => sub.title),
  ].join(" ");
  return new Set(text.match(/[\w-]{3,80}\.(?:sh|py|ps1|sql|js|rb|md|json|log)\b/g) ?? []);
}

export function signature(step: StepDraft): Signature {
  const fields = step.def.fields.filter((field) => field.type !== "outcome").map((field) => field.name);
  const all = [
    step.def.title,
    ...fields,
    ...step.def.substeps.map((sub) => sub.title),
    ...step.def.commands.map((command) => command.text.slice(0, 200)),
    ...(step.def.notes ?? []).slice(0, 3),
  ].join(" ");
  return { title: tokensOf(step.def.title), all: tokensOf(all), codes: codesOf(step) };
}

/** 0 … 1.5: shared scripts weigh most, then the titles, then all words of the smaller step. */
export function score(a: Signature, b: Signature): number {
  const code = sharedCount(a.codes, b.codes) > 0 ? 1 : 0;
  const shared = sharedCount(a.all, b.all);
  const contained =
    shared >= 2 ? shared / Math.min(a.all.size, b.all.size) + 0.05 * Math.min(shared - 2, 4) : 0;
  const titles = jaccard(a.title, b.title);
  const inside = sharedCount(a.title, b.title);
  const titleContained =
    inside > 0 && inside === Math.min(a.title.size, b.title.size) ? 0.5 + 0.1 * inside : 0;
  const overlap = inside >= 2 ? (0.8 * inside) / Math.min(a.title.size, b.title.size) : 0;
  return (
    Math.max(code + 0.3 * titles, contained * 0.95, titles, titleContained, overlap) +
    0.05 * sharedCount(a.all, b.title)
  );
}
