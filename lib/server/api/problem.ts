import type { ErrorAnswer } from "../../protocol/http";
import type { Rejection, RejectionCode, RuleId } from "../../run/rejections";

/** Closed codes of everything that is no success. */
export type ProblemCode =
  | RejectionCode
  | "unauthenticated"
  | "foreign-origin"
  | "foreign-host"
  | "too-large"
  | "unsupported-media-type"
  | "not-text"
  | "unusable"
  | "throttled"
  | "unavailable"
  | "no-space"
  | "defect";

/** The one map from codes to HTTP. */
export const STATUS = {
  malformed: 400,
  "not-text": 400,
  unauthenticated: 401,
  forbidden: 403,
  "foreign-origin": 403,
  "foreign-host": 421,
  "not-found": 404,
  stale: 409,
  conflict: 409,
  "wrong-status": 409,
  "too-large": 413,
  "unsupported-media-type": 415,
  rule: 422,
  /** Well-formed, and still not to be used: an empty runbook, a role that the runbook does not know. */
  unusable: 422,
  throttled: 429,
  defect: 500,
  unavailable: 503,
  "no-space": 507,
} as const satisfies Record<ProblemCode, number>;

/** Why something is not done: a value, with a sentence for a person. */
export interface Problem {
  code: ProblemCode;
  message: string;
  rule?: RuleId;
  missing?: string[];
  retryAfterSeconds?: number;
}

/** What a service answers: its value, or why there is none. */
export type Outcome<T> = { ok: true; value: T } | { ok: false; problem: Problem };

export function failed(
  code: ProblemCode,
  message: string,
  missing: string[] = [],
): { ok: false; problem: Problem } {
  return { ok: false, problem: { code, message, missing } };
}

export function problemOf({ code, rule, message, missing }: Rejection): Problem {
  return { code, message, rule: rule ?? undefined, missing };
}

export function errorAnswer({ code, message, rule, missing }: Problem): ErrorAnswer {
  return {
    error: {
      code,
      message,
      ...(rule ? { rule } : {}),
      ...(missing && missing.length > 0 ? { missing } : {}),
    },
  };
}
