import type { CommandOf } from "../commands";
import { accept, type Decision, reject } from "../decision";
import { instant } from "../instant";
import { personOf } from "../people";
import { conflict, forbidden, malformed, notFound, type Rejection, refuse } from "../rejections";
import type { RunState } from "../state";
import { firstOf, LINE, optionalText, textRefusal, tooLong } from "../text-rules";
import type { WaiverState, WaiverSubject } from "../waiver-state";
import { readSubject, type Subject, subjectRefusal } from "./waiver-subject";

function isSame(one: WaiverSubject, other: WaiverSubject): boolean {
  if (one.kind === "step") return other.kind === "step" && one.stepId === other.stepId;
  return other.kind === "evidence" && one.name === other.name;
}

/** One waiver at a time for a subject: a second one would only hide which of them counted. */
function doubleRefusal(state: RunState, { subject, text }: Subject): Rejection | null {
  const open = state.waivers.find(
    (waiver) =>
      (waiver.status === "requested" || waiver.status === "granted") && isSame(waiver.subject, subject),
  );
  return open
    ? conflict(`Waiver ${open.ticket} stands for “${text}” already (${open.status}).`, "R11")
    : null;
}

/** RequestWaiver: for one step or one artifact that the run still owes, until an instant that is yet to come (R11.1). */
export function requestWaiver(
  command: CommandOf<"RequestWaiver">,
  state: RunState,
  role: string | null,
): Decision {
  const { ticket, reason, expiresAt: given } = command.payload;
  const found = readSubject(command, state);
  if (!found.ok) return found;
  const expiresAt = instant(given);
  const refusal = firstOf(
    subjectRefusal(state, found.subject),
    doubleRefusal(state, found),
    textRefusal(ticket, "A ticket", LINE),
    textRefusal(reason, "A reason"),
  );
  if (refusal) return reject(refusal);
  if (expiresAt === null) {
    return reject(malformed("The expiry is no instant with its zone.", ["expiresAt"]));
  }
  if (expiresAt <= command.meta.at) {
    return reject(refuse("R11", "A waiver expires at a time that is yet to come.", ["expiresAt"]));
  }
  const payload = {
    waiverId: command.meta.commandId,
    subject: found.subject,
    subjectText: found.text,
    ticket: ticket.trim(),
    reason: reason.trim(),
    expiresAt,
  };
  return accept({ type: "WaiverRequested", role, payload });
}

type Open = { ok: true; waiver: WaiverState } | { ok: false; rejection: Rejection };

function requested(state: RunState, waiverId: string): Open {
  const waiver = state.waivers.find((each) => each.id === waiverId);
  if (!waiver) return { ok: false, rejection: notFound("This run has no such waiver.") };
  if (waiver.status === "requested") return { ok: true, waiver };
  const by = waiver.answeredBy ? ` by ${waiver.answeredBy.name}` : "";
  return {
    ok: false,
    rejection: conflict(`Waiver ${waiver.ticket} is ${waiver.status} already${by}.`, "R11"),
  };
}

/** GrantWaiver: by an approver who is not the requester; in a rehearsal by oneself, and marked so (R11.3). */
export function grantWaiver(
  command: CommandOf<"GrantWaiver">,
  state: RunState,
  role: string | null,
): Decision {
  const found = requested(state, command.payload.waiverId);
  if (!found.ok) return found;
  const { waiver } = found;
  const bySelf = waiver.requestedBy.personId === personOf(command.meta.actor).personId;
  if (bySelf && state.kind === "production") {
    const approves = state.roles.some((role) => role.capability === "approver");
    const other = approves ? "another approver" : "another role-holder";
    return reject(
      forbidden("R11", `Who asked for a waiver does not grant it: that takes ${other}.`, [other]),
    );
  }
  if (waiver.expiresAt <= command.meta.at) {
    return reject(refuse("R11", `Waiver ${waiver.ticket} has expired: ask again.`, ["a new waiver"]));
  }
  const refusal =
    subjectRefusal(state, waiver.subject) ?? tooLong(command.payload.statement, "The statement");
  if (refusal) return reject(refusal);
  const statement = optionalText(command.payload.statement);
  return accept({ type: "WaiverGranted", role, payload: { waiverId: waiver.id, statement, bySelf } });
}

export function denyWaiver(command: CommandOf<"DenyWaiver">, state: RunState, role: string | null): Decision {
  const found = requested(state, command.payload.waiverId);
  if (!found.ok) return found;
  const refusal = textRefusal(command.payload.reason, "A reason");
  if (refusal) return reject(refusal);
  const payload = { waiverId: found.waiver.id, reason: command.payload.reason.trim() };
  return accept({ type: "WaiverDenied", role, payload });
}

/** ExpireWaiver: the timer's, when due, once; what was done under the waiver stays done (R11.6). */
export function expireWaiver(command: CommandOf<"ExpireWaiver">, state: RunState): Decision {
  const waiver = state.waivers.find((each) => each.id === command.payload.waiverId);
  if (!waiver) return reject(notFound("This run has no such waiver."));
  if (waiver.status !== "requested" && waiver.status !== "granted") {
    return reject(conflict(`Waiver ${waiver.ticket} is ${waiver.status} already.`, "R11"));
  }
  if (command.meta.at < waiver.expiresAt) {
    return reject(conflict(`Waiver ${waiver.ticket} runs until ${waiver.expiresAt}.`, "R11"));
  }
  const payload = { waiverId: waiver.id, expiresAt: waiver.expiresAt };
  return accept({ type: "WaiverExpired", role: null, payload });
}
