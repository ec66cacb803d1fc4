import type { JoinAnswer, JoinRequest } from "../protocol/socket";
import type { RunEvent } from "../run/events";
import { initialState } from "../run/evolve";
import { adoptState, applyEvents, gapAfter, prependEvents, type RunView, rebase } from "./apply-events";

/** How the feed reaches the server; rejects when the line is down or no answer came in time. */
type JoinLine = (request: JoinRequest) => Promise<JoinAnswer>;

interface FeedOptions {
  runId: string;
  view: RunView;
  join: JoinLine;
  onView: (view: RunView) => void;
  /** False while events are known to be missing. */
  onCaughtUp: (caughtUp: boolean) => void;
  /** Runs the callback after a while; a failed question is asked again so. */
  later: (callback: () => void) => void;
}

/**
 * Keeps one run's view equal to the server's log over a line that may drop, reorder, repeat or lose messages.
 * It joins with the last sequence number it holds, and asks the same way again whenever it learns that it is behind.
 */
export class RunFeed {
  private view: RunView;
  /** Counts the connections: an answer to a question that was asked on an earlier one is not trusted. */
  private line = 0;
  private up = false;
  private asking = false;
  private askAgain = false;
  private headSeq = 0;

  constructor(private readonly options: FeedOptions) {
    this.view = options.view;
  }

  current(): RunView {
    return this.view;
  }

  connected(): void {
    this.line += 1;
    this.up = true;
    this.asking = false;
    this.options.onCaughtUp(false);
    void this.ask();
  }

  disconnected(): void {
    this.line += 1;
    this.up = false;
    this.asking = false;
    this.options.onCaughtUp(false);
  }

  /** Events from the socket, or from the answer to a command of one's own. */
  receive(events: readonly RunEvent[]): void {
    this.show(applyEvents(this.view, events));
    if (this.behind()) this.catchUp();
  }

  /** The server said how long the log is (presence does): a lost message shows so. */
  headSeen(seq: number): void {
    this.headSeq = Math.max(this.headSeq, seq);
    if (this.behind()) this.catchUp();
  }

  prepend(older: readonly RunEvent[]): void {
    this.show(prependEvents(this.view, older));
  }

  private behind(): boolean {
    return gapAfter(this.view) !== null || this.headSeq > this.view.state.seq;
  }

  private catchUp(): void {
    if (!this.up) return;
    if (this.asking) this.askAgain = true;
    else void this.ask();
  }

  private async ask(): Promise<void> {
    const line = this.line;
    this.asking = true;
    this.askAgain = false;
    const after = this.view.state.seq;
    try {
      const answer = await this.options.join({ runId: this.options.runId, after });
      if (line !== this.line) return;
      this.take(answer, after);
    } catch {
      if (line !== this.line) return;
      this.askAgain = false;
      this.options.later(() => {
        if (line === this.line && this.up) void this.ask();
      });
      return;
    }
    this.asking = false;
    if (this.askAgain || this.behind()) void this.ask();
    else this.options.onCaughtUp(true);
  }

  private take(answer: JoinAnswer, after: number): void {
    if (answer.seq < after) {
      this.startOver(answer);
      return;
    }
    this.headSeq = Math.max(this.headSeq, answer.seq);
    this.show(
      "state" in answer
        ? adoptState(this.view, answer.state, answer.recentEvents)
        : applyEvents(this.view, answer.events),
    );
  }

  /** The log is shorter than what this browser was told: the server's word holds, ours is thrown away. */
  private startOver(answer: JoinAnswer): void {
    this.headSeq = answer.seq;
    if ("state" in answer) {
      this.show(rebase(answer.state, answer.recentEvents));
      return;
    }
    this.show({ state: initialState, events: [], ahead: [] });
    this.askAgain = true;
  }

  private show(next: RunView): void {
    if (next === this.view) return;
    this.view = next;
    this.options.onView(next);
  }
}
