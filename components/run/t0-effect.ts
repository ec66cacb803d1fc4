import type { EventDraft } from "@/lib/run/events";
import type { RunState } from "@/lib/run/state";
import { locate } from "@/lib/run/structure";

/** What moving T-0 does beside moving it: titles of attestations that are asked for again. */
export function reopenedTitles(events: readonly EventDraft[], state: RunState): string[] {
  return events.flatMap((event) =>
    event.type === "T0Moved"
      ? event.payload.reopens.flatMap((stepId) => locate(state, stepId)?.step.title ?? [])
      : [],
  );
}

/** `25 min later`, `1 h 5 min earlier`: how far an instant is from another one. */
export function shiftText(from: string, to: string): string {
  const minutes = Math.round((Date.parse(to) - Date.parse(from)) / 60_000);
  if (minutes === 0) return "the same minute";
  const hours = Math.floor(Math.abs(minutes) / 60);
  const rest = Math.abs(minutes) % 60;
  const length = [hours > 0 ? `${hours} h` : "", rest > 0 || hours === 0 ? `${rest} min` : ""]
    .filter(Boolean)
    .join(" ");
  return `${length} ${minutes > 0 ? "later" : "earlier"}`;
}
