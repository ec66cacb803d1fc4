import type { RunEvent } from "../events";
import { checkSeries } from "../hypercare-rounds";
import type { RunState } from "../state";
import type { CheckAnswer, DeadlineSubject } from "../time-state";

import { type Line, line } from "./line";
import { zonedText } from "./zoned-text";

const RESULT = {
  pass: { tone: "go", word: "CHECK PASS" },
  warn: { tone: "hold", word: "CHECK WARN" },
  fail: { tone: "halt", word: "CHECK FAIL" },
} as const;

const MOMENT: Record<DeadlineSubject, Line> = {
  "window-near": line("hold", "WINDOW", "The maintenance window ends in a quarter of an hour."),
  "window-end": line("halt", "WINDOW OVER", "The maintenance window has ended."),
  "no-return-near": line("hold", "NO RETURN SOON", "The point of no return is a quarter of an hour away."),
  "no-return": line(
    "halt",
    "NO RETURN",
    "The point of no return has passed: a rollback begun now ends after the window.",
  ),
};

/** What an update attests of the watch; undefined where it attests nothing. */
export function watchWords(watch: CheckAnswer | null): string | undefined {
  if (!watch) return undefined;
  return `watch ${watch.result.toUpperCase()}${watch.note ? `: ${watch.note}` : ""}`;
}

function titleOf(state: RunState, seriesId: string): string {
  return checkSeries(state).find(({ id }) => id === seriesId)?.title ?? seriesId;
}

/** Facts of time: what was put off, what nobody did when it was due, what a check found. */
export function describeTime(event: RunEvent, state: RunState): Line | null {
  switch (event.type) {
    case "BroadcastSnoozed":
      return line(
        "hold",
        "UPDATE put off",
        event.payload.reason,
        `until ${zonedText(event.payload.until, state.timeZone)}`,
      );
    case "BroadcastMissed":
      return line(
        "halt",
        "UPDATE missed",
        `It was due at ${zonedText(event.payload.dueAt, state.timeZone)}.`,
      );
    case "CheckRecorded": {
      const { tone, word } = RESULT[event.payload.result];
      return line(tone, word, titleOf(state, event.payload.seriesId), event.payload.note ?? undefined);
    }
    case "CheckMissed":
      return line(
        "halt",
        "CHECK missed",
        titleOf(state, event.payload.seriesId),
        `due at ${zonedText(event.payload.dueAt, state.timeZone)}`,
      );
    case "ReportFiled":
      return line(
        "go",
        "REPORT filed",
        `The report at ${event.payload.reportId}`,
        event.payload.fields.Summary,
      );
    case "DeadlineReached":
      return MOMENT[event.payload.subject];
    default:
      return null;
  }
}
