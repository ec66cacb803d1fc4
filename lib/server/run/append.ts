import type { CommandPayloads } from "../../run/commands";
import type { Deadline } from "../../run/deadlines";
import { deadlines } from "../../run/deadlines";
import type { RunState } from "../../run/state";
import type { Sender } from "./credential";
import type { ChainedBatch, Queryable } from "./event-log";

/** One command's outcome on its way into the log. `before` and `after` are the states around the events. */
export interface AppendRequest {
  runId: string;
  commandId: string;
  /** Person id, or `system`. */
  actor: string;
  bodyHash: string;
  /** Null for the system. */
  sender: Sender | null;
  at: string;
  before: RunState;
  after: RunState;
  batch: ChainedBatch;
  /** With the first event of a run only. */
  plan: CommandPayloads["PlanRun"] | null;
}

/** See `holdpoint_append` in the migrations, which says what each answer means. */
export interface AppendAnswer {
  answer: "appended" | "repeated" | "reused" | "moved" | "refused" | "closed" | "unknown";
  head_seq: number | null;
  first_seq: number | null;
  last_seq: number | null;
}

const APPEND = `SELECT answer, head_seq, first_seq, last_seq FROM holdpoint_append(
  $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23)`;

function grantsOf(state: RunState): string {
  const grants: Record<string, string> = {};
  for (const role of state.roles) if (role.holder) grants[role.key] = role.holder.personId;
  return JSON.stringify(grants);
}

/** Deadlines that nothing has settled: an expired clock stays a deadline until it is answered, and fires no more. */
function pendingTimers(state: RunState): Deadline[] {
  return deadlines({ ...state, clocks: state.clocks.filter((clock) => !clock.expired) });
}

/** Rows to set and keys to drop, so that the timers' rows equal what is pending in the new state. */
function timerChanges(before: RunState, after: RunState): { set: Deadline[]; gone: string[] } {
  const were = new Map(pendingTimers(before).map((deadline) => [deadline.key, deadline]));
  const set: Deadline[] = [];
  for (const deadline of pendingTimers(after)) {
    const known = were.get(deadline.key);
    if (known?.dueAt !== deadline.dueAt || known.kind !== deadline.kind) set.push(deadline);
    were.delete(deadline.key);
  }
  return { set, gone: [...were.keys()] };
}

function senderColumns(sender: Sender | null): [string | null, string | null, string | null] {
  if (!sender) return [null, null, null];
  const { via, personId } = sender;
  return via.kind === "session" ? [personId, via.sessionId, null] : [personId, null, via.tokenId];
}

function planColumn(plan: AppendRequest["plan"]): string | null {
  if (!plan) return null;
  const { slug, sha256, kind, title, timeZone } = plan;
  return JSON.stringify({ slug, version: plan.runbookVersion, sha256, kind, title, timeZone });
}

function valuesOf(request: AppendRequest) {
  const { before, after, batch } = request;
  const timers = timerChanges(before, after);
  const grants = grantsOf(after);
  return [
    ...[request.runId, before.seq, request.commandId, request.actor, request.bodyHash],
    ...senderColumns(request.sender),
    request.at,
    batch.events.map((event) => event.type),
    batch.bodies,
    batch.events.map((event) => event.hash),
    ...[after.status, after.outcome, after.t0, after.window?.start ?? null, after.window?.end ?? null],
    ...(timers.set.length > 0
      ? [timers.set.map((t) => t.key), timers.set.map((t) => t.kind), timers.set.map((t) => t.dueAt)]
      : [null, null, null]),
    timers.gone.length > 0 ? timers.gone : null,
    grants === grantsOf(before) ? null : grants,
    planColumn(request.plan),
  ];
}

/** The one call that appends, in one round trip and one commit. */
export async function append(db: Queryable, request: AppendRequest): Promise<AppendAnswer> {
  const { rows } = await db.query<AppendAnswer>({ name: "append", text: APPEND, values: valuesOf(request) });
  const [answer] = rows;
  if (!answer) throw new Error("holdpoint_append gave no row");
  return answer;
}

const APPEND_ALL = `SELECT answer, head_seq, first_seq, last_seq FROM holdpoint_append_all($1, $2)`;

/**
 * Several appends to one run, each standing on the one before, in one round trip and one commit. After the first that
 * is not `appended`, those behind it answer `moved`.
 */
export async function appendAll(db: Queryable, requests: readonly AppendRequest[]): Promise<AppendAnswer[]> {
  const calls = JSON.stringify(requests.map((request) => valuesOf(request).slice(1)));
  const values = [requests[0]?.runId, calls];
  const { rows } = await db.query<AppendAnswer>({ name: "append-all", text: APPEND_ALL, values });
  return rows;
}
