import { heldRole } from "./people";
import type { RunState } from "./state";

/** What decides about an artifact: who attached it, and for whom. */
interface Asked {
  personId: string;
  visibility: "room" | "restricted";
}

interface Asking {
  personId: string;
  isAdmin: boolean;
}

/**
 * Who may open an artifact's bytes (R9.30). What is in the room: who holds a role in the run, who planned it,
 * administrators. What is restricted: the decider, approvers and who attached it, and nobody else; an administrator's
 * flag is no role in a run (R1).
 */
export function mayOpenEvidence(state: RunState, { personId, visibility }: Asked, asking: Asking): boolean {
  if (personId === asking.personId) return true;
  if (heldRole(state, asking.personId, ["decider", "approver"])) return true;
  if (visibility === "restricted") return false;
  if (asking.isAdmin || state.planner.personId === asking.personId) return true;
  return heldRole(state, asking.personId, ["operator", "scribe", "observer"]) !== null;
}
