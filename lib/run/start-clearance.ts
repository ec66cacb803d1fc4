import type { Blocker } from "./blocker";
import type { ApprovalFact, RehearsalFact, StartClearance } from "./clearance";
import { peopleCount } from "./people";
import { isSecretName } from "./secrets";
import type { RunState } from "./state";

/** Something that the start still waits for: under which rule, in words, and by the short name that a list takes. */
export interface StartGap extends Blocker {
  missing: string;
}

/** People that a production run takes at least: R11 and R12 count people, not roles. */
export const PRODUCTION_PEOPLE = 2;

/** Each person's latest word: whoever approves after a rejection has taken it back. */
function latestWords(approvals: readonly ApprovalFact[]): ApprovalFact[] {
  const latest = new Map<string, ApprovalFact>();
  for (const approval of approvals) {
    const before = latest.get(approval.personId);
    if (!before || before.at <= approval.at) latest.set(approval.personId, approval);
  }
  return [...latest.values()];
}

function disabledWords(approved: readonly ApprovalFact[]): string {
  const names = approved.filter((word) => word.accountDisabled).map((word) => word.name);
  return names.length > 0 ? `; ${names.join(", ")}, whose account is disabled, does not count` : "";
}

/** What a hash still lacks of the approvals that a policy asks for: its number, at least one, none by the author (R8, R12). */
export function approvalGaps(
  policy: Pick<RunState["policy"], "approvals">,
  clearance: Pick<StartClearance, "approvals" | "authorId">,
): StartGap[] {
  const words = latestWords(clearance.approvals);
  const rejections = words
    .filter((word) => word.verdict === "rejected")
    .map((word): StartGap => {
      const text = `${word.name} has rejected this version: ${word.statement}`;
      return { rule: "R8", text, missing: `${word.name}'s rejection taken back` };
    });
  const approved = words.filter((word) => word.verdict === "approved");
  const standing = approved.filter((word) => !word.accountDisabled);
  const counted = standing.filter((word) => word.personId !== clearance.authorId);
  const needed = Math.max(policy.approvals, 1);
  if (counted.length >= needed) return rejections;
  const byAuthor = standing.length > counted.length;
  const short = needed - counted.length;
  const missing = `${short} ${short === 1 ? "approval" : "approvals"} by ${byAuthor ? "others than the author" : "approvers"}`;
  const text = `This version has ${counted.length} of ${needed} ${needed === 1 ? "approval" : "approvals"} of its exact text${byAuthor ? "; the author's own does not count" : ""}${disabledWords(approved)}.`;
  return [...rejections, { rule: byAuthor ? "R12" : "R8", text, missing }];
}

/** A rehearsal counts when it closed as PASS on this hash, or on a linked text whose comparison was accepted (R8.7). */
function counts(rehearsal: RehearsalFact, sha256: string): boolean {
  return rehearsal.outcome === "complete" && (rehearsal.sha256 === sha256 || rehearsal.comparison !== null);
}

/** The rehearsals that a start may rest on, in the order given: the newest first. */
export function countedRehearsals(clearance: StartClearance): RehearsalFact[] {
  return clearance.rehearsals.filter((rehearsal) => counts(rehearsal, clearance.sha256));
}

function rehearsalGaps(state: RunState, clearance: StartClearance): StartGap[] {
  if (state.policy.rehearsal !== "required" || countedRehearsals(clearance).length > 0) return [];
  const linked = clearance.rehearsals.find((rehearsal) => rehearsal.outcome === "complete");
  if (linked) {
    const text = `“${linked.title}” rehearsed another text, and no approver has accepted the comparison of commands and gates.`;
    return [{ rule: "R8", text, missing: `an accepted comparison with “${linked.title}”` }];
  }
  const text = "The runbook requires a rehearsal of this text, and none has closed as PASS.";
  return [{ rule: "R8", text, missing: "a rehearsal closed as PASS" }];
}

/**
 * What stands against the start of a production run that the log does not know: approvals of the exact text (R8, R12)
 * and, where the policy requires it, a rehearsal. Empty for a rehearsal. `clearance` is null where nobody looked it up.
 */
export function clearanceGaps(state: RunState, clearance: StartClearance | null): StartGap[] {
  if (state.kind === "rehearsal") return [];
  if (!clearance) {
    const text = "Approvals of this version were not looked up.";
    return [{ rule: "R8", text, missing: "the approvals of this version" }];
  }
  if (clearance.sha256 !== state.runbook.sha256) {
    const text = `The approvals are of another text (${clearance.sha256.slice(0, 12)}).`;
    return [{ rule: "R8", text, missing: `approvals of ${state.runbook.sha256.slice(0, 12)}` }];
  }
  return [...approvalGaps(state.policy, clearance), ...rehearsalGaps(state, clearance)];
}

/** Variables that the run asks for: a placeholder of a secret is asked for nowhere, and stored nowhere (R9). */
export function askedVariables(state: RunState): string[] {
  return state.requiredVariables.filter((name) => !isSecretName(name));
}

function variableValue(state: RunState, name: string): string {
  return Object.hasOwn(state.variables, name) ? (state.variables[name] ?? "").trim() : "";
}

/** Variables that are asked for and have no value, or only blanks (R8). */
export function missingVariables(state: RunState): string[] {
  return askedVariables(state).filter((name) => variableValue(state, name) === "");
}

/** A production run names a deputy before it starts (R1). */
export function lacksDeputy(state: RunState): boolean {
  return state.kind === "production" && !state.deputy;
}

/** Everything that stands against StartRun: people in roles, deputy, variables, clearance. */
export function startGaps(state: RunState, clearance: StartClearance | null): StartGap[] {
  const vacant = state.roles.filter((role) => role.required && !role.holder);
  const production = state.kind === "production";
  const gaps: StartGap[] = vacant.map((role) => ({
    rule: "R1",
    text: `${role.name} has nobody.`,
    missing: role.name,
  }));
  if (production && peopleCount(state) < PRODUCTION_PEOPLE) {
    const text = "A production run takes at least two people.";
    gaps.push({ rule: "R12", text, missing: "a second person" });
  }
  if (lacksDeputy(state)) {
    const text = "A production run names a deputy, who may assume command.";
    gaps.push({ rule: "R1", text, missing: "a deputy" });
  }
  for (const name of missingVariables(state)) {
    gaps.push({ rule: "R8", text: `Variable ${name} has no value.`, missing: name });
  }
  return [...gaps, ...clearanceGaps(state, clearance)];
}
