import type { RunEvent } from "../run/events";
import type { StakeholderSummary } from "../run/stakeholder-summary";
import type { RunState } from "../run/state";

/** Client → server, `join`: `after` is the sequence number that the client's state holds; 0 for none. */
export interface JoinRequest {
  runId: string;
  after: number;
}

/** The gap, or where that is too long, the state itself with the newest entries of the log. */
export type JoinAnswer =
  | { seq: number; events: RunEvent[] }
  | { seq: number; state: RunState; recentEvents: RunEvent[] };

/** In place of a `JoinAnswer`: why there is none. `unavailable` may be asked again; anything else will stay so. */
export interface JoinRefusal {
  error: { code: "unavailable" | "malformed" | "forbidden" | "not-found"; message: string };
}

/** Server → the run's room: what was appended, in order; `events[0].seq` may repeat what a client has. */
export interface EventsMessage {
  runId: string;
  events: RunEvent[];
}

interface PresentPerson {
  personId: string;
  name: string;
  /** Keys of the roles held in the run. */
  roles: string[];
  /** ISO instant since when no screen of this person is connected; null while one is. */
  awaySince: string | null;
}

/** Server → the run's room. `watching` counts screens; `headSeq` lets a client notice that it missed something. */
export interface PresenceMessage {
  runId: string;
  people: PresentPerson[];
  watching: number;
  headSeq: number;
}

/** Client → server, `edit`: which runbook is open in the editor; null for none any more. */
export interface EditRequest {
  slug: string | null;
}

/** In answer to `edit`, and then to everybody who edits the runbook whenever it changes. */
export interface EditorsMessage {
  slug: string;
  /** Everybody who has it open, the asking person included. */
  people: { personId: string; name: string }[];
  /** Number of the newest published version. */
  latestVersion: number;
}

/** Server → client before it closes the connection by intention. */
export interface ByeMessage {
  reason: string;
}

/** Server → holders of a share link. */
export type ShareMessage = StakeholderSummary;
