import type { QueryClient } from "@tanstack/react-query";
import type { RunEvent } from "../run/events";
import type { Asker } from "./command-draft";
import { CommandSender } from "./command-sender";
import { connectionOf, INITIAL_LINE, type LineFacts } from "./connection";
import { newId } from "./new-id";
import { type KeyValueStorage, Outbox } from "./outbox";
import { postCommand } from "./post-command";
import { NOBODY_YET, type Presence } from "./presence";
import { RunFeed } from "./run-feed";
import { attachLine, joinRun } from "./run-line";
import { dataOf, newerView, type RunData, runKey } from "./run-query";
import { ServerClock } from "./server-clock";
import { runSocket } from "./socket";
import { createStore, type Store } from "./store";

/** What the server made the page with. */
export interface FirstState {
  data: RunData;
  /** ISO instant of the server's clock. */
  serverTime: string;
}

/** Everything that is alive behind one open run in one tab. */
export interface RunSession {
  runId: string;
  openedAt: number;
  clock: ServerClock;
  facts: Store<LineFacts>;
  presence: Store<Presence>;
  outbox: Outbox;
  sender: CommandSender;
  data: () => RunData;
  prepend: (older: readonly RunEvent[]) => void;
  /** Opens the line; the answer closes it. Only in a browser. */
  open: () => () => void;
}

const ASK_AGAIN_MS = 1_000;

const pause = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));

export function createRunSession(
  runId: string,
  asker: Asker,
  first: FirstState,
  queryClient: QueryClient,
): RunSession {
  const clock = new ServerClock(first.serverTime, () => Date.now());
  const facts = createStore<LineFacts>(INITIAL_LINE);
  const presence = createStore<Presence>(NOBODY_YET);
  const outbox = new Outbox(browserStorage(), runId, asker.personId);
  const openedAt = Date.now();
  const feed = new RunFeed({
    runId,
    view: newerView(queryClient.getQueryData<RunData>(runKey(runId)), first.data),
    join: (request) => joinRun(runSocket(), request),
    onView: (view) => queryClient.setQueryData<RunData>(runKey(runId), dataOf(view)),
    onCaughtUp: (caughtUp) => facts.set({ ...facts.get(), caughtUp }),
    later: (callback) => setTimeout(callback, ASK_AGAIN_MS),
  });
  const sender = new CommandSender({
    runId,
    asker,
    outbox,
    state: () => feed.current().state,
    live: () => connectionOf(facts.get(), openedAt, Date.now()).kind === "live",
    serverNow: () => clock.nowIso(),
    newId,
    post: postCommand,
    received: (events) => feed.receive(events),
    pause,
  });

  function open(): () => void {
    outbox.load();
    sender.flush();
    const onUp = () => sender.flush();
    return attachLine({ runId, socket: runSocket(), feed, facts, presence, clock, onUp });
  }

  return {
    runId,
    openedAt,
    clock,
    facts,
    presence,
    outbox,
    sender,
    data: () => dataOf(feed.current()),
    prepend: (older) => feed.prepend(older),
    open,
  };
}

/** Null on the server, and where the browser forbids storage. */
function browserStorage(): KeyValueStorage | null {
  try {
    return typeof window === "undefined" ? null : window.localStorage;
  } catch {
    return null;
  }
}
