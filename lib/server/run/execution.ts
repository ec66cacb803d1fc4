import { decide } from "../../run/decide";
import type { ChainedEvent } from "../../run/events";
import { isDatabaseAway, isDiskFull } from "../database-away";
import { type AppendAnswer, type AppendRequest, append } from "./append";
import { actorKey, type CommandRequest, type CommandResult, STORE_REFUSALS, stamp } from "./command-request";
import { chainEvents, type Queryable, readEvents } from "./event-log";
import { handOver, type RunContext } from "./run-context";
import { EMPTY_RUN, foldOnto, logHeadOf, type RunHead } from "./run-head";
import { snapshotDue, writeSnapshot } from "./snapshots";

/** After so many moved heads the row is locked, so that a busy neighbour cannot starve us. */
const OPTIMISTIC_TRIES = 3;

/** How long a lost connection is waited for, before the sender is told to come back. Milliseconds. */
const RETRY_FOR_MS = 3000;

type Step = { done: true; result: CommandResult } | { done: false };

export interface Proposal {
  append: AppendRequest;
  after: RunHead;
}

/** One command on its way into the log: the rules on the state at the head, then the append, again where the head moved. */
export class Execution {
  constructor(
    private readonly context: RunContext,
    private readonly request: CommandRequest,
    private readonly bodyHash: string,
  ) {}

  async run(): Promise<CommandResult> {
    const { states } = this.context.runs;
    const { runId, expectedSeq } = this.request;
    let head = await states.load(runId);
    // The screen has seen more than we have.
    if (head && (expectedSeq ?? 0) > head.headSeq) head = await states.refresh(runId);
    for (let tries = 0; tries < OPTIMISTIC_TRIES; ) {
      const known = head?.headSeq ?? 0;
      const step = await this.attempt(head ?? EMPTY_RUN);
      if (step.done) return step.result;
      head = await states.refresh(runId);
      // A database that was restored to an earlier moment: what is in memory never happened.
      if (head?.headSeq === known) head = await states.reload(runId);
      this.context.metrics.conflicts.inc();
      tries += 1;
    }
    return this.runLocked();
  }

  private async attempt(head: RunHead): Promise<Step> {
    const proposal = this.propose(head);
    if ("ok" in proposal) return this.rejected(head, proposal);
    const release = this.context.listener.hold(this.request.runId);
    let events: readonly ChainedEvent[] = [];
    try {
      const answer = await this.appendPatiently(proposal.append);
      if (answer.answer === "appended") events = proposal.append.batch.events;
      return await this.settle(this.context.db.pool, answer, proposal);
    } finally {
      handOver(this.context, release, events);
    }
  }

  /** What the rules make of the command at this head. */
  propose(head: RunHead): Proposal | CommandResult {
    const { request } = this;
    let at = this.context.clock.iso();
    if (at < head.lastAt) at = head.lastAt;
    const decision = decide(stamp(request, at, head.headHash), head.state);
    if (!decision.ok) return decision;
    const batch = chainEvents(decision.events, logHeadOf(head), request.actor, at);
    const after = foldOnto(head, batch.events);
    return {
      after,
      append: {
        runId: request.runId,
        commandId: request.commandId,
        actor: actorKey(request.actor),
        bodyHash: this.bodyHash,
        sender: request.principal,
        at,
        before: head.state,
        after: after.state,
        batch,
        plan: request.type === "PlanRun" ? request.payload : null,
      },
    };
  }

  /**
   * A refusal stands only if it was made at the head, and if the command was not accepted before: a repeated
   * command meets a state in which it has already happened.
   */
  private async rejected(head: RunHead, refusal: CommandResult): Promise<Step> {
    const { runId, commandId } = this.request;
    const { rows } = await this.context.db.pool.query<GivenRow>({
      name: "given",
      text: GIVEN,
      values: [runId, commandId],
    });
    const [row] = rows;
    if (!row)
      return { done: true, result: this.request.type === "PlanRun" ? refusal : STORE_REFUSALS.unknown() };
    if (row.actor !== null) {
      const same = row.actor === actorKey(this.request.actor) && row.bodyHash === this.bodyHash;
      return {
        done: true,
        result: same
          ? await this.given(this.context.db.pool, row.firstSeq, row.lastSeq)
          : STORE_REFUSALS.reused(),
      };
    }
    return row.headSeq === head.headSeq ? { done: true, result: refusal } : { done: false };
  }

  /** Repeats the call over a lost connection: its command id makes that harmless. */
  private async appendPatiently(request: AppendRequest): Promise<AppendAnswer> {
    const start = performance.now();
    for (let pause = 25; ; pause = Math.min(pause * 2, 400)) {
      try {
        return await append(this.context.db.pool, request);
      } catch (error) {
        const mayPass = isDatabaseAway(error) && !isDiskFull(error);
        if (!mayPass || performance.now() - start > RETRY_FOR_MS) throw error;
        this.context.log.warn({ err: error }, "The database is away; the command is tried again");
        await new Promise((resolve) => setTimeout(resolve, pause));
      }
    }
  }

  private async settle(db: Queryable, answer: AppendAnswer, proposal: Proposal): Promise<Step> {
    switch (answer.answer) {
      case "appended":
        return { done: true, result: this.accepted(proposal) };
      case "repeated":
        return { done: true, result: await this.given(db, answer.first_seq ?? 0, answer.last_seq ?? 0) };
      case "moved":
        return { done: false };
      case "unknown":
        return {
          done: true,
          result: proposal.append.plan ? STORE_REFUSALS.noVersion() : STORE_REFUSALS.unknown(),
        };
      default:
        return { done: true, result: STORE_REFUSALS[answer.answer]() };
    }
  }

  /** The answer to a command whose events stand in the log; what this node knows of the run is brought up to them. */
  accepted(proposal: Proposal): CommandResult {
    const { runs, db, log } = this.context;
    const { runId, batch, before } = proposal.append;
    const head = runs.states.put(runId, proposal.after);
    if (snapshotDue(before.seq, proposal.after.headSeq)) {
      writeSnapshot(db.pool, runId, head).catch((error: unknown) => {
        log.warn({ err: error, runId }, "A snapshot was not written");
      });
    }
    return { ok: true, seq: proposal.after.headSeq, events: batch.events };
  }

  private async given(db: Queryable, firstSeq: number, lastSeq: number): Promise<CommandResult> {
    const events = await readEvents(db, this.request.runId, firstSeq - 1, lastSeq - firstSeq + 1);
    return { ok: true, seq: lastSeq, events };
  }

  /** Lock, read, decide and append in one transaction: nobody else can move the head meanwhile. */
  private async runLocked(): Promise<CommandResult> {
    const { runId } = this.request;
    const release = this.context.listener.hold(runId);
    const client = await this.context.db.pool.connect();
    let events: readonly ChainedEvent[] = [];
    let broken: Error | undefined;
    try {
      await client.query("BEGIN");
      await client.query("SELECT 1 FROM run WHERE id = $1 FOR NO KEY UPDATE", [runId]);
      const known = this.context.runs.states.peek(runId) ?? EMPTY_RUN;
      const head = foldOnto(known, await readEvents(client, runId, known.headSeq, 100_000));
      const proposal = this.propose(head);
      if ("ok" in proposal) {
        await client.query("ROLLBACK");
        const step = await this.rejected(head, proposal);
        return step.done ? step.result : proposal;
      }
      const answer = await append(client, proposal.append);
      if (answer.answer !== "appended") {
        const step = await this.settle(client, answer, proposal);
        await client.query("ROLLBACK");
        return step.done ? step.result : STORE_REFUSALS.unknown();
      }
      await client.query("COMMIT");
      events = proposal.append.batch.events;
      return this.accepted(proposal);
    } catch (error) {
      broken = error instanceof Error ? error : new Error(String(error));
      throw error;
    } finally {
      client.release(broken);
      release(events);
    }
  }
}

interface GivenRow {
  headSeq: number;
  actor: string | null;
  bodyHash: string | null;
  firstSeq: number;
  lastSeq: number;
}

const GIVEN = `SELECT r."headSeq", c.actor, c."bodyHash", c."firstSeq", c."lastSeq"
  FROM run r LEFT JOIN run_command c ON c."runId" = r.id AND c."commandId" = $2 WHERE r.id = $1`;
