import type { PersonRef } from "@/lib/run/person";
import type { RunState } from "@/lib/run/state";

/** Whoever this run knows by name: role-holders first, then deputy, earlier deciders and the planner; each once. */
export function knownPeople(state: RunState): PersonRef[] {
  const known = [
    ...state.roles.flatMap(({ holder }) => holder ?? []),
    ...(state.deputy ? [state.deputy] : []),
    ...state.decisions.map(({ decider }) => decider),
    state.planner,
  ];
  return [...new Map(known.map((person) => [person.personId, person])).values()];
}
