import type { Refusal } from "../failure";
import { plain } from "../terminal";

/** What became of a call. `away` may be asked again; `refused` will be refused again. */
export type Answer<T> =
  | { kind: "ok"; value: T }
  | { kind: "refused"; refusal: Refusal }
  | { kind: "unauthenticated"; message: string }
  | { kind: "away"; message: string };

/** Statuses that mean "not now", or that somebody between us and the server spoke. */
const NOT_NOW = new Set([408, 421, 425, 429, 502, 503, 504, 507]);

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

export function parsedJson(bytes: Buffer): unknown {
  try {
    return JSON.parse(bytes.toString("utf8"));
  } catch {
    return undefined;
  }
}

/** Parser's edge: the `error` of the HTTP contract, read without trusting that a proxy left it alone; null for none. */
function refusalIn(body: unknown): Refusal | null {
  const error = isRecord(body) && isRecord(body.error) ? body.error : null;
  if (!error || typeof error.code !== "string" || typeof error.message !== "string") return null;
  const missing = Array.isArray(error.missing)
    ? error.missing.filter((each) => typeof each === "string")
    : [];
  return {
    code: error.code,
    message: error.message,
    ...(typeof error.rule === "string" ? { rule: error.rule } : {}),
    ...(missing.length > 0 ? { missing } : {}),
  };
}

function strange(status: number, host: string): { kind: "away"; message: string } {
  const moved = status >= 300 && status < 400 ? " It sends us elsewhere: give the address it means." : "";
  return {
    kind: "away",
    message: `What answers at ${plain(host)} is no Holdpoint server (status ${status}).${moved}`,
  };
}

/** Reads an answer: `read` gives the value of a success, or null where the body is not what the contract says. */
export function answerOf<T>(
  { status, body, host }: { status: number; body: Buffer; host: string },
  read: (value: unknown) => T | null,
): Answer<T> {
  const json = parsedJson(body);
  if (status >= 200 && status < 300) {
    const value = read(json);
    return value === null ? strange(status, host) : { kind: "ok", value };
  }
  const refusal = refusalIn(json);
  if (!refusal) return strange(status, host);
  if (status === 401) return { kind: "unauthenticated", message: refusal.message };
  if (NOT_NOW.has(status)) return { kind: "away", message: refusal.message };
  return { kind: "refused", refusal };
}
