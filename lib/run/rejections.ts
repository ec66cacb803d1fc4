/** The rules of product.md by number. */
export type RuleId = "R1" | "R2" | "R3" | "R4" | "R5" | "R6" | "R7" | "R8" | "R9" | "R10" | "R11" | "R12";

/**
 * Closed codes of refusals. One map in lib/server turns them into HTTP:
 * malformed 400 · forbidden 403 · not-found 404 · stale, conflict, wrong-status 409 · rule 422.
 */
export type RejectionCode = "malformed" | "forbidden" | "not-found" | "stale" | "conflict" | "wrong-status" | "rule";

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
