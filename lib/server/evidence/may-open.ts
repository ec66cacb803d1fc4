import { heldRole } from "../../run/people";
import type { RunState } from "../../run/state";
import type { Principal } from "../auth/principal";
import type { StoredArtifact } from "./artifacts";

type Asked = Pick<StoredArtifact, "personId" | "visibility">;
type Asking = Pick<Principal, "personId" | "isAdmin">;

/**
 * Who may open an artifact's bytes. What is in the room: who holds a role in the run, who planned it, administrators.
 * What is restricted: the decider, approvers and who attached it, and nobody else; an administrator's flag is no role
 * in a run (R1).
 */
export function mayOpen(state: RunState, { personId, visibility }: Asked, asking: Asking): boolean {
  if (personId === asking.personId) return true;
  if (heldRole(state, asking.personId, ["decider", "approver"])) return true;
  if (visibility === "restricted") return false;
  if (asking.isAdmin || state.planner.personId === asking.personId) return true;
  return heldRole(state, asking.personId, ["operator", "scribe", "observer"]) !== null;
}
