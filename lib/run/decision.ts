import type { EventDraft } from "./events";
import type { Rejection } from "./rejections";

/** The answer of `decide`: the events that follow, or why not. */
export type Decision = { ok: true; events: EventDraft[] } | { ok: false; rejection: Rejection };

/** An accepted command with the facts that it makes, in their order. */
export function accept(...events: EventDraft[]): Decision {
  return { ok: true, events };
}

/** A refused command. */
export function reject(rejection: Rejection): Decision {
  return { ok: false, rejection };
}
