import type { EventPayloads, RunEvent } from "../run/events";
import { evolve, initialState } from "../run/evolve";
import { personOf } from "../run/people";
import type { PersonRef } from "../run/person";
import type { RunState } from "../run/state";
import { type Departure, departureOf, type Miss, missOf } from "./departures";
import { GENESIS_HASH } from "./event-chain";

/** A version of the runbook that the run executed, from the event at `fromSeq` on. */
export interface ExecutedVersion {
  slug: string;
  version: number;
  sha256: string;
  fromSeq: number;
}

/** A head hash that a decision or a broadcast carried out of the house. */
interface Anchor {
  /** What carried it, in words. */
  what: string;
  /** Sequence number of the event that recorded it. */
  seq: number;
  basis: { seq: number; headHash: string };
}

/** An artifact as its event named it. */
export type Attachment = EventPayloads["EvidenceAttached"] & { seq: number; by: PersonRef; at: string };

interface AmendmentRecord {
  amendmentId: string;
  version: number;
  sha256: string;
  reason: string;
  large: boolean;
  proposedBy: PersonRef;
  at: string;
  approvals: { by: PersonRef; statement: string; at: string }[];
  /** `open` while nobody has settled it. */
  outcome: "open" | "applied" | "rejected";
}

/** Everything that a pack derives from a log: its state under the rules, and the facts that the state does not keep. */
export interface LogDigest {
  state: RunState;
  headSeq: number;
  headHash: string;
  plannedAt: string | null;
  lastAt: string | null;
  versions: ExecutedVersion[];
  anchors: Anchor[];
  attachments: Attachment[];
  amendments: AmendmentRecord[];
  departures: Departure[];
  missed: Miss[];
  clearance: EventPayloads["RunStarted"]["clearance"];
  entries: number;
}

export function emptyDigest(): LogDigest {
  return {
    state: initialState,
    headSeq: 0,
    headHash: GENESIS_HASH,
    plannedAt: null,
    lastAt: null,
    versions: [],
    anchors: [],
    attachments: [],
    amendments: [],
    departures: [],
    missed: [],
    clearance: null,
    entries: 0,
  };
}

function takeAmendment(digest: LogDigest, event: RunEvent): void {
  if (event.type === "AmendmentProposed") {
    const { amendmentId, runbookVersion: version, sha256, reason, large } = event.payload;
    const proposed = { proposedBy: personOf(event.actor), at: event.recordedAt };
    digest.amendments.push({
      ...{ amendmentId, version, sha256, reason, large },
      ...proposed,
      approvals: [],
      outcome: "open",
    });
    return;
  }
  if (
    event.type !== "AmendmentApproved" &&
    event.type !== "AmendmentApplied" &&
    event.type !== "AmendmentRejected"
  ) {
    return;
  }
  const { amendmentId } = event.payload;
  const record = digest.amendments.find((each) => each.amendmentId === amendmentId);
  if (!record) return;
  if (event.type === "AmendmentApplied") record.outcome = "applied";
  if (event.type === "AmendmentRejected") record.outcome = "rejected";
  if (event.type === "AmendmentApproved") {
    const { statement } = event.payload;
    record.approvals.push({ by: personOf(event.actor), statement, at: event.recordedAt });
  }
}

function takeFacts(digest: LogDigest, event: RunEvent): void {
  const { seq, recordedAt: at } = event;
  switch (event.type) {
    case "RunPlanned": {
      const { slug, runbookVersion: version, sha256 } = event.payload;
      digest.plannedAt = at;
      digest.versions.push({ slug, version, sha256, fromSeq: seq });
      break;
    }
    case "AmendmentApplied": {
      const { runbookVersion: version, sha256 } = event.payload;
      digest.versions.push({ slug: digest.versions[0]?.slug ?? "", version, sha256, fromSeq: seq });
      break;
    }
    case "RunStarted":
      digest.clearance = event.payload.clearance;
      break;
    case "EvidenceAttached":
      digest.attachments.push({ ...event.payload, seq, by: personOf(event.actor), at });
      break;
    case "Decided":
      digest.anchors.push({ what: `decision D-${event.payload.number}`, seq, basis: event.payload.basis });
      break;
    case "BroadcastSent":
      digest.anchors.push({
        what: `broadcast ${event.payload.broadcastId}`,
        seq,
        basis: event.payload.basis,
      });
      break;
    case "EntryLogged":
      digest.entries += 1;
      break;
  }
}

/** Takes the next event in, with its hash. Throws only where the payload is not what its type says. */
export function takeEvent(digest: LogDigest, event: RunEvent, hash: string): void {
  const before = digest.state;
  digest.state = evolve(before, event);
  takeFacts(digest, event);
  takeAmendment(digest, event);
  digest.departures.push(...departureOf(event, digest.state));
  digest.missed.push(...missOf(event, before));
  digest.headSeq = event.seq;
  digest.headHash = hash;
  digest.lastAt = event.recordedAt;
}

/** Attachments whose bytes the product keeps, one a hash, in the order in which they came. */
export function keptArtifacts(digest: LogDigest): Attachment[] {
  const kept = new Map<string, Attachment>();
  for (const attachment of digest.attachments) {
    if (attachment.kind === "upload" && !kept.has(attachment.sha256)) kept.set(attachment.sha256, attachment);
  }
  return [...kept.values()];
}

/** Versions that the run executed, each once. */
export function executedVersions(digest: LogDigest): ExecutedVersion[] {
  const seen = new Map<string, ExecutedVersion>();
  for (const version of digest.versions) {
    const key = `${version.version}:${version.sha256}`;
    if (!seen.has(key)) seen.set(key, version);
  }
  return [...seen.values()];
}
