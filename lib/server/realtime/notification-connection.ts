import { randomUUID } from "node:crypto";
import { setTimeout as pause } from "node:timers/promises";
import pg from "pg";
import { connectionSettings } from "../db";
import type { Log } from "../log";
import type { Metrics } from "../metrics";
import { StartError } from "../start-error";

export type Channel = "run" | "access" | "presence" | "runbook";

const CHANNELS: readonly Channel[] = ["run", "access", "presence", "runbook"];

/** Milliseconds. */
const QUERY_LIMIT = 2000;
const PROBE_LIMIT = 3000;
const FIRST_PAUSE = 25;
const LONGEST_PAUSE = 1000;

const NO_LISTEN =
  "The database does not deliver notifications (LISTEN) over this connection. DATABASE_URL must lead to PostgreSQL " +
  "directly or through a session pool; a transaction pool, such as PgBouncer in transaction mode, does not do.";

interface Handlers {
  onNotification(channel: Channel, payload: string): void;
  /** Runs after each connect but the first, before notifications count; until it is done the connection is not up. */
  onReconnect(): Promise<void>;
  onUp(): void;
}

/** The one connection that listens. It comes back by itself, sooner at first, then each second. */
export class NotificationConnection {
  private client: pg.Client | null = null;
  private closed = false;
  private probe: { token: string; heard: () => void } | null = null;
  /** True while connected, listening, and caught up with what a reconnect asks for. */
  up = false;

  constructor(
    private readonly url: string,
    private readonly handlers: Handlers,
    private readonly log: Log,
    private readonly metrics: Metrics,
  ) {}

  /** Connects, and proves that notifications arrive. Throws a sentence where they do not. */
  async start(): Promise<void> {
    await this.connect();
    await this.prove();
    this.up = true;
  }

  private async connect(): Promise<void> {
    const client = new pg.Client({ ...connectionSettings(this.url), application_name: "holdpoint listener" });
    client.on("error", (error) => this.lost(client, error));
    client.on("end", () => this.lost(client));
    client.on("notification", ({ channel, payload = "" }) => this.hear(channel, payload));
    await client.connect();
    try {
      await client.query([...CHANNELS, "probe"].map((channel) => `LISTEN ${channel}`).join(";"));
    } catch (error) {
      await client.end().catch(() => {});
      throw error;
    }
    this.client = client;
  }

  private hear(channel: string, payload: string): void {
    if (channel === "probe" && payload === this.probe?.token) this.probe.heard();
    const known = CHANNELS.find((name) => name === channel);
    if (known) this.handlers.onNotification(known, payload);
  }

  private async prove(): Promise<void> {
    const token = randomUUID();
    const heard = new Promise<boolean>((resolve) => {
      const timer = setTimeout(() => resolve(false), PROBE_LIMIT);
      this.probe = {
        token,
        heard: () => {
          clearTimeout(timer);
          resolve(true);
        },
      };
    });
    // From another session: a pooler that hands out sessions per transaction would otherwise go unnoticed.
    const other = new pg.Client(connectionSettings(this.url));
    other.on("error", () => {});
    await other.connect();
    try {
      await other.query("SELECT pg_notify('probe', $1)", [token]);
      if (!(await heard)) throw new StartError(NO_LISTEN);
    } finally {
      this.probe = null;
      await other.end().catch(() => {});
    }
  }

  private lost(client: pg.Client, error?: Error): void {
    if (this.client !== client) return;
    this.client = null;
    this.up = false;
    if (this.closed) return;
    this.metrics.listenerReconnects.inc();
    this.log.warn({ err: error }, "The listening connection was lost; connecting again");
    this.reconnect().catch((failure: unknown) => this.log.error({ err: failure }, "Reconnecting has failed"));
  }

  private async reconnect(): Promise<void> {
    for (let wait = FIRST_PAUSE; !this.closed; wait = Math.min(wait * 2, LONGEST_PAUSE)) {
      await pause(wait);
      try {
        await this.connect();
        await this.handlers.onReconnect();
        if (!this.client) continue;
        this.up = true;
        this.handlers.onUp();
        return;
      } catch (error) {
        this.log.debug({ err: error }, "The listening connection is not back yet");
        this.drop();
      }
    }
  }

  /** A query over this very connection, which must answer within 2 s; if it does not, the connection is replaced. */
  async query<Row extends pg.QueryResultRow>(text: string, values: unknown[]): Promise<Row[]> {
    const { client } = this;
    if (!client) throw new Error("The listening connection is down");
    const timer = setTimeout(() => this.fail(client), QUERY_LIMIT);
    try {
      return (await client.query<Row>(text, values)).rows;
    } catch (error) {
      this.fail(client);
      throw error;
    } finally {
      clearTimeout(timer);
    }
  }

  private fail(client: pg.Client): void {
    this.lost(client, new Error("The listening connection did not answer"));
    client.end().catch(() => {});
  }

  private drop(): void {
    const { client } = this;
    this.client = null;
    client?.end().catch(() => {});
  }

  async stop(): Promise<void> {
    this.closed = true;
    this.up = false;
    const { client } = this;
    this.client = null;
    await client?.end().catch(() => {});
  }
}
