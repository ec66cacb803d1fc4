/** The rules of product.md by number. */
export type RuleId = "R1" | "R2" | "R3" | "R4" | "R5" | "R6" | "R7" | "R8" | "R9" | "R10" | "R11" | "R12";

/**
 * Closed codes of refusals. One map in lib/server turns them into HTTP:
 * malformed 400 · forbidden 403 · not-found 404 · stale, conflict, wrong-status 409 · rule 422.
 */
export type RejectionCode =
  | "malformed"
  | "forbidden"
  | "not-found"
  | "stale"
  | "conflict"
  | "wrong-status"
  | "rule";

/** A refusal is a value: its code, the rule that refuses, a sentence for a person, and what is missing. */
export interface Rejection {
  code: RejectionCode;
  rule: RuleId | null;
  message: string;
  missing: string[];
}

/** Builds a refusal that cites a rule of the run. */
export function refuse(rule: RuleId, message: string, missing: string[] = []): Rejection {
  return { code: "rule", rule, message, missing };
}

/** Builds a refusal for values that no run could accept: HTTP 400. */
export function malformed(message: string, missing: string[] = []): Rejection {
  return { code: "malformed", rule: null, message, missing };
}

/** Builds a refusal for an id that names nothing in this run: HTTP 404. */
export function notFound(message: string): Rejection {
  return { code: "not-found", rule: null, message, missing: [] };
}

/** Builds a refusal for someone who lacks the role: HTTP 403. `missing` names the roles that would do. */
export function forbidden(rule: RuleId, message: string, missing: string[] = []): Rejection {
  return { code: "forbidden", rule, message, missing };
}

/** Builds a refusal for what has been done already, by this person or another: HTTP 409. */
export function conflict(message: string, rule: RuleId | null = null): Rejection {
  return { code: "conflict", rule, message, missing: [] };
}

/** Builds a refusal for a moment of the run's life that knows no such command: HTTP 409. */
export function wrongStatus(rule: RuleId | null, message: string): Rejection {
  return { code: "wrong-status", rule, message, missing: [] };
}
