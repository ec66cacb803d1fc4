import { compareDefinitions } from "../compare-definitions";
import type { RunbookDefinition } from "../definition";
import { matchDefinitions } from "./match-steps";

/** Ids in the new text, by ids in the old, of steps that say the same in both; where they stand is no matter (L.27). */
export function sameSteps(before: RunbookDefinition, after: RunbookDefinition): Map<string, string> {
  const changes = compareDefinitions(before, after).filter(({ kind }) => kind !== "moved");
  const changed = new Set(changes.flatMap(({ stepId }) => stepId ?? []));
  const { stepIds } = matchDefinitions(before, after);
  return new Map([...stepIds].filter(([id]) => !changed.has(id)));
}
