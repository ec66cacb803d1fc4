import type { RoleDefinition, RunbookDefinition } from "@/lib/run/definition";

/** A role of the plan; a required one must be held before the run can start (R1). */
export interface PlanRole extends RoleDefinition {
  required: boolean;
}

/** The decider, every owner of a step and every polled role are required, as `RunPlanned` folds it. */
export function planRoles(definition: RunbookDefinition): PlanRole[] {
  const phases = [...definition.phases, ...definition.rollback.phases];
  const required = new Set([
    ...phases.flatMap((phase) => phase.steps.flatMap((step) => step.role ?? [])),
    ...definition.decisionPoints.flatMap((point) => point.polledRoles),
  ]);
  return definition.roles.map((role) => ({
    ...role,
    required: role.capability === "decider" || required.has(role.key),
  }));
}
