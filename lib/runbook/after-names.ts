import { correctStep } from "./corrections";
import type { ImportDraft, StepDraft } from "./draft";
import { editDistance } from "./edit-distance";
import { slug } from "./slug";

/** How many names that fit no step are looked up by likeness; more of them are no slips of the pen. */
const MAX_LOOKUPS = 50;

interface Named {
  step: StepDraft;
  title: string;
}

function findStep(
  name: string,
  step: StepDraft,
  named: Named[],
  byId: Map<string, StepDraft>,
): StepDraft | undefined {
  const wanted = slug(name);
  if (wanted === "") return undefined;
  return (
    byId.get(name) ??
    named.find(
      (other) => other.step !== step && (other.step.def.id.endsWith(`-${wanted}`) || other.title === wanted),
    )?.step ??
    named.find((other) => other.step !== step && other.title.includes(wanted))?.step
  );
}

/** The step that a misspelt name is nearest to: at least half of its words fit a word of the title or nearly so. */
function nearestStep(name: string, step: StepDraft, named: Named[]): StepDraft | null {
  const wanted = slug(name).split("-");
  let best: { step: StepDraft; score: number } | null = null;
  for (const { step: other, title } of named) {
    if (other === step) continue;
    const words = title.split("-");
    const fits = wanted.filter((word) =>
      words.some((each) => word.length >= 3 && editDistance(word, each, 2) <= (word.length >= 6 ? 2 : 1)),
    ).length;
    const score = fits / wanted.length;
    if (score >= 0.5 && score > (best?.score ?? 0)) best = { step: other, score };
  }
  return best?.step ?? null;
}

/** `after=snapshot`: the step whose id ends so, or whose title says so. A wrong name is settled by its nearest beside it. */
export function resolveAfter(steps: StepDraft[], draft: ImportDraft): void {
  let lookups = 0;
  const named = steps.map((step) => ({ step, title: slug(step.def.title) }));
  const byId = new Map(steps.map((step) => [step.def.id, step]));
  for (const step of steps) {
    const unknown: string[] = [];
    const known = new Set<StepDraft>();
    for (const name of step.afterNames) {
      const target = findStep(name, step, named, byId);
      if (target === undefined) unknown.push(name);
      else {
        known.add(target);
        if (!step.def.after.includes(target.def.id)) step.def.after.push(target.def.id);
      }
    }
    for (const name of unknown) {
      const near = lookups++ < MAX_LOOKUPS ? nearestStep(name, step, named) : null;
      if (near !== null && known.has(near)) continue;
      draft.diagnostics.add(
        step.def.line,
        "warning",
        "unknown-after",
        `No step is called "${name}": "${step.def.title}" waits for nothing by that name.`,
        near === null
          ? undefined
          : correctStep(draft, step, `after=${near.def.id}`, `Wait for "${near.def.title.slice(0, 40)}"`),
      );
    }
  }
}
