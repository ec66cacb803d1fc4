import type { AmendmentFact, AmendmentState, Change } from "../amendment-state";
import type { CommandOf } from "../commands";
import { accept, type Decision, reject } from "../decision";
import type { EventDraft } from "../events";
import { deciderRole, isDecider, personOf } from "../people";
import type { PersonRef } from "../person";
import { conflict, forbidden, notFound, type Rejection, refuse } from "../rejections";
import { approvalGaps, askedVariables } from "../start-clearance";
import type { RunState } from "../state";
import { locate } from "../structure";
import { firstOf, textRefusal } from "../text-rules";
import { definitionRefusal } from "./plan";

/** Besides what weighs by itself, who does what and the policy are for an approver to judge (R8.13). */
function isLarge(changes: readonly Change[]): boolean {
  return changes.some(({ weighty, about }) => weighty || about === "policy" || about === "role");
}

/** Steps that the run has, and that a change stands in: they wait for the answer. */
function touched(state: RunState, changes: readonly Change[]): string[] {
  const ids = changes.flatMap(({ stepId }) => stepId ?? []);
  return [...new Set(ids)].filter((id) => locate(state, id)?.step.removed === false);
}

/** Values are set before the start alone: a text that asks for new ones could never be executed by this run. */
function variableRefusal(state: RunState, { definition }: AmendmentFact): Rejection | null {
  const asked = askedVariables({ ...state, requiredVariables: definition.variables });
  const missing = asked.filter((name) => !Object.hasOwn(state.variables, name));
  if (missing.length === 0) return null;
  const text = `That version asks for variables that this run has no value of: ${missing.join(", ")}.`;
  return refuse("R8", text, missing);
}

function factRefusal(state: RunState, fact: AmendmentFact): Rejection | null {
  if (fact.sha256 === state.runbook.sha256)
    return conflict(`This run executes version ${fact.runbookVersion} already.`, "R8");
  if (fact.fromSha256 !== state.runbook.sha256)
    return conflict("The run took another text over meanwhile: propose it again.", "R8");
  if (state.kind === "production" && fact.definition.policy.productionForbidden) {
    return refuse("R8", "That version itself says that production is not authorized.");
  }
  return firstOf(definitionRefusal(fact), variableRefusal(state, fact));
}

/** ProposeAmendment: another version of the run's runbook, one at a time, with what differs in meaning (R8.13, R8.21). */
export function proposeAmendment(
  command: CommandOf<"ProposeAmendment">,
  state: RunState,
  role: string | null,
): Decision {
  const reason = textRefusal(command.payload.reason, "A reason");
  if (reason) return reject(reason);
  if (state.amendment) {
    const open = `The amendment to version ${state.amendment.runbookVersion} is not answered yet: one at a time.`;
    return reject(conflict(open, "R8"));
  }
  const fact = command.meta.facts?.amendment;
  if (fact?.runbookVersion !== command.payload.version) {
    return reject(notFound(`This runbook has no version ${command.payload.version}.`));
  }
  const refusal = factRefusal(state, fact);
  if (refusal) return reject(refusal);
  const { runbookVersion, sha256, changes } = fact;
  return accept({
    type: "AmendmentProposed",
    role,
    payload: {
      amendmentId: command.meta.commandId,
      runbookVersion,
      sha256,
      reason: command.payload.reason.trim(),
      changes,
      large: isLarge(changes),
      stepIds: touched(state, changes),
    },
  });
}

type Open = { ok: true; amendment: AmendmentState } | { ok: false; rejection: Rejection };

function openAmendment(state: RunState, amendmentId: string): Open {
  const { amendment } = state;
  return amendment?.id === amendmentId
    ? { ok: true, amendment }
    : { ok: false, rejection: notFound("This amendment is not open any more.") };
}

/** What a large amendment still lacks: approvals of its hash in production, and the decider's word (R8.15, R8.16, R12.10). */
function largeRefusal(
  state: RunState,
  amendment: AmendmentState,
  fact: AmendmentFact | undefined,
  person: PersonRef,
): Rejection | null {
  const decider = deciderRole(state);
  if (!isDecider(state, person.personId)) {
    const name = decider?.name ?? "The decider";
    const elsewhere =
      state.kind === "production"
        ? ` Approvers approve version ${amendment.runbookVersion} of the runbook itself.`
        : "";
    return forbidden("R8", `${name} puts a large amendment in force.${elsewhere}`, [name]);
  }
  if (state.kind === "rehearsal") return null;
  if (fact?.sha256 !== amendment.sha256) return notFound("The proposed version was not looked up.");
  const approvals = Math.max(state.policy.approvals, fact.definition.policy.approvals);
  const gaps = approvalGaps({ approvals }, fact);
  if (gaps.length === 0) return null;
  const text = `Version ${amendment.runbookVersion} is not approved: ${gaps.map((gap) => gap.text).join(" ")}`;
  return refuse(
    gaps[0]?.rule ?? "R8",
    text,
    gaps.map((gap) => gap.missing),
  );
}

/** Whether a small amendment has what it takes: the decider, and somebody else (R8.14). */
function isAgreed(state: RunState, by: readonly PersonRef[]): boolean {
  const people = new Set(by.map((person) => person.personId));
  return people.size >= 2 && by.some((person) => isDecider(state, person.personId));
}

/** ApproveAmendment: recorded each time; in the commit that completes it, the run takes the new text over. */
export function approveAmendment(
  command: CommandOf<"ApproveAmendment">,
  state: RunState,
  role: string | null,
): Decision {
  const { amendmentId, statement } = command.payload;
  const open = openAmendment(state, amendmentId);
  if (!open.ok) return open;
  const { amendment } = open;
  const fact = command.meta.facts?.amendment;
  const person = personOf(command.meta.actor);
  const before = amendment.approvedBy;
  const again = before.some((each) => each.personId === person.personId) && !isAgreed(state, before);
  const refusal = firstOf(
    textRefusal(statement, "A statement"),
    again ? conflict("You have approved this amendment.", "R8") : null,
    amendment.large ? largeRefusal(state, amendment, fact, person) : null,
  );
  if (refusal) return reject(refusal);
  const approved: EventDraft = {
    type: "AmendmentApproved",
    role,
    payload: { amendmentId, statement: statement.trim() },
  };
  const complete = amendment.large || isAgreed(state, [...before, person]);
  if (!complete) return accept(approved);
  if (fact?.sha256 !== amendment.sha256) return reject(notFound("The proposed version was not looked up."));
  const { runbookVersion, sha256, definition } = fact;
  return accept(approved, {
    type: "AmendmentApplied",
    role,
    payload: { amendmentId, runbookVersion, sha256, definition },
  });
}

/** RejectAmendment: a run that was held for it stays on hold until the decider resumes it. */
export function rejectAmendment(
  command: CommandOf<"RejectAmendment">,
  state: RunState,
  role: string | null,
): Decision {
  const { amendmentId, reason } = command.payload;
  const open = openAmendment(state, amendmentId);
  if (!open.ok) return open;
  const refusal = textRefusal(reason, "A reason");
  if (refusal) return reject(refusal);
  return accept({ type: "AmendmentRejected", role, payload: { amendmentId, reason: reason.trim() } });
}

/** Why a held run does not resume yet: a large amendment is not answered (R8.13). Null where nothing is open. */
export function openAmendmentRefusal(state: RunState): Rejection | null {
  const { amendment } = state;
  if (!amendment?.large || state.halt) return null;
  const version = `version ${amendment.runbookVersion}`;
  const text = `The amendment to ${version} holds the run: approve or reject it first.`;
  return refuse("R8", text, [`an answer to the amendment to ${version}`]);
}
