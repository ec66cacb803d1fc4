import type { ChainedEvent } from "../../run/events";
import { type Queryable, readEvents } from "./event-log";
import { EMPTY_RUN, foldOnto, type RunHead } from "./run-head";
import { readSnapshot } from "./snapshots";

const PAGE = 1000;

/** States of runs at their heads, least recently used ones let go when they weigh more than `limitBytes`. */
export class StateCache {
  private readonly heads = new Map<string, RunHead>();
  private readonly loading = new Map<string, Promise<RunHead | null>>();
  private bytes = 0;

  constructor(
    private readonly db: Queryable,
    private readonly limitBytes = 64 * 1024 * 1024,
  ) {}

  /** What is in memory, or null. */
  peek(runId: string): RunHead | null {
    const head = this.heads.get(runId);
    if (!head) return null;
    this.heads.delete(runId);
    this.heads.set(runId, head);
    return head;
  }

  /** From memory, or from the latest snapshot and the events after it; null where there is no such run. */
  async load(runId: string): Promise<RunHead | null> {
    const known = this.peek(runId);
    if (known) return known;
    const running = this.loading.get(runId);
    if (running) return running;
    const loading = this.readFrom(runId, null).finally(() => this.loading.delete(runId));
    this.loading.set(runId, loading);
    return loading;
  }

  /** Reads what was appended since, and folds it in. */
  async refresh(runId: string): Promise<RunHead | null> {
    const known = this.peek(runId);
    return known ? this.readFrom(runId, known) : this.load(runId);
  }

  /** Drops what is in memory and reads anew. */
  async reload(runId: string): Promise<RunHead | null> {
    this.forget(runId);
    return this.load(runId);
  }

  private async readFrom(runId: string, from: RunHead | null): Promise<RunHead | null> {
    let head = from ?? (await readSnapshot(this.db, runId)) ?? EMPTY_RUN;
    for (;;) {
      const events = await readEvents(this.db, runId, head.headSeq, PAGE);
      head = foldOnto(head, events);
      if (events.length < PAGE) break;
    }
    if (head.headSeq === 0) return null;
    return this.put(runId, head);
  }

  /** Takes events that someone appended, where they follow what is in memory. */
  advance(runId: string, events: readonly ChainedEvent[]): void {
    const known = this.heads.get(runId);
    const [first] = events;
    if (known && first && first.seq <= known.headSeq + 1) this.put(runId, foldOnto(known, events));
  }

  /** Keeps the newer of two heads, and answers it. */
  put(runId: string, head: RunHead): RunHead {
    const known = this.heads.get(runId);
    if (known && known.headSeq >= head.headSeq) return known;
    this.heads.delete(runId);
    this.heads.set(runId, head);
    this.bytes += head.bytes - (known?.bytes ?? 0);
    this.shrink();
    return head;
  }

  private shrink(): void {
    for (const [runId, head] of this.heads) {
      if (this.bytes <= this.limitBytes || this.heads.size <= 1) return;
      this.heads.delete(runId);
      this.bytes -= head.bytes;
    }
  }

  forget(runId: string): void {
    this.bytes -= this.heads.get(runId)?.bytes ?? 0;
    this.heads.delete(runId);
  }

  /** Forgets everything, as a process that starts anew. */
  clear(): void {
    this.heads.clear();
    this.bytes = 0;
  }
}
