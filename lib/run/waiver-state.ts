import type { PersonRef } from "./person";

/** What a waiver lifts: the duty to do a step, or the duty to have an artifact. Never a no-exceptions FAIL (R4). */
export type WaiverSubject = { kind: "step"; stepId: string } | { kind: "evidence"; name: string };

/** `requested` asks for an approver; `granted` counts until it expires; the others never count (R11). */
type WaiverStatus = "requested" | "granted" | "denied" | "expired";

/** One row of the register. Instants are ISO 8601 UTC. */
export interface WaiverState {
  id: string;
  subject: WaiverSubject;
  /** The step's title or the artifact's name, as it was when the waiver was asked for. */
  subjectText: string;
  ticket: string;
  reason: string;
  expiresAt: string;
  status: WaiverStatus;
  requestedBy: PersonRef;
  requestedAt: string;
  /** Who granted or denied it. */
  answeredBy: PersonRef | null;
  answeredAt: string | null;
  statement: string | null;
  /** Granted by who asked: possible in a rehearsal only, and marked. */
  bySelf: boolean;
}
