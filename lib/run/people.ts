import type { RoleCapability } from "./definition";
import type { Actor } from "./events";
import type { PersonRef } from "./person";
import type { RoleState, RunState } from "./state";

/** The system has a name in the log, and no account. */
const SYSTEM: PersonRef = { personId: "system", name: "System" };

/** The person behind an event or a command; timers act as the system. */
export function personOf(actor: Actor): PersonRef {
  return actor.kind === "person" ? { personId: actor.personId, name: actor.name } : SYSTEM;
}

/** The one role whose holder decides (R1); null only before a run is planned. */
export function deciderRole(state: RunState): RoleState | null {
  return state.roles.find((role) => role.capability === "decider") ?? null;
}

export function isDecider(state: RunState, personId: string): boolean {
  return deciderRole(state)?.holder?.personId === personId;
}

/** The first role of these capabilities that the person holds, in the order of the capabilities given. */
export function heldRole(
  state: RunState,
  personId: string,
  capabilities: readonly RoleCapability[],
): RoleState | null {
  for (const capability of capabilities) {
    const role = state.roles.find(
      (candidate) => candidate.capability === capability && candidate.holder?.personId === personId,
    );
    if (role) return role;
  }
  return null;
}

export function roleByKey(state: RunState, key: string): RoleState | null {
  return state.roles.find((role) => role.key === key) ?? null;
}

/** The role's name as the room says it; the key where the run does not know it. */
export function roleName(state: RunState, key: string): string {
  return roleByKey(state, key)?.name ?? key;
}

/** How many different people hold roles: R11 and R12 count people, not roles. */
export function peopleCount(state: RunState): number {
  return new Set(state.roles.flatMap((role) => (role.holder ? [role.holder.personId] : []))).size;
}
