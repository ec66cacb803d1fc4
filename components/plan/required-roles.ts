import type { RoleDefinition, RunbookDefinition } from "@/lib/run/definition";
import { requiredRoles } from "@/lib/run/required-roles";

/** A role of the plan; a required one must be held before the run can start (R1). */
export interface PlanRole extends RoleDefinition {
  required: boolean;
}

export function planRoles(definition: RunbookDefinition): PlanRole[] {
  const required = requiredRoles(definition);
  return definition.roles.map((role) => ({ ...role, required: required.has(role.key) }));
}
