import type { Pool } from "pg";
import type { ChainedEvent } from "../../run/events";
import type { Log } from "../log";
import type { Metrics } from "../metrics";
import { readEvents, readHeads } from "../run/event-log";
import type { StateCache } from "../run/state-cache";
import { type Channel, NotificationConnection } from "./notification-connection";

export type EventsHandler = (runId: string, events: readonly ChainedEvent[]) => void;

/** One watched run. Events are handed on from `cursor` on, in order, each once. */
interface Feed {
  watchers: number;
  /** Last sequence number handed on; null until the head at the time of the first watcher is known. */
  cursor: number | null;
  /** Highest sequence number heard of. */
  heard: number;
  reading: boolean;
  /** The newest events handed on, so that a short gap needs no reading. */
  tail: ChainedEvent[];
  opening: Promise<number>;
  behindSince: number | null;
}

const SWEEP_MS = 1000;
const PAGE = 500;
const TAIL = 300;

interface ListenerParts {
  url: string;
  pool: Pool;
  states: StateCache;
  log: Log;
  metrics: Metrics;
}

/**
 * Reads the logs of watched runs as they grow. Notifications only wake it; a sweep each second covers a lost one.
 * Nothing is handed on while the connection is down, nor before those who wait for a reconnect have done their work.
 */
export class LogListener {
  private readonly feeds = new Map<string, Feed>();
  private readonly holds = new Map<string, number>();
  private readonly handlers: EventsHandler[] = [];
  private readonly channels = new Map<Channel, ((payload: string) => void)[]>();
  private readonly reconnectHandlers: (() => Promise<void>)[] = [];
  private readonly connection: NotificationConnection;
  private timer: NodeJS.Timeout | null = null;
  private sweeping = false;
  private sweptAt = performance.now();

  constructor(private readonly parts: ListenerParts) {
    this.connection = new NotificationConnection(
      parts.url,
      {
        onNotification: (channel, payload) => this.hear(channel, payload),
        onReconnect: async () => {
          for (const handler of this.reconnectHandlers) await handler();
        },
        onUp: () => this.startSweep(),
      },
      parts.log,
      parts.metrics,
    );
  }

  async start(): Promise<void> {
    await this.connection.start();
    this.sweptAt = performance.now();
    this.timer = setInterval(() => this.startSweep(), SWEEP_MS);
    this.timer.unref();
  }

  async stop(): Promise<void> {
    if (this.timer) clearInterval(this.timer);
    await this.connection.stop();
  }

  onEvents(handler: EventsHandler): void {
    this.handlers.push(handler);
  }

  onChannel(channel: Exclude<Channel, "run">, handler: (payload: string) => void): void {
    this.channels.set(channel, [...(this.channels.get(channel) ?? []), handler]);
  }

  /** Work to be done after each reconnect, before anything is handed on. A failure leads to another reconnect. */
  onReconnect(handler: () => Promise<void>): void {
    this.reconnectHandlers.push(handler);
  }

  /** Whether notifications arrive, as far as is known. */
  get up(): boolean {
    return this.connection.up;
  }

  get ready(): boolean {
    return this.connection.up && this.lagSeconds() < 2;
  }

  /** How far the reading may be behind: the oldest unread notice, or the time without a sweep. */
  lagSeconds(): number {
    const now = performance.now();
    let lag = Math.max(0, now - this.sweptAt - SWEEP_MS);
    for (const feed of this.feeds.values())
      if (feed.behindSince !== null) lag = Math.max(lag, now - feed.behindSince);
    this.parts.metrics.listenerLagSeconds.set(lag / 1000);
    return lag / 1000;
  }

  /** Begins, or goes on, to watch a run; resolves to the last sequence number handed on. End it with `unwatch`. */
  async watch(runId: string): Promise<number> {
    let feed = this.feeds.get(runId);
    if (!feed) {
      feed = {
        watchers: 0,
        cursor: null,
        heard: 0,
        reading: false,
        tail: [],
        behindSince: null,
        opening: Promise.resolve(0),
      };
      this.feeds.set(runId, feed);
      feed.opening = this.open(runId, feed);
    }
    feed.watchers += 1;
    try {
      await feed.opening;
      return feed.cursor ?? 0;
    } catch (error) {
      this.unwatch(runId);
      throw error;
    }
  }

  private async open(runId: string, feed: Feed): Promise<number> {
    try {
      const heads = await readHeads(this.parts.pool, [runId]);
      feed.cursor = heads.get(runId) ?? 0;
    } catch (error) {
      if (this.feeds.get(runId) === feed) this.feeds.delete(runId);
      throw error;
    }
    if (feed.heard > feed.cursor) this.pump(runId, feed);
    return feed.cursor;
  }

  unwatch(runId: string): void {
    const feed = this.feeds.get(runId);
    if (!feed) return;
    feed.watchers -= 1;
    if (feed.watchers <= 0) this.feeds.delete(runId);
  }

  /** The events after `after` up to the cursor, from memory; null where they are not all there. */
  recent(runId: string, after: number): { seq: number; events: ChainedEvent[] } | null {
    const feed = this.feeds.get(runId);
    if (feed?.cursor == null || after > feed.cursor) return null;
    const oldest = feed.cursor - feed.tail.length;
    return after < oldest ? null : { seq: feed.cursor, events: feed.tail.slice(after - oldest) };
  }

  /**
   * While a run is held, its log is being appended to here: notices wait, because the release hands the events over
   * and saves the reading.
   */
  hold(runId: string): (events: readonly ChainedEvent[]) => void {
    this.holds.set(runId, (this.holds.get(runId) ?? 0) + 1);
    return (events) => {
      const left = (this.holds.get(runId) ?? 1) - 1;
      if (left > 0) this.holds.set(runId, left);
      else this.holds.delete(runId);
      const feed = this.feeds.get(runId);
      if (!feed) return;
      const [first] = events;
      if (first) feed.heard = Math.max(feed.heard, first.seq + events.length - 1);
      if (first && first.seq - 1 === feed.cursor && this.connection.up && !feed.reading) {
        this.handOn(runId, feed, events);
      }
      this.pump(runId, feed);
    };
  }

  private hear(channel: Channel, payload: string): void {
    if (channel !== "run") {
      for (const handler of this.channels.get(channel) ?? []) handler(payload);
      return;
    }
    const separator = payload.lastIndexOf(":");
    const runId = payload.slice(0, separator);
    const feed = this.feeds.get(runId);
    if (!feed) return;
    feed.heard = Math.max(feed.heard, Number(payload.slice(separator + 1)));
    this.pump(runId, feed);
  }

  private pump(runId: string, feed: Feed): void {
    if (feed.cursor === null || feed.heard <= feed.cursor) {
      feed.behindSince = null;
      return;
    }
    feed.behindSince ??= performance.now();
    if (feed.reading || !this.connection.up || this.holds.has(runId)) return;
    feed.reading = true;
    this.read(runId, feed)
      .then(
        () => true,
        (error: unknown) => {
          // The next sweep wakes it again.
          this.parts.log.warn({ err: error, runId }, "Reading the log has failed");
          return false;
        },
      )
      .then((read) => {
        feed.reading = false;
        if (read) this.pump(runId, feed);
      });
  }

  private async read(runId: string, feed: Feed): Promise<void> {
    const events = await readEvents(this.parts.pool, runId, feed.cursor ?? 0, PAGE);
    if (this.feeds.get(runId) !== feed) return;
    if (events.length === 0) feed.heard = feed.cursor ?? 0;
    else if (this.connection.up) this.handOn(runId, feed, events);
  }

  private handOn(runId: string, feed: Feed, events: readonly ChainedEvent[]): void {
    feed.cursor = events.at(-1)?.seq ?? feed.cursor;
    if (feed.heard <= (feed.cursor ?? 0)) feed.behindSince = null;
    feed.tail.push(...events);
    if (feed.tail.length > 2 * TAIL) feed.tail.splice(0, feed.tail.length - TAIL);
    this.parts.states.advance(runId, events);
    for (const handler of this.handlers) handler(runId, events);
  }

  private startSweep(): void {
    if (this.sweeping || !this.connection.up) return;
    this.sweeping = true;
    this.sweep()
      .catch((error: unknown) => this.parts.log.warn({ err: error }, "The sweep has failed"))
      .finally(() => {
        this.sweeping = false;
        this.lagSeconds();
      });
  }

  /** Holds the heads of all watched runs against their cursors, over the listening connection itself. */
  private async sweep(): Promise<void> {
    const heads = await this.connection.query<{ id: string; headSeq: number }>(
      `SELECT id, "headSeq" FROM run WHERE id = ANY ($1::uuid[])`,
      [[...this.feeds.keys()]],
    );
    this.sweptAt = performance.now();
    for (const { id, headSeq } of heads) {
      const feed = this.feeds.get(id);
      if (!feed) continue;
      feed.heard = Math.max(feed.heard, headSeq);
      this.pump(id, feed);
    }
  }
}
