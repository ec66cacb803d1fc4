import type { ImportDraft, PhaseDraft, StepDraft } from "./draft";

const CHOOSE_ONE =
  /\b(?:choose|pick|select|use|do|run|execute|follow) (?:exactly |only )?(?:one|either)\b(?! (?:by one|at a time|after|more|last|final))|\b(?:one|either) of the (?:following|two|three|options)\b|eine (?:der|von) (?:folgenden|beiden)|wählen sie eine|(?:choisir|utiliser) (?:une?|l.une?) (?:des|seule)|(?:elija|elegir|escolha|escolher) una?\b|um(?:a)? das (?:seguintes|opções)|uno de los siguientes|una de las siguientes|jednu z (?:možností|následujících)|(?:один|одно) из (?:вариантов|следующих)|выберите один|chọn một|二选一|任选其一|选择其中一|いずれか(?:一つ|を)|다음 중 하나|하나를 선택/iu;
const OPTION =
  /^(?:option|variante?|alternativ[ea]|opción|opção|varianta|možnost|вариант|phương án|方案|选项|オプション|案|옵션|방안)\s?#?\s?([A-Z]|\d{1,2}|[IVX]{1,4}|[一二三四五])(?![\p{L}\p{N}])\s*[:：.)）–—-]/iu;
const EITHER = /^(?:either|entweder|soit|o bien|ou bien|buď|либо)\s/iu;
const OR = /^(?:or|oder|soit|ou|o bien|o|nebo|либо|или)\s/iu;

/** The text above a list says that only one of its steps is done. */
export function saysChooseOne(text: string): boolean {
  return CHOOSE_ONE.test(text);
}

/** Steps of which the decider picks one (R2); what an author has annotated stays as it is. */
export function markChoice(steps: StepDraft[], phase: PhaseDraft, draft: ImportDraft): void {
  if (steps.length < 2 || steps.some((step) => step.def.alternative != null)) return;
  const key = draft.choiceKey(`${phase.def.kind}-choice`);
  for (const step of steps) step.def.alternative = key;
}

/** Neighbours called "Option A: …", "Option B: …", or "Either …", "or …", are alternatives of each other. */
export function findChoices(phase: PhaseDraft, draft: ImportDraft): void {
  let run: StepDraft[] = [];
  const marks = new Set<string>();
  const close = (): void => {
    markChoice(run, phase, draft);
    run = [];
    marks.clear();
  };
  for (const step of phase.steps) {
    const mark = OPTION.exec(step.def.title)?.[1]?.toUpperCase();
    if (mark === undefined || marks.has(mark)) close();
    if (mark !== undefined) {
      marks.add(mark);
      run.push(step);
    }
  }
  close();
  phase.steps.forEach((step, index) => {
    if (!EITHER.test(step.def.title)) return;
    const others: StepDraft[] = [];
    for (const next of phase.steps.slice(index + 1)) {
      if (!OR.test(next.def.title)) break;
      others.push(next);
    }
    markChoice([step, ...others], phase, draft);
  });
}

/** A choice between one step and nothing is a slip of the pen: the key that stands alone is reported. */
export function reportLoneChoices(phases: PhaseDraft[], draft: ImportDraft): void {
  const steps = phases.flatMap((phase) => phase.steps);
  for (const step of steps) {
    const key = step.def.alternative;
    if (key == null || steps.some((other) => other !== step && other.def.alternative === key)) continue;
    draft.diagnostics.add(
      step.def.line,
      "warning",
      "lone-alternative",
      `"${step.def.title}" is marked as the alternative "${key}", but no other step has that key.`,
    );
  }
}
