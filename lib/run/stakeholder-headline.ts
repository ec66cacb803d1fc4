import type { Tone } from "./describe-event/line";
import type { RunOutcome, RunState, RunStatus } from "./state";

/** The run's state in one word, in a colour, and in one plain sentence that is true without any broadcast. */
export interface Headline {
  word: string;
  tone: Tone;
  meaning: string;
}

function headed(word: string, tone: Tone, meaning: string): Headline {
  return { word, tone, meaning };
}

const OUTCOME: Record<RunOutcome, Headline> = {
  complete: headed("Complete", "go", "The change is live, and its checks are done."),
  "no-go": headed("NO-GO", "nogo", "It was decided not to go ahead."),
  "rolled-back": headed("Rolled back", "rollback", "The change was taken back."),
  "partially-rolled-back": headed(
    "Partially rolled back",
    "rollback",
    "Part of the change was taken back; the rest stays.",
  ),
  blocker: headed("Stopped", "halt", "A blocker ended the work."),
  cancelled: headed("Cancelled", "quiet", "The work was called off before it began."),
};

const STATUS: Record<Exclude<RunStatus, "running" | "hypercare" | "rolling-back">, Headline> = {
  unplanned: headed("Planned", "quiet", "Work has not begun."),
  planned: headed("Planned", "quiet", "Work has not begun."),
  held: headed("Holding", "hold", "Work is paused until the team decides to go on."),
  halted: headed("Halted", "halt", "All work has stopped; the team decides how to go on."),
  concluding: headed("Closing", "quiet", "The work is done; its record is being written."),
  closed: headed("Closed", "quiet", "The work is over."),
};

function running(state: RunState, forecast: string | null): Headline {
  if (state.clocks.length > 0) {
    return headed(
      "Decision pending",
      "halt",
      "A warning sign was seen; whether to go back is being decided.",
    );
  }
  const late = state.window !== null && forecast !== null && forecast > state.window.end;
  return late
    ? headed("Behind plan", "hold", "Work goes on, and will end after its window.")
    : headed("On plan", "live", "Work is under way.");
}

/** @param forecast when the cutover ends as things stand, an ISO instant */
export function headline(state: RunState, forecast: string | null): Headline {
  const { status, outcome } = state;
  if (outcome && (status === "concluding" || status === "closed")) return OUTCOME[outcome];
  switch (status) {
    case "running":
      return running(state, forecast);
    case "rolling-back":
      return headed(
        "Rolling back",
        "rollback",
        state.drill ? "The way back is being rehearsed, as planned." : "The change is being taken back.",
      );
    case "hypercare":
      if (state.clocks.length > 0) return running(state, forecast);
      return state.declaredAt
        ? OUTCOME.complete
        : headed("GO", "go", "The change is live, and is being watched.");
    default:
      return STATUS[status];
  }
}
