import type { PhaseState, StepState } from "./step-state";
import { groupOf, type PhaseGroup } from "./structure";

/** Rounds that are tried: texts name steps that stand before, and are through in one. */
const MOST_ROUNDS = 100;

/** Steps without a result that lie before another, by their streams. */
class Open {
  private readonly streams = new Set<string | null>();

  add(stream: string | null): void {
    this.streams.add(stream);
  }

  addAll(other: Open): void {
    for (const stream of other.streams) this.streams.add(stream);
  }

  /** Whether a step of this stream waits for one of them (R2.5). */
  holds(stream: string | null): boolean {
    if (this.streams.size === 0 || stream === null) return this.streams.size > 0;
    return this.streams.has(null) || this.streams.has(stream);
  }
}

/** What lies before a phase: the earlier ones of its group, and for one that changes something the preconditions. */
class Earlier {
  private readonly groups = new Map<PhaseGroup, Open>();
  private readonly preconditions = new Open();

  before(phase: PhaseState): Open[] {
    const group = groupOf(phase.kind);
    if (phase.kind === "preconditions" || group === "hypercare" || group === "containment") return [];
    const same = this.groups.get(group);
    return [...(same ? [same] : []), ...(phase.mutating ? [this.preconditions] : [])];
  }

  put(phase: PhaseState, open: Open): void {
    const kind = groupOf(phase.kind);
    const known = phase.kind === "preconditions" ? this.preconditions : (this.groups.get(kind) ?? new Open());
    known.addAll(open);
    if (phase.kind !== "preconditions") this.groups.set(kind, known);
  }
}

/** Does what can be done, each phase once; true where anything could. */
function round(phases: PhaseState[], done: Set<string>): boolean {
  const had = done.size;
  const earlier = new Earlier();
  for (const phase of phases) {
    const behind = earlier.before(phase);
    const open = new Open();
    for (const step of phase.steps) {
      if (done.has(step.id)) continue;
      const held = (phase.ordered ? [...behind, open] : behind).some((each) => each.holds(step.stream));
      if (held || step.after.some((id) => !done.has(id))) open.add(step.stream);
      else done.add(step.id);
    }
    earlier.put(phase, open);
  }
  return done.size > had;
}

/**
 * Steps whose `after` names what can itself start only after them, so that neither ever does. `phases` are a run's before
 * anything was done. Takes time by the number of steps, whatever they name.
 */
export function neverStartable(phases: PhaseState[]): StepState[] {
  const done = new Set<string>();
  for (let tried = 0; round(phases, done); tried += 1) if (tried === MOST_ROUNDS) return [];
  return phases.flatMap((phase) =>
    phase.steps.filter((step) => !done.has(step.id) && step.after.some((id) => !done.has(id))),
  );
}
