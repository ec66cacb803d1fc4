import type { EventDraft } from "./events";
import type { Rejection } from "./rejections";

/** The answer of `decide`: the events that follow, or why not. */
export type Decision = { ok: true; events: EventDraft[] } | { ok: false; rejection: Rejection };
