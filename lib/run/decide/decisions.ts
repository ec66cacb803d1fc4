import { goBlockers } from "../blockers";
import type { CommandOf } from "../commands";
import { accept, type Decision, reject } from "../decision";
import type { DecisionPointState } from "../decision-state";
import type { EventDraft } from "../events";
import type { HaltState } from "../hazard-state";
import { isDecider } from "../people";
import { conflict, malformed, notFound, type Rejection, refuse } from "../rejections";
import type { RunState } from "../state";
import { openPoint, pointById } from "../structure";
import { textRefusal, tooLong } from "../text-rules";
import { openAmendmentRefusal } from "./amendments";
import { type Frozen, freeze, isStale } from "./decision-record";
import { drillRefusal, scopeOf } from "./rollback-order";
import { refusalOf } from "./step-target";

type Decide = CommandOf<"Decide">;

/** ROLLBACK never waits for typing (R6.6). */
const ROLLBACK_REASON = "Rollback ordered";

function reasonRefusal(command: Decide): Rejection | null {
  const { reason, verdict } = command.payload;
  return verdict === "rollback" ? tooLong(reason, "The reason") : textRefusal(reason, "A reason");
}

/** What says how to roll back is sent with what rolls back: with another verdict it would be lost unseen (L.24). */
function idleRefusal({ payload }: Decide): Rejection | null {
  const { verdict, phases, drill, then } = payload;
  const rollsBack = verdict === "rollback" || (verdict === "no-go" && then === "rollback");
  const idle = [
    ...(phases !== undefined && !rollsBack ? ["phases"] : []),
    ...(drill === true && verdict !== "rollback" ? ["drill"] : []),
  ];
  if (idle.length === 0) return null;
  return malformed(
    `${verdict.toUpperCase()} has no use for ${idle.join(" and ")}: nothing was decided.`,
    idle,
  );
}

function recorded(command: Decide, state: RunState, role: string | null, about: Partial<Frozen>): EventDraft {
  const reason = (command.payload.reason ?? "").trim() || ROLLBACK_REASON;
  const frozen: Frozen = { point: null, triggerId: null, follows: null, ...about, reason };
  return { type: "Decided", role, payload: freeze(command, state, frozen) };
}

type Point = { ok: true; point: DecisionPointState } | { ok: false; rejection: Rejection };

/** The point that a GO or NO-GO decides: as named, else the poll's, else the next. Each is decided once. */
function pointOf(command: Decide, state: RunState): Point {
  const { decisionPointId, pollId } = command.payload;
  if (pollId !== undefined && state.poll?.id !== pollId) {
    return { ok: false, rejection: notFound("This poll is not open any more.") };
  }
  const id = decisionPointId ?? state.poll?.decisionPointId;
  const point = id === undefined ? openPoint(state) : pointById(state, id);
  if (!point) {
    const all = id === undefined && state.decisionPoints.length > 0;
    return {
      ok: false,
      rejection: all
        ? conflict("Every decision point is decided.", "R1")
        : notFound("No such decision point."),
    };
  }
  if (point.verdict) {
    return {
      ok: false,
      rejection: conflict(`“${point.title}” is decided: ${point.verdict.toUpperCase()}.`, "R1"),
    };
  }
  if (pollId !== undefined && state.poll?.decisionPointId !== point.id) {
    return { ok: false, rejection: malformed("The poll is about another decision point.") };
  }
  return { ok: true, point };
}

/** Only GO binds to the screen it was taken from (R1.14). */
function staleRefusal(command: Decide, state: RunState): Rejection | null {
  if (!isStale(command, state)) return null;
  return {
    code: "stale",
    rule: "R9",
    message: "Facts have changed since your screen: look again before GO.",
    missing: [`event ${state.basisSeq}`],
  };
}

function go(command: Decide, state: RunState, role: string | null): Decision {
  const target = pointOf(command, state);
  if (!target.ok) return target;
  const refusal =
    staleRefusal(command, state) ??
    refusalOf(goBlockers(state, target.point.id), "Something stands against GO:");
  if (refusal) return reject(refusal);
  return accept(recorded(command, state, role, { point: target.point }));
}

/**
 * After something was mutated the decider says in the same breath what follows. A NO-GO that does not say halts:
 * nothing more starts, and ROLLBACK stays one word away (L.7).
 */
function noGo(command: Decide, state: RunState, role: string | null): Decision {
  const target = pointOf(command, state);
  if (!target.ok) return target;
  const { point } = target;
  if (!state.mutated) return accept(recorded(command, state, role, { point }));
  const follows = command.payload.then ?? "halt";
  if (follows === "rollback") {
    const chosen = scopeOf(command, state);
    if (!chosen.ok) return chosen;
    return accept(recorded(command, state, role, { point, follows, scope: chosen.scope }));
  }
  const decided = recorded(command, state, role, { point, follows });
  const text = `NO-GO at “${point.title}”`;
  const payload = {
    abortId: command.meta.commandId,
    gateId: null,
    text,
    note: command.payload.reason.trim(),
  };
  return accept(decided, { type: "AbortReported", role, payload });
}

/** CONTINUE answers one trigger; with one clock running it need not be named. */
function continueOn(command: Decide, state: RunState, role: string | null): Decision {
  const { triggerId } = command.payload;
  if (state.clocks.length === 0) return reject(conflict("No decision clock is running.", "R6"));
  if (triggerId === undefined && state.clocks.length > 1) {
    const open = state.clocks.map((clock) => clock.text);
    return reject(malformed("Several triggers are unanswered: say which one CONTINUE answers.", open));
  }
  const clock =
    triggerId === undefined ? state.clocks[0] : state.clocks.find((c) => c.triggerId === triggerId);
  if (!clock) return reject(notFound("No decision clock runs for this trigger."));
  return accept(recorded(command, state, role, { triggerId: clock.triggerId }));
}

function rollback(command: Decide, state: RunState, role: string | null): Decision {
  const { triggerId, drill = false } = command.payload;
  if (triggerId !== undefined && !state.observed.some((trigger) => trigger.triggerId === triggerId)) {
    return reject(notFound("This trigger was not observed."));
  }
  const refusal = drill ? drillRefusal(state) : null;
  if (refusal) return reject(refusal);
  const chosen = scopeOf(command, state);
  if (!chosen.ok) return chosen;
  return accept(recorded(command, state, role, { triggerId: triggerId ?? null, scope: chosen.scope, drill }));
}

/** NO-GO is final, so that a halt which it ordered leads to rollback or to closing, never back (L.8). */
function isFinallyNoGo(state: RunState): boolean {
  return state.decisionPoints.some((point) => point.verdict === "no-go");
}

/** Whoever signed and has taken command since would resume on their own word (R12.2). */
function isSignedForResume(state: RunState, { resumeSignOff }: HaltState): boolean {
  return resumeSignOff !== null && !isDecider(state, resumeSignOff.personId);
}

function resume(command: Decide, state: RunState, role: string | null): Decision {
  const { halt } = state;
  const amendment = openAmendmentRefusal(state);
  if (amendment) return reject(amendment);
  if (!halt) return accept(recorded(command, state, role, {}));
  if (isFinallyNoGo(state)) {
    return reject(refuse("R1", "NO-GO is final: roll back, or close as a blocker."));
  }
  const missing = [
    ...(halt.classification && halt.rootCause ? [] : ["the blocker's classification and root cause"]),
    ...(isSignedForResume(state, halt) ? [] : ["an approver's sign-off"]),
  ];
  if (missing.length > 0) {
    return reject(refuse("R5", `A halted run resumes only with ${missing.join(" and ")}.`, missing));
  }
  return accept(recorded(command, state, role, {}));
}

function closeBlocker(command: Decide, state: RunState, role: string | null): Decision {
  if (!state.halt?.classification || !state.halt.rootCause) {
    const missing = ["classification", "root cause"];
    return reject(refuse("R5", "A blocker is closed with its classification and root cause.", missing));
  }
  if (state.clocks.length > 0) {
    const open = state.clocks.map((clock) => clock.text);
    return reject(refuse("R6", "A rollback trigger is unanswered: decide ROLLBACK or CONTINUE first.", open));
  }
  return accept(recorded(command, state, role, {}));
}

const BY_VERDICT = {
  go,
  "no-go": noGo,
  rollback,
  hold: (command: Decide, state: RunState, role: string | null) => accept(recorded(command, state, role, {})),
  continue: continueOn,
  resume,
  "close-blocker": closeBlocker,
};

/** Decide: one record for every verdict of the run's one decider (R1). Every verdict but ROLLBACK gives its reason. */
export function decideVerdict(command: Decide, state: RunState, role: string | null): Decision {
  const refusal = idleRefusal(command) ?? reasonRefusal(command);
  if (refusal) return reject(refusal);
  return BY_VERDICT[command.payload.verdict](command, state, role);
}
