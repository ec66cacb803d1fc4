import type { RunbookDefinition } from "./definition";

/** Keys of the roles that must be held before a run starts: the decider, every owner of a step, every polled role (R1). */
export function requiredRoles(definition: RunbookDefinition): Set<string> {
  const phases = [...definition.phases, ...definition.rollback.phases];
  return new Set([
    ...definition.roles.filter((role) => role.capability === "decider").map((role) => role.key),
    ...phases.flatMap((phase) => phase.steps.flatMap((step) => step.role ?? [])),
    ...definition.decisionPoints.flatMap((point) => point.polledRoles),
  ]);
}
