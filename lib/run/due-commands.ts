import { owedUpdate } from "./cadence";
import type { CommandPayloads } from "./commands";
import { owedRounds } from "./hypercare-rounds";
import { moments } from "./moments";
import type { RunState } from "./state";

/** What only the timers send. */
export type TimerCommandType =
  | "ExpireDecisionClock"
  | "LapseOffer"
  | "ExpireWaiver"
  | "MissBroadcast"
  | "MissCheck"
  | "ReachDeadline";

export type TimerCommand = {
  [T in TimerCommandType]: { type: T; payload: CommandPayloads[T] };
}[TimerCommandType];

function dueMoments(state: RunState, now: string): TimerCommand[] {
  return moments(state)
    .filter(({ dueAt }) => dueAt <= now)
    .map(({ subject }) => ({ type: "ReachDeadline", payload: { subject } }));
}

function missed(state: RunState, now: string): TimerCommand[] {
  const update = owedUpdate(state);
  const rounds = owedRounds(state).filter(({ missedAt }) => missedAt <= now);
  return [
    ...(update && update.missedAt <= now ? [{ type: "MissBroadcast" as const, payload: {} }] : []),
    ...rounds.map(({ series }) => ({ type: "MissCheck" as const, payload: { seriesId: series.id } })),
  ];
}

/** What has run out by the state, and the commands that say so: `decide` takes each once, however many nodes try. */
export function dueCommands(state: RunState, now: string): TimerCommand[] {
  const clocks = state.clocks.filter((clock) => !clock.expired && clock.dueAt <= now);
  const { commandOffer } = state;
  const lapsed = commandOffer && commandOffer.lapsesAt <= now ? [commandOffer] : [];
  const waivers = state.waivers.filter(
    ({ status, expiresAt }) => (status === "requested" || status === "granted") && expiresAt <= now,
  );
  return [
    ...clocks.map(({ triggerId }): TimerCommand => ({ type: "ExpireDecisionClock", payload: { triggerId } })),
    ...lapsed.map(({ id }): TimerCommand => ({ type: "LapseOffer", payload: { offerId: id } })),
    ...waivers.map(({ id }): TimerCommand => ({ type: "ExpireWaiver", payload: { waiverId: id } })),
    ...dueMoments(state, now),
    ...missed(state, now),
  ];
}
