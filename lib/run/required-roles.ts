import type { RunbookDefinition, StepDefinition } from "./definition";

/** Keys of the roles that a step cannot do without: its owner, who verifies it (R12.5), who signs before it (R2.17). */
export function stepRoles(step: StepDefinition): string[] {
  return [step.role ?? [], step.verifier ?? [], step.signOffs ?? []].flat();
}

/** Keys of the roles that must be held before a run starts: the decider, who owns, verifies or signs a step, the polled (R1). */
export function requiredRoles(definition: RunbookDefinition): Set<string> {
  const phases = [...definition.phases, ...definition.rollback.phases];
  return new Set([
    ...definition.roles.filter((role) => role.capability === "decider").map((role) => role.key),
    ...phases.flatMap((phase) => phase.steps.flatMap(stepRoles)),
    ...definition.decisionPoints.flatMap((point) => point.polledRoles),
  ]);
}
