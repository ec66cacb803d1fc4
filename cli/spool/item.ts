import type { ExecOutcome } from "../../lib/run/exec-outcome";
import { isRecord } from "../connection/answer";
import type { Refusal } from "../failure";

/** What every kept thing has. `id` is its idempotency key: sent again, it happens once. */
interface Kept {
  version: 1;
  id: string;
  url: string;
  runId: string;
  /** Who recorded it; null where a token from the environment did, whose owner was not known. */
  email: string | null;
  /** When it was recorded, by this machine's clock; ISO 8601. */
  at: string;
  /** What it is, in words for whoever looks at what is waiting. */
  about: string;
}

/** A command as the server takes it, its `commandId` being `id`. */
interface KeptCommand extends Kept {
  kind: "command";
  body: Record<string, unknown>;
}

/** A file's bytes, which lie beside in `blob`. */
export interface KeptEvidence extends Kept {
  kind: "evidence";
  name: string;
  stepId: string | null;
  visibility: "room" | "restricted";
  blob: string;
  sha256: string;
  size: number;
}

/** A piece of evidence of an executed command: bytes to upload, or a dump that is only referred to. */
export interface ExecArtifact {
  key: string;
  name: string;
  sha256: string;
  size: number;
  /** File in the spool's folder; null for a reference. */
  blob: string | null;
  /** Where a reference lies. */
  location: string | null;
  sent: boolean;
}

export interface ExecEnd {
  at: string;
  code: number | null;
  signal: string | null;
}

/** A command that `exec` runs or has run, from before its start until everything about it is on record. */
export interface KeptExec extends Kept {
  kind: "exec";
  stepId: string;
  stepTitle: string;
  /** As it was run, credentials taken out. */
  command: string;
  process: { pid: number; startedTicks: string | null };
  startedAt: string;
  start: { commandId: string; type: "StartStep" | "RetryStep"; reason: string | null };
  /** `unconfirmed`: the server was away, so nobody knows yet whether the rules allowed it. */
  startState: "unconfirmed" | "confirmed" | "refused";
  end: ExecEnd | null;
  /** File of the output in the spool's folder. */
  output: string;
  artifacts: ExecArtifact[];
  /** Values given for blanks. */
  fields: Record<string, string>;
  confirmed: string[];
  substeps: { id: string; commandId: string }[];
  visibility: "room" | "restricted";
  /** Whether the server learned late of its start or of its end: then the timeline is told when that really was. */
  late: { start: boolean; end: boolean };
  /** Milliseconds that the server's clock is ahead of this machine's; null until it is known. */
  clockOffsetMs: number | null;
  /** Ids of the timeline entries that tell when it really happened, should it be told late. */
  entries: { started: string; ended: string };
  /** Frozen once decided, so that a repetition says the same. */
  outcome: { verdict: ExecOutcome; body: Record<string, unknown> | null } | null;
  refusals: { about: string; refusal: Refusal }[];
}

export type KeptItem = KeptCommand | KeptEvidence | KeptExec;

/** Parser's edge: our own file, held to be whole because it is written whole or not at all. */
export function keptItem(value: unknown): KeptItem | null {
  const whole =
    isRecord(value) &&
    value.version === 1 &&
    typeof value.id === "string" &&
    typeof value.url === "string" &&
    typeof value.runId === "string" &&
    ["command", "evidence", "exec"].includes(String(value.kind));
  return whole ? (value as unknown as KeptItem) : null;
}
