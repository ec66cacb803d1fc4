import { randomUUID } from "node:crypto";
import type { Deadline } from "../run/deadlines";
import { dueCommands } from "../run/due-commands";
import { isDatabaseAway } from "./database-away";
import { executeCommand } from "./run/execute-command";
import type { RunContext } from "./run/run-context";

const LOOK_EVERY_MS = 250;

/** Runs looked at in one look; the rest is due in the next. */
const MOST_AT_ONCE = 50;

/** Kinds of deadlines that a system command settles; rows of others are for people, and wait unseen. */
const SETTLED_BY_SYSTEM: Deadline["kind"][] = [
  "decision-clock",
  "command-offer",
  "waiver",
  "broadcast-missed",
  "check-missed",
  "moment",
];

/** A row that no command settles is left alone for this long, and reported. */
const LEAVE_ALONE_MS = 30_000;

const DUE = `SELECT "runId", key, "dueAt" FROM run_timer
  WHERE kind = ANY ($1) AND "dueAt" <= $2 ORDER BY "dueAt" LIMIT $3 FOR UPDATE SKIP LOCKED`;

interface DueRow {
  runId: string;
  key: string;
  dueAt: Date;
}

/**
 * Looks for due rows on every node. Locked rows are skipped, because an append is just changing them. A row goes
 * only with the event that settles it, and `decide` makes that single however many nodes try.
 */
export class Timers {
  private timer: NodeJS.Timeout | null = null;
  private looking: Promise<void> = Promise.resolve();
  private busy = false;
  private readonly leftAlone = new Map<string, number>();

  constructor(private readonly context: RunContext) {}

  /** The first look is now: what fell due while no node ran fires at once, late as it is. */
  start(): void {
    this.tick();
    this.timer = setInterval(() => this.tick(), LOOK_EVERY_MS);
    this.timer.unref();
  }

  async stop(): Promise<void> {
    if (this.timer) clearInterval(this.timer);
    await this.looking;
  }

  private tick(): void {
    if (this.busy) return;
    this.busy = true;
    this.looking = this.look()
      .catch((error: unknown) => {
        if (isDatabaseAway(error)) this.context.log.debug({ err: error }, "Timers wait for the database");
        else this.context.log.error({ err: error }, "Timers were not looked at");
      })
      .finally(() => {
        this.busy = false;
      });
  }

  /** One look; `tick` calls it. */
  async look(): Promise<void> {
    const { db, clock } = this.context;
    const now = clock.iso();
    const { rows } = await db.pool.query<DueRow>({
      name: "timers-due",
      text: DUE,
      values: [SETTLED_BY_SYSTEM, now, MOST_AT_ONCE],
    });
    const due = rows.filter((row) => (this.leftAlone.get(`${row.runId}/${row.key}`) ?? 0) <= clock.now());
    const byRun = new Map<string, DueRow[]>();
    for (const row of due) byRun.set(row.runId, [...(byRun.get(row.runId) ?? []), row]);
    await Promise.all([...byRun].map(([runId, of]) => this.fire(runId, of, now)));
  }

  private async fire(runId: string, rows: DueRow[], now: string): Promise<void> {
    const { runs, clock, metrics } = this.context;
    const head = await runs.states.refresh(runId);
    let settled = 0;
    for (const command of head && head.state.status !== "closed" ? dueCommands(head.state, now) : []) {
      const result = await executeCommand(this.context, {
        ...command,
        runId,
        commandId: randomUUID(),
        actor: { kind: "system" },
        admin: false,
        principal: null,
      });
      if (result.ok) settled += 1;
    }
    for (const row of rows) {
      if (settled > 0)
        metrics.timerLatenessSeconds.observe(Math.max(0, clock.now() - row.dueAt.getTime()) / 1000);
      // Another node may just have settled it; if it is still there in the next looks, it is nobody's to settle.
      else this.leaveAlone(row);
    }
  }

  private leaveAlone(row: DueRow): void {
    const now = this.context.clock.now();
    for (const [key, until] of this.leftAlone) if (until < now) this.leftAlone.delete(key);
    this.leftAlone.set(`${row.runId}/${row.key}`, now + LEAVE_ALONE_MS);
    this.context.log.debug({ runId: row.runId, key: row.key }, "A due timer needs no command now");
  }
}
