import type { RunEvent } from "../run/events";
import { evolve } from "../run/evolve";
import type { RunState } from "../run/state";

/** What a browser knows of a run. */
export interface RunView {
  /** Fold of the log up to `state.seq`. */
  state: RunState;
  /** The newest part of the log, ascending and without a hole; its last is `state.seq`. */
  events: RunEvent[];
  /** Events that came before one of their predecessors, ascending: they wait for the gap to be filled. */
  ahead: RunEvent[];
}

/** More than this is not kept waiting: the answer to the gap brings it anyway. */
const AHEAD_LIMIT = 1_000;

/**
 * Takes in events in whatever order and number they arrive: known ones are dropped, the next ones folded with
 * the same `evolve` as on the server, later ones kept until the gap before them is filled.
 */
export function applyEvents(view: RunView, incoming: readonly RunEvent[]): RunView {
  const waiting = new Map<number, RunEvent>();
  for (const event of [...view.ahead, ...incoming]) {
    if (event.seq > view.state.seq) waiting.set(event.seq, event);
  }
  if (waiting.size === 0) return view.ahead.length === 0 ? view : { ...view, ahead: [] };

  let state = view.state;
  const folded: RunEvent[] = [];
  for (let next = waiting.get(state.seq + 1); next; next = waiting.get(state.seq + 1)) {
    waiting.delete(next.seq);
    state = evolve(state, next);
    folded.push(next);
  }
  const ahead = [...waiting.values()].sort((a, b) => a.seq - b.seq).slice(0, AHEAD_LIMIT);
  return { state, events: folded.length > 0 ? [...view.events, ...folded] : view.events, ahead };
}

/** The last sequence number before a hole, or null where nothing is missing. */
export function gapAfter(view: RunView): number | null {
  return view.ahead.length > 0 ? view.state.seq : null;
}

/** Takes a whole state from the server, sent where this browser was too far behind to be told event by event. */
export function adoptState(view: RunView, state: RunState, recent: readonly RunEvent[]): RunView {
  if (state.seq < view.state.seq) return applyEvents(view, recent);
  const adopted: RunView = { state, events: joinWindows(view.events, recent, state.seq), ahead: [] };
  return applyEvents(adopted, [...view.ahead, ...recent]);
}

/** Starts over from what the server holds: for a log that is shorter than ours, after a restore from a backup. */
export function rebase(state: RunState, recent: readonly RunEvent[]): RunView {
  return { state, events: joinWindows([], recent, state.seq), ahead: [] };
}

/** Puts an older page before the loaded events; a page that does not meet them is refused. */
export function prependEvents(view: RunView, older: readonly RunEvent[]): RunView {
  const first = view.events[0]?.seq ?? view.state.seq + 1;
  const page = older.filter((event) => event.seq < first);
  const last = page.at(-1);
  if (!last || last.seq !== first - 1) return view;
  return { ...view, events: [...page, ...view.events] };
}

/** Keeps the loaded history where the new window meets it, and drops it where a hole would open. */
function joinWindows(known: readonly RunEvent[], recent: readonly RunEvent[], upTo: number): RunEvent[] {
  const window = recent.filter((event) => event.seq <= upTo);
  const first = window[0];
  const lastKnown = known.at(-1);
  if (!first) return lastKnown?.seq === upTo ? [...known] : [];
  if (!lastKnown || lastKnown.seq < first.seq - 1) return window;
  return [...known.filter((event) => event.seq < first.seq), ...window];
}
