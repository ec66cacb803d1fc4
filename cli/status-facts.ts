import type { RunAnswer } from "../lib/protocol/http";
import { goBlockers, stepBlockers } from "../lib/run/blockers";
import { currentPhase, mySteps, nextDecisionPoint, phaseProgress } from "../lib/run/focus";
import { numberedSteps } from "../lib/run/name-step";
import { backOutEnd, forecastEnd, pointOfNoReturn } from "../lib/run/schedule";
import type { RunState } from "../lib/run/state";
import { phaseName } from "../lib/run/structure";
import type { Me } from "./connection/api";

const MOST_STEPS = 5;

/** One's own next steps, each with what stands against its start. */
function nextSteps(state: RunState, personId: string) {
  const numbers = new Map(numberedSteps(state).map(({ step, number }) => [step.id, number]));
  return mySteps(state, personId)
    .slice(0, MOST_STEPS)
    .map(({ id, title, status }) => ({
      ...{ number: numbers.get(id) ?? 0, id, title, status },
      blockers: status === "waiting" ? stepBlockers(state, id).map(({ rule, text }) => ({ rule, text })) : [],
    }));
}

function phaseFacts(state: RunState) {
  const phase = currentPhase(state);
  return phase && { id: phase.id, title: phaseName(phase), ...phaseProgress(phase) };
}

function decisionFacts(state: RunState) {
  const point = nextDecisionPoint(state);
  if (!point) return null;
  const against = goBlockers(state, point.id).map(({ rule, text }) => ({ rule, text }));
  return { id: point.id, title: point.title, standsAgainstGo: against };
}

function clockFacts({ clocks }: RunState, now: string) {
  return clocks.map(({ triggerId, text, dueAt }) => ({ triggerId, text, dueAt, expired: dueAt <= now }));
}

/** The room at a glance: everything that `status` prints, and what `status --json` is. */
export function statusFacts({ state, seq, headHash, serverTime }: RunAnswer, me: Me | null) {
  const {
    runId,
    title,
    kind,
    status,
    outcome,
    t0,
    timeZone,
    window,
    runbook,
    roles,
    writeFreeze,
    poll,
    halt,
  } = state;
  return {
    run: { runId, title, kind, status, outcome, t0, timeZone, window, runbook },
    ...{ seq, headHash, serverTime },
    me: me && {
      name: me.name,
      roles: roles.filter(({ holder }) => holder?.personId === me.personId).map(({ name }) => name),
    },
    tSeconds: Math.round((Date.parse(serverTime) - Date.parse(t0)) / 1_000),
    phase: phaseFacts(state),
    nextSteps: me ? nextSteps(state, me.personId) : [],
    decision: decisionFacts(state),
    clocks: clockFacts(state, serverTime),
    poll: poll && { pollId: poll.id, decisionPointId: poll.decisionPointId },
    halted: halt !== null && status === "halted",
    writeFreeze: writeFreeze.on,
    mutated: state.mutated,
    deadlines: state.deadlines,
    missed: {
      updates: state.updates.missed.length,
      checks: state.checkRecords.filter(({ result }) => result === "missed").length,
    },
    forecastEnd: forecastEnd(state, serverTime),
    pointOfNoReturn: pointOfNoReturn(state),
    backOutEnd: backOutEnd(state, serverTime),
    roles: roles.map(({ key, name, capability, required, holder }) => ({
      ...{ key, name, capability, required },
      holder: holder?.name ?? null,
    })),
  };
}

export type StatusFacts = ReturnType<typeof statusFacts>;
