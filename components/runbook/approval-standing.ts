import { approvalGaps } from "@/lib/run/start-clearance";

/** A verdict on one version of a runbook. */
export interface Verdict {
  approvalId: string;
  version: number;
  sha256: string;
  /** Who published that version. */
  authorId: string;
  personId: string;
  name: string;
  role: string | null;
  verdict: "approved" | "rejected";
  statement: string;
  at: string;
  /** True where the account has been disabled since. */
  accountDisabled?: true;
}

/**
 * What a verdict counts for now: `stands`; `own`: an author's, which never counts (R12); `replaced` by the same person's
 * later word on the same text; `disabled`: its giver's account is; `lapsed`: it is of an earlier text (R8).
 */
export type Standing = "stands" | "own" | "replaced" | "disabled" | "lapsed";

export interface StandingVerdict extends Verdict {
  standing: Standing;
}

/** The verdicts as they count for one version, the newest first; those on later versions say nothing about it. */
export function verdictsFor(version: number, verdicts: readonly Verdict[]): StandingVerdict[] {
  return verdicts
    .map((verdict, index): StandingVerdict => ({ ...verdict, standing: standingOf(verdict, index) }))
    .filter((verdict) => verdict.version <= version)
    .toReversed();

  function standingOf(verdict: Verdict, index: number): Standing {
    if (verdict.version !== version) return "lapsed";
    const later = verdicts
      .slice(index + 1)
      .some((other) => other.version === version && other.personId === verdict.personId);
    if (later) return "replaced";
    if (verdict.verdict === "rejected") return "stands";
    if (verdict.accountDisabled) return "disabled";
    return verdict.personId === verdict.authorId ? "own" : "stands";
  }
}

export interface ApprovalState {
  word: "APPROVED" | "REJECTED" | "NOT APPROVED";
  /** What a production start would still lack, a sentence each. */
  lacks: string[];
}

/** Whether a version's exact text is approved as a production start asks for it (R8, R12). */
export function approvalState(
  version: { version: number; authorId: string; approvals: number },
  verdicts: readonly Verdict[],
): ApprovalState {
  const own = verdicts.filter((verdict) => verdict.version === version.version);
  const gaps = approvalGaps(
    { approvals: version.approvals },
    { authorId: version.authorId, approvals: [...own] },
  );
  const rejected = verdictsFor(version.version, own).some(
    (verdict) => verdict.standing === "stands" && verdict.verdict === "rejected",
  );
  const word = rejected ? "REJECTED" : gaps.length === 0 ? "APPROVED" : "NOT APPROVED";
  return { word, lacks: gaps.map((gap) => gap.text) };
}

/** The newest earlier version that somebody other than its author has approved and nobody rejected; null without one. */
export function lastApprovedBefore(version: number, verdicts: readonly Verdict[]): number | null {
  const numbers = [...new Set(verdicts.map((verdict) => verdict.version))]
    .filter((number) => number < version)
    .sort((a, b) => b - a);
  return (
    numbers.find((number) => {
      const authorId = verdicts.find((verdict) => verdict.version === number)?.authorId ?? "";
      return approvalState({ version: number, authorId, approvals: 1 }, verdicts).word === "APPROVED";
    }) ?? null
  );
}
