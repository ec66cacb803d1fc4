import { describeEvent } from "../lib/run/describe-event";
import { zonedText } from "../lib/run/describe-event/zoned-text";
import type { RunEvent } from "../lib/run/events";
import { evolve } from "../lib/run/evolve";
import type { RunState } from "../lib/run/state";
import { openLine, runOf } from "./record";
import { must, type TargetOptions } from "./target";
import { type Context, EXIT, plain, toJson } from "./terminal";
import { followRun, type Watcher } from "./watch-line";

export interface WatchOptions extends TargetOptions {
  last?: string;
}

const INTERRUPTED = 130;
const MOST_EARLIER = 1_000;

function who({ actor }: RunEvent): string {
  return actor.kind === "person" ? actor.name : "System";
}

/** One event in one line, in the room's words. */
function eventText(event: RunEvent, state: RunState): string {
  const { word, text, detail, late } = describeEvent(event, state);
  const time = zonedText(event.occurredAt, state.timeZone);
  const words = [word, text, detail ?? ""].map(plain).filter(Boolean).join("  ");
  return `${String(event.seq).padStart(5)}  ${time}  ${plain(who(event))}  ${words}${late ? "  (recorded late)" : ""}\n`;
}

class Room implements Watcher {
  private line: "fresh" | "up" | "down" = "fresh";

  constructor(
    private state: RunState,
    private readonly json: boolean,
    private readonly context: Context,
    private readonly closed: () => void,
  ) {}

  after(): number {
    return this.state.seq;
  }

  show(event: RunEvent): void {
    this.context.out(this.json ? toJson(event, 0) : eventText(event, this.state));
  }

  take(events: readonly RunEvent[]): void {
    for (const event of events) {
      this.state = evolve(this.state, event);
      this.show(event);
    }
    if (this.state.status === "closed") this.closed();
  }

  adopt(state: RunState, recent: readonly RunEvent[]): void {
    const missed = recent.filter(({ seq }) => seq > this.state.seq);
    const first = missed[0]?.seq ?? state.seq + 1;
    if (first > this.state.seq + 1)
      this.context.err(`Events ${this.state.seq + 1} to ${first - 1} are not shown.\n`);
    this.state = state;
    for (const event of missed) this.show(event);
    if (state.status === "closed") this.closed();
  }

  connected(): void {
    if (this.line === "down") this.context.err("The line is back; nothing was missed.\n");
    this.line = "up";
  }

  lost(reason: string): void {
    if (this.line === "down") return;
    this.line = "down";
    this.context.err(`The line is down: ${plain(reason)} Trying again.\n`);
  }
}

/** `holdpoint watch`: the run's events as they happen, until it closes or Ctrl-C. */
export async function watch(options: WatchOptions, context: Context): Promise<number> {
  const line = await openLine(context, options);
  const runId = await runOf(context, line, options);
  const { state } = must(await line.api.run(runId));
  const last = Math.min(MOST_EARLIER, Math.max(0, Number(options.last ?? 10) || 0));
  const earlier = must(await line.api.events(runId, Math.max(0, state.seq - last), Math.max(1, last))).events;
  if (!options.json)
    context.err(`${state.kind.toUpperCase()}  ${plain(state.title)}  ${state.status.toUpperCase()}\n`);
  return new Promise<number>((resolve) => {
    let stop = () => {};
    const finish = (code: number) => {
      stop();
      process.off("SIGINT", interrupted).off("SIGTERM", interrupted);
      resolve(code);
    };
    const interrupted = () => finish(INTERRUPTED);
    const room = new Room(state, options.json === true, context, () => finish(EXIT.done));
    if (last > 0) for (const event of earlier) if (event.seq <= state.seq) room.show(event);
    if (state.status === "closed") {
      finish(EXIT.done);
      return;
    }
    process.once("SIGINT", interrupted).once("SIGTERM", interrupted);
    stop = followRun(line.api.server, runId, room, (why) => {
      context.err(`${plain(why)}\n`);
      finish(EXIT.unauthenticated);
    });
  });
}
