import { randomUUID } from "node:crypto";
import type { Pool } from "pg";
import type { Log } from "../log";
import type { Clock } from "../run/database-clock";
import type { LogListener } from "./log-listener";
import { type Announcement, PresenceBoard } from "./presence-board";

const ANNOUNCE_EVERY_MS = 5000;
const SETTLE_MS = 100;

/** The notification's payload was written by a node of ours; anything else is not heard. */
function parseAnnouncement(payload: string): Announcement | null {
  try {
    const value: unknown = JSON.parse(payload);
    const known = typeof value === "object" && value !== null && "node" in value && "runId" in value;
    return known && "people" in value && Array.isArray(value.people) ? (value as Announcement) : null;
  } catch {
    return null;
  }
}

/** Keeps the board of who is there in step with the other nodes, and says when a run's picture changed. */
export class Presence {
  private readonly board = new PresenceBoard(randomUUID());
  private readonly pending = new Set<string>();
  private settling: NodeJS.Timeout | null = null;
  private readonly timer: NodeJS.Timeout;
  private readonly tellers: ((runId: string) => void)[] = [];
  /** From when on this node knows who comes and goes; milliseconds of the database's clock. */
  readonly since: number;

  constructor(
    private readonly pool: Pool,
    listener: LogListener,
    private readonly clock: Clock,
    private readonly log: Log,
  ) {
    this.since = clock.now();
    listener.onChannel("presence", (payload) => {
      const announcement = parseAnnouncement(payload);
      if (announcement && this.board.hear(announcement, this.clock.now())) this.tell(announcement.runId);
    });
    this.timer = setInterval(() => this.beat(), ANNOUNCE_EVERY_MS);
    this.timer.unref();
  }

  /** Who shows the board to screens: those of runs, and those of editors. */
  onChange(tell: (runId: string) => void): void {
    this.tellers.push(tell);
  }

  private tell(runId: string): void {
    for (const teller of this.tellers) teller(runId);
  }

  enter(runId: string, person: { id: string; name: string } | null): void {
    this.board.enter(runId, person);
    this.changed(runId);
  }

  leave(runId: string, personId: string | null): void {
    this.board.leave(runId, personId, this.clock.now());
    this.changed(runId);
  }

  show(runId: string): ReturnType<PresenceBoard["show"]> {
    return this.board.show(runId);
  }

  /** Tells the other nodes that nobody is here any more. */
  async stop(): Promise<void> {
    clearInterval(this.timer);
    if (this.settling) clearTimeout(this.settling);
    await this.announce(this.board.runs());
  }

  private changed(runId: string): void {
    this.pending.add(runId);
    this.settling ??= setTimeout(() => {
      this.settling = null;
      const runs = [...this.pending];
      this.pending.clear();
      for (const run of runs) this.tell(run);
      this.announce(runs);
    }, SETTLE_MS);
  }

  private beat(): void {
    for (const runId of this.board.expire(this.clock.now())) this.tell(runId);
    this.announce(this.board.runs());
  }

  private async announce(runIds: string[]): Promise<void> {
    const now = this.clock.now();
    const payloads = runIds
      .flatMap((runId) => this.board.announcements(runId, now))
      .map((a) => JSON.stringify(a));
    if (payloads.length === 0) return;
    try {
      await this.pool.query(
        "SELECT pg_notify('presence', said) FROM unnest($1::text[]) WITH ORDINALITY AS p(said, n) ORDER BY n",
        [payloads],
      );
    } catch (error) {
      this.log.debug({ err: error }, "Presence was not announced");
    }
  }
}
