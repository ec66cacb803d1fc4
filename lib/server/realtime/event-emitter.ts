import type { ChainedEvent, RunEvent } from "../../run/events";

/** An emission to many takes a while; the next may follow after as long again, so that half of the time is free. */
const LONGEST_REST_MS = 50;
/** What an emission costs besides its own time, in packets and the kernel; without it, a busy run's go one by one. */
const SHORTEST_REST_MS = 3;

interface RoomOutbox {
  pending: RunEvent[];
  scheduled: boolean;
  notBefore: number;
}

/** Sockets get the event alone; its place in the chain is for those who read the log. */
function withoutChain(event: ChainedEvent): RunEvent {
  const { prevHash: _prevHash, hash: _hash, ...plain } = event;
  return plain;
}

/**
 * Hands a run's events to its room, in order. The first goes at once; under load those that came meanwhile go
 * together, because what costs is the number of emissions, not of events.
 */
export class EventEmitter {
  private readonly outboxes = new Map<string, RoomOutbox>();

  constructor(private readonly emit: (runId: string, events: RunEvent[]) => void) {}

  push(runId: string, events: readonly ChainedEvent[]): void {
    const outbox = this.outboxes.get(runId) ?? { pending: [], scheduled: false, notBefore: 0 };
    this.outboxes.set(runId, outbox);
    for (const event of events) outbox.pending.push(withoutChain(event));
    if (outbox.scheduled) return;
    const rest = outbox.notBefore - performance.now();
    if (rest <= 0) {
      this.flush(runId, outbox);
      return;
    }
    outbox.scheduled = true;
    setTimeout(() => this.flush(runId, outbox), Math.min(rest, LONGEST_REST_MS));
  }

  private flush(runId: string, outbox: RoomOutbox): void {
    const start = performance.now();
    const events = outbox.pending;
    outbox.pending = [];
    outbox.scheduled = false;
    this.emit(runId, events);
    const end = performance.now();
    outbox.notBefore = end + Math.min(Math.max(end - start, SHORTEST_REST_MS), LONGEST_REST_MS);
  }

  forget(runId: string): void {
    this.outboxes.delete(runId);
  }
}
