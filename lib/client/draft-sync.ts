/** What became of a save. `theirs` is what the server holds instead. */
export type SaveOutcome =
  | { kind: "saved"; revision: number; savedAt: string }
  | { kind: "away" }
  | { kind: "refused"; message: string }
  | { kind: "conflict" };

export type DraftState =
  /** Nothing typed that the server does not have; `at` is null before the first save. */
  | { kind: "saved"; at: string | null }
  | { kind: "saving" }
  /** Kept in this browser; tried again by itself. */
  | { kind: "away" }
  | { kind: "refused"; message: string }
  /** Another window of this person has saved another text: one has to be chosen. */
  | { kind: "conflict" };

interface DraftParts {
  /** Sends the text as it stands when it is called. */
  save(revision: number): Promise<SaveOutcome>;
  /** Hears of every change of state. */
  onState(state: DraftState): void;
  /** Calls back after that many milliseconds; answers how to call it off. */
  later(work: () => void, ms: number): () => void;
}

const SAVE_AFTER_MS = 700;
const FIRST_RETRY_MS = 2_000;
const LONGEST_RETRY_MS = 30_000;

/** Brings what is typed to the server: a moment after the last change, one save at a time, again while it is away. */
export class DraftSync {
  /** True while something was typed that the server has not confirmed. */
  dirty = false;
  private changes = 0;
  private sending = false;
  private blocked = false;
  private retryMs = FIRST_RETRY_MS;
  private callOff: (() => void) | null = null;

  constructor(
    private readonly parts: DraftParts,
    /** The draft that the server holds; 0 for none. */
    public revision: number,
  ) {}

  changed(): void {
    this.dirty = true;
    this.changes += 1;
    if (!this.blocked) this.schedule(SAVE_AFTER_MS);
  }

  /** Saves now what is waiting: the line is back, or the page is being left. */
  async hurry(): Promise<void> {
    if (this.dirty && !this.blocked) await this.send();
  }

  /** The person has chosen this window's text over that of revision `seen`. */
  async settle(seen: number): Promise<void> {
    this.revision = seen;
    this.blocked = false;
    this.dirty = true;
    await this.send();
  }

  /** The text is that of the server's revision now: it was taken over, published or thrown away. */
  matches(revision: number, at: string | null): void {
    this.callOff?.();
    this.changes += 1;
    this.revision = revision;
    this.blocked = false;
    this.dirty = false;
    this.parts.onState({ kind: "saved", at });
  }

  stop(): void {
    this.callOff?.();
    this.blocked = true;
  }

  private schedule(ms: number): void {
    this.callOff?.();
    this.callOff = this.parts.later(() => void this.send(), ms);
  }

  private async send(): Promise<void> {
    this.callOff?.();
    if (this.sending) return;
    this.sending = true;
    const sent = this.changes;
    this.parts.onState({ kind: "saving" });
    const outcome = await this.parts.save(this.revision);
    this.sending = false;
    this.take(outcome, sent);
  }

  private take(outcome: SaveOutcome, sent: number): void {
    if (outcome.kind === "saved") {
      // While it was on its way, the text was published or taken over: that counts, not this late word.
      if (this.changes !== sent && !this.dirty) return;
      this.revision = outcome.revision;
      this.retryMs = FIRST_RETRY_MS;
      this.dirty = this.changes !== sent;
      if (this.dirty) this.schedule(SAVE_AFTER_MS);
      this.parts.onState(this.dirty ? { kind: "saving" } : { kind: "saved", at: outcome.savedAt });
      return;
    }
    if (outcome.kind === "away") {
      this.schedule(this.retryMs);
      this.retryMs = Math.min(this.retryMs * 2, LONGEST_RETRY_MS);
    } else if (outcome.kind === "conflict") this.blocked = true;
    this.parts.onState(outcome);
  }
}
