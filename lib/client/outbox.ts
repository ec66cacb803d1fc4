import type { CommandDraft } from "./command-draft";
import { createStore, type Store } from "./store";

/** A command that was given here and is not known to be recorded. */
export interface OutboxEntry {
  commandId: string;
  draft: CommandDraft;
  /** What the screen showed when it was given. */
  expectedSeq: number;
  /** ISO instant, server time as far as known. */
  createdAt: string;
  /** `sending` on its way, `unsent` waiting for the line, `refused` needs its author. */
  state: "sending" | "unsent" | "refused";
  /** Why it is not recorded; null while on its way. */
  problem: string | null;
}

/** The part of the browser's storage that the outbox needs. */
export type KeyValueStorage = Pick<Storage, "getItem" | "setItem" | "removeItem" | "key" | "length">;

/**
 * What one person has typed in one run and the server has not answered. It outlives the tab. Each entry has a key
 * of its own in the storage, so that two tabs never overwrite each other's; sending one twice is harmless,
 * because the server knows its command id.
 */
export class Outbox {
  readonly entries: Store<readonly OutboxEntry[]>;
  private readonly prefix: string;

  constructor(
    private readonly storage: KeyValueStorage | null,
    runId: string,
    personId: string,
  ) {
    this.prefix = `holdpoint:outbox:${runId}:${personId}:`;
    this.entries = createStore<readonly OutboxEntry[]>([]);
  }

  /** Reads what an earlier tab left behind. Called once the page is live, because the server has no storage. */
  load(): void {
    const found: OutboxEntry[] = [];
    for (let index = 0; index < (this.storage?.length ?? 0); index += 1) {
      const key = this.storage?.key(index);
      if (!key?.startsWith(this.prefix)) continue;
      const entry = parseEntry(this.storage?.getItem(key) ?? null);
      if (entry) found.push(entry.state === "sending" ? { ...entry, state: "unsent" } : entry);
    }
    const known = new Set(found.map((entry) => entry.commandId));
    const ours = this.entries.get().filter((entry) => !known.has(entry.commandId));
    this.entries.set([...found, ...ours].sort((a, b) => a.createdAt.localeCompare(b.createdAt)));
  }

  put(entry: OutboxEntry): void {
    const others = this.entries.get().filter((other) => other.commandId !== entry.commandId);
    const known = others.length < this.entries.get().length;
    this.entries.set(
      known
        ? this.entries.get().map((other) => (other.commandId === entry.commandId ? entry : other))
        : [...others, entry],
    );
    try {
      this.storage?.setItem(this.prefix + entry.commandId, JSON.stringify(entry));
    } catch {
      // A full or forbidden storage: the entry lives as long as this tab, which is the most that can be done.
    }
  }

  remove(commandId: string): void {
    this.entries.set(this.entries.get().filter((entry) => entry.commandId !== commandId));
    this.storage?.removeItem(this.prefix + commandId);
  }
}

/** Parser's edge: only this class writes these keys, so the shape is checked as far as an older build could differ. */
function parseEntry(text: string | null): OutboxEntry | null {
  if (text === null) return null;
  try {
    const value = JSON.parse(text) as Partial<OutboxEntry> | null;
    if (!value || typeof value.commandId !== "string" || typeof value.createdAt !== "string") return null;
    if (typeof value.draft?.type !== "string" || typeof value.draft.payload !== "object") return null;
    return value as OutboxEntry;
  } catch {
    return null;
  }
}
