import type { RunState } from "./state";
import type { WaiverState, WaiverSubject } from "./waiver-state";

function waiverOf(
  state: RunState,
  status: WaiverState["status"],
  covers: (subject: WaiverSubject) => boolean,
): WaiverState | null {
  return state.waivers.find((waiver) => waiver.status === status && covers(waiver.subject)) ?? null;
}

/**
 * The state in which a waiver counts up to its expiry and no moment longer, however late the timer is that records it
 * (R11.6). `at` is the moment of the command.
 */
export function withoutLapsed(state: RunState, at: string): RunState {
  const lapsed = (waiver: WaiverState) => waiver.status === "granted" && waiver.expiresAt <= at;
  if (!state.waivers.some(lapsed)) return state;
  const waivers = state.waivers.map((each) =>
    lapsed(each) ? { ...each, status: "expired" as const } : each,
  );
  return { ...state, waivers };
}

/** The granted waiver that lets the step be left out; null where none counts (R11). */
export function stepWaiver(state: RunState, stepId: string): WaiverState | null {
  return waiverOf(state, "granted", (subject) => subject.kind === "step" && subject.stepId === stepId);
}

/** The waiver of this standing for an artifact, whose key is compared as artifacts are. */
export function evidenceWaiver(
  state: RunState,
  status: WaiverState["status"],
  matches: (name: string) => boolean,
): WaiverState | null {
  return waiverOf(state, status, (subject) => subject.kind === "evidence" && matches(subject.name));
}
