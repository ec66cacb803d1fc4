import { comesFirst } from "./step-order";
import type { PhaseState, StepState } from "./step-state";
import { groupOf } from "./structure";

/** Whether steps of `phase` wait for those of an earlier phase (R2.2). */
function waitsForPhase(phase: PhaseState, earlier: PhaseState): boolean {
  const group = groupOf(phase.kind);
  if (group !== groupOf(earlier.kind) || group === "hypercare" || group === "containment") return false;
  return phase.kind !== "preconditions" && (earlier.kind !== "preconditions" || phase.mutating === true);
}

/** What each step waits for before it starts, by their ids: named steps, earlier ones of its phase, earlier phases. */
function waits(phases: PhaseState[]): Map<string, string[]> {
  const found = new Map<string, string[]>();
  for (const [index, phase] of phases.entries()) {
    const before = phases.slice(0, index).filter((earlier) => waitsForPhase(phase, earlier));
    for (const [place, step] of phase.steps.entries()) {
      const inPhase = phase.ordered ? phase.steps.slice(0, place) : [];
      const first: StepState[] = [...before.flatMap((each) => each.steps), ...inPhase];
      const ids = first.filter((earlier) => comesFirst(earlier, step)).map((earlier) => earlier.id);
      found.set(step.id, [...step.after, ...ids]);
    }
  }
  return found;
}

/** The ids of steps that wait for each other in a circle, so that none of them could ever start; empty where none do. */
export function waitingCircle(phases: PhaseState[]): string[] {
  const all = waits(phases);
  const done = new Set<string>();
  for (const start of all.keys()) {
    const path: { id: string; next: number }[] = done.has(start) ? [] : [{ id: start, next: 0 }];
    const onPath = new Set(path.map((each) => each.id));
    for (let here = path.at(-1); here !== undefined; here = path.at(-1)) {
      const id = all.get(here.id)?.[here.next];
      here.next += 1;
      if (id === undefined) {
        done.add(here.id);
        onPath.delete(here.id);
        path.pop();
      } else if (onPath.has(id)) {
        return path.slice(path.findIndex((each) => each.id === id)).map((each) => each.id);
      } else if (!done.has(id) && all.has(id)) {
        path.push({ id, next: 0 });
        onPath.add(id);
      }
    }
  }
  return [];
}
