import type { RunEvent } from "../run/events";
import type { RunState } from "../run/state";
import { type Asker, type CommandDraft, commandOf, isUrgent, mayWait } from "./command-draft";
import { knownRefusal } from "./known-facts";
import type { Outbox, OutboxEntry } from "./outbox";
import type { CommandEnvelope, PostAnswer, PostCommand } from "./post-command";

/** What became of a command. `waiting` means kept here and sent, once, when the line is back. */
export type SendResult =
  | { kind: "recorded"; seq: number }
  | { kind: "waiting"; message: string }
  | { kind: "refused"; message: string; missing: string[] }
  | { kind: "failed"; message: string };

interface SenderOptions {
  runId: string;
  asker: Asker;
  outbox: Outbox;
  state: () => RunState;
  /** True while the line is up: decides only what is written beside a command, never whether it is tried. */
  live: () => boolean;
  serverNow: () => string;
  newId: () => string;
  post: PostCommand;
  received: (events: RunEvent[]) => void;
  pause: (ms: number) => Promise<void>;
}

const FIRST_PAUSE_MS = 300;
const LONGEST_PAUSE_MS = 5_000;
/** What may not wait is tried this often, then reported as not known to be recorded. */
const TRIES_WITHOUT_OUTBOX = 4;

/** Sends commands so that each is recorded once or its author is told why not, whatever the line does. */
export class CommandSender {
  private flushing = false;
  private wake: (() => void) | null = null;
  private readonly waiters = new Map<string, (result: SendResult) => void>();

  constructor(private readonly options: SenderOptions) {}

  /** The same rules as on the server, asked on what this screen shows: an answer in no time. */
  async send(draft: CommandDraft, shownSeq?: number): Promise<SendResult> {
    const { asker, serverNow, state, newId } = this.options;
    const expectedSeq = shownSeq ?? state().seq;
    const refused = knownRefusal(commandOf(draft, asker, serverNow(), expectedSeq), state());
    if (refused) return { kind: "refused", message: refused.message, missing: refused.missing };
    const commandId = newId();
    if (!mayWait(draft)) return this.sendNow({ commandId, expectedSeq, draft });
    const entry: OutboxEntry = {
      commandId,
      draft: this.options.live() ? draft : datedOffline(draft, serverNow()),
      expectedSeq,
      createdAt: serverNow(),
      state: "sending",
      problem: null,
    };
    this.options.outbox.put(entry);
    const settled = new Promise<SendResult>((resolve) => this.waiters.set(commandId, resolve));
    this.flush();
    return settled;
  }

  /** Sends what waits; called when the line is back, and harmless at any time. */
  flush(): void {
    this.wake?.();
    if (!this.flushing) void this.drain();
  }

  /** Tries a refused entry again, under the same id. */
  retry(entry: OutboxEntry): void {
    this.options.outbox.put({ ...entry, state: "unsent", problem: null });
    this.flush();
  }

  discard(commandId: string): void {
    this.options.outbox.remove(commandId);
  }

  private async sendNow(envelope: CommandEnvelope): Promise<SendResult> {
    let pauseMs = FIRST_PAUSE_MS;
    for (let attempt = 1; ; attempt += 1) {
      const answer = await this.options.post(this.options.runId, envelope);
      if (answer.kind !== "unreachable") return this.settle(answer);
      if (attempt === TRIES_WITHOUT_OUTBOX) {
        return {
          kind: "failed",
          message: `${answer.message} This is not kept for later. When the line is back, the timeline shows whether it was recorded; if not, give it again.`,
        };
      }
      await this.options.pause(pauseMs);
      pauseMs *= 2;
    }
  }

  private settle(answer: Exclude<PostAnswer, { kind: "unreachable" }>): SendResult {
    if (answer.kind === "refused")
      return { kind: "refused", message: answer.message, missing: answer.missing };
    this.options.received(answer.events);
    return { kind: "recorded", seq: answer.seq };
  }

  private async drain(): Promise<void> {
    this.flushing = true;
    let pauseMs = FIRST_PAUSE_MS;
    for (let entry = this.next(); entry; entry = this.next()) {
      const answer = await this.options.post(this.options.runId, entry);
      if (answer.kind === "unreachable") {
        this.keepAll(answer.message);
        await Promise.race([this.options.pause(pauseMs), this.woken()]);
        pauseMs = Math.min(pauseMs * 2, LONGEST_PAUSE_MS);
        continue;
      }
      pauseMs = FIRST_PAUSE_MS;
      if (answer.kind === "refused" && answer.status === 401) {
        this.keepAll("You are signed out. Sign in again; this is kept and sent then.");
        break;
      }
      this.finish(entry, answer);
    }
    this.flushing = false;
  }

  private next(): OutboxEntry | undefined {
    const waiting = this.options.outbox.entries.get().filter((entry) => entry.state !== "refused");
    return waiting.find((entry) => isUrgent(entry.draft)) ?? waiting[0];
  }

  private finish(entry: OutboxEntry, answer: Exclude<PostAnswer, { kind: "unreachable" }>): void {
    const { outbox } = this.options;
    const waiter = this.waiters.get(entry.commandId);
    this.waiters.delete(entry.commandId);
    const result = this.settle(answer);
    // What somebody still stands before keeps its text there; anything else must not vanish unread.
    const unread = !waiter || isTyped(entry.draft);
    if (result.kind === "refused" && unread) {
      outbox.put({ ...entry, state: "refused", problem: result.message });
    } else {
      outbox.remove(entry.commandId);
    }
    waiter?.(result);
  }

  /** Says of everything on its way that it waits, and lets go of those who wait for an answer. */
  private keepAll(message: string): void {
    for (const entry of this.options.outbox.entries.get()) {
      if (entry.state !== "refused") this.options.outbox.put({ ...entry, state: "unsent", problem: message });
    }
    for (const waiter of this.waiters.values()) waiter({ kind: "waiting", message });
    this.waiters.clear();
  }

  private woken(): Promise<void> {
    return new Promise((resolve) => {
      this.wake = () => {
        this.wake = null;
        resolve();
      };
    });
  }
}

/** Entries are sent while the next one is being typed, so nobody stands before them any more. */
function isTyped(draft: CommandDraft): boolean {
  return draft.type === "LogEntry" || draft.type === "CorrectEntry";
}

/** What is given while the line is down is recorded later, and says itself when it was given. */
function datedOffline(draft: CommandDraft, at: string): CommandDraft {
  const note = `Given at ${at.slice(11, 19)} UTC while the line was down.`;
  switch (draft.type) {
    case "LogEntry":
      return { type: draft.type, payload: { occurredAt: at, ...draft.payload } };
    case "PassStep":
      return { type: draft.type, payload: { note, ...draft.payload } };
    case "WarnStep":
      return { type: draft.type, payload: { note, ...draft.payload } };
    case "ReportAbort":
      return { type: draft.type, payload: { note, ...draft.payload } };
    case "ObserveTrigger":
      return { type: draft.type, payload: { note, ...draft.payload } };
    default:
      return draft;
  }
}
