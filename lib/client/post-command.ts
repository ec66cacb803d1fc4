import type { RunEvent } from "../run/events";
import type { CommandDraft } from "./command-draft";

/** How the server answered one attempt. */
export type PostAnswer =
  | { kind: "recorded"; seq: number; events: RunEvent[] }
  | { kind: "refused"; status: number; message: string; missing: string[] }
  /** Nobody answered, or only to say "not now": the same command may be sent again. */
  | { kind: "unreachable"; message: string };

export interface CommandEnvelope {
  commandId: string;
  expectedSeq: number;
  draft: CommandDraft;
}

export type PostCommand = (runId: string, envelope: CommandEnvelope) => Promise<PostAnswer>;

const ANSWER_WITHIN_MS = 8_000;
const NOT_NOW = new Set([408, 425, 429, 502, 503, 504, 507]);

/** Sends one command once. Never throws: a dead line is an answer, too. */
export const postCommand: PostCommand = async (runId, envelope) => {
  const { commandId, expectedSeq, draft } = envelope;
  try {
    const response = await fetch(`/api/runs/${encodeURIComponent(runId)}/commands`, {
      method: "POST",
      credentials: "same-origin",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ commandId, expectedSeq, type: draft.type, ...draft.payload }),
      signal: AbortSignal.timeout(ANSWER_WITHIN_MS),
    });
    const body: unknown = await response.json().catch(() => null);
    return readAnswer(response.status, body);
  } catch {
    return { kind: "unreachable", message: "The server did not answer." };
  }
};

/** Parser's edge: the shapes of the HTTP contract, read without trusting that a proxy left them alone. */
export function readAnswer(status: number, body: unknown): PostAnswer {
  if (status === 200 && isRecord(body) && typeof body.seq === "number" && Array.isArray(body.events)) {
    return { kind: "recorded", seq: body.seq, events: body.events as RunEvent[] };
  }
  const { message, missing } = readError(body, `The server answered ${status}.`);
  if (status === 200 || NOT_NOW.has(status)) return { kind: "unreachable", message };
  return { kind: "refused", status, message, missing };
}

/** The message and the missing things of `{ error: { code, message, missing? } }`. */
export function readError(body: unknown, otherwise: string): { message: string; missing: string[] } {
  const error = isRecord(body) && isRecord(body.error) ? body.error : {};
  return {
    message: typeof error.message === "string" ? error.message : otherwise,
    missing: Array.isArray(error.missing) ? error.missing.map(String) : [],
  };
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null;
}
