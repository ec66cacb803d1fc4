import type { CommandOf } from "../commands";
import { accept, type Decision, reject } from "../decision";
import type { EventDraft } from "../events";
import type { AbortState } from "../hazard-state";
import { deciderRole, personOf } from "../people";
import { conflict, malformed, notFound, refuse } from "../rejections";
import type { RunState } from "../state";
import { firstOf, LINE, optionalText, textRefusal, tooLong } from "../text-rules";

/** ReportAbort: the stop cord. It asks for nothing but what was seen (R5.1). */
export function reportAbort(
  command: CommandOf<"ReportAbort">,
  state: RunState,
  role: string | null,
): Decision {
  const { gateId } = command.payload;
  const gate = state.phases.flatMap((phase) => phase.abortGates).find((each) => each.id === gateId);
  if (gateId !== undefined && !gate) return reject(notFound("This run has no such abort gate."));
  const text = optionalText(command.payload.text) ?? gate?.text;
  const refusal = firstOf(
    textRefusal(text, "The gate, or what was seen,"),
    tooLong(command.payload.note, "The note"),
  );
  if (refusal) return reject(refusal);
  const payload = {
    abortId: command.meta.commandId,
    gateId: gate?.id ?? null,
    text: text ?? "",
    note: optionalText(command.payload.note),
  };
  return accept({ type: "AbortReported", role, payload });
}

/** Whether everybody who must agree has asked: puller and decider; in production two people in any case (R5.4). */
function isAgreed(state: RunState, abort: AbortState, asking: string): boolean {
  const asked = new Set([...abort.withdrawalBy.map((person) => person.personId), asking]);
  const decider = deciderRole(state)?.holder?.personId;
  if (decider === undefined || !asked.has(decider) || !asked.has(abort.by.personId)) return false;
  return state.kind === "rehearsal" || asked.size > 1;
}

export function withdrawAbort(
  command: CommandOf<"WithdrawAbort">,
  state: RunState,
  role: string | null,
): Decision {
  const abort = state.aborts.find((each) => each.id === command.payload.abortId);
  if (!abort) return reject(notFound("This run has no such abort report."));
  if (abort.withdrawn || abort.settledBy)
    return reject(conflict("This abort report is settled already.", "R5"));
  if (state.decisionPoints.some((point) => point.verdict === "no-go")) {
    return reject(refuse("R1", "NO-GO is final: roll back, or close as a blocker."));
  }
  const refusal = textRefusal(command.payload.reason, "A reason");
  if (refusal) return reject(refusal);
  const { personId } = personOf(command.meta.actor);
  const agreed = isAgreed(state, abort, personId);
  if (!agreed && abort.withdrawalBy.some((person) => person.personId === personId)) {
    return reject(conflict("You have asked to withdraw it; the other has not.", "R5"));
  }
  const payload = { abortId: abort.id, reason: command.payload.reason.trim() };
  const requested: EventDraft = { type: "AbortWithdrawalRequested", role, payload };
  return agreed ? accept(requested, { type: "AbortWithdrawn", role, payload }) : accept(requested);
}

/** The class as the runbook's taxonomy has it, named in full or by its leading word; any words where it has none. */
function taxonomyEntry(state: RunState, classification: string): string | null {
  const wanted = classification.trim().toLowerCase();
  if (state.taxonomy.length === 0) return classification.trim();
  const matches = (entry: string) => {
    const lower = entry.toLowerCase();
    return (
      lower === wanted || (lower.startsWith(wanted) && !/[\p{L}\p{N}_]/u.test(lower.charAt(wanted.length)))
    );
  };
  return state.taxonomy.find(matches) ?? null;
}

export function classifyBlocker(
  command: CommandOf<"ClassifyBlocker">,
  state: RunState,
  role: string | null,
): Decision {
  const { classification, rootCause } = command.payload;
  const refusal = firstOf(
    textRefusal(classification, "A classification", LINE),
    textRefusal(rootCause, "A root cause"),
  );
  if (refusal) return reject(refusal);
  const entry = taxonomyEntry(state, classification);
  if (entry === null) {
    return reject(malformed("The runbook's taxonomy has no such class.", state.taxonomy));
  }
  return accept({
    type: "BlockerClassified",
    role,
    payload: { classification: entry, rootCause: rootCause.trim() },
  });
}
