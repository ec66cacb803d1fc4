import type { RunAnswer } from "../../lib/protocol/http";
import type { ExecOutcome } from "../../lib/run/exec-outcome";
import { findStep } from "../../lib/run/focus";
import type { Answer } from "../connection/answer";
import type { Api } from "../connection/api";
import type { Refusal } from "../failure";
import type { ExecArtifact, ExecEnd, KeptExec } from "../spool/item";
import { judge, tailOf } from "./judge";
import { endWords, resultBody } from "./result-body";
import { exitCodesOf } from "./run-definition";

type Unsent = Extract<Answer<never>, { kind: "away" | "unauthenticated" }>;

export type Settled = { kind: "settled"; outcome: ExecOutcome } | Unsent;

/** What is told later than this after it happened is told with its time. */
const LATE_MS = 30_000;

interface Parts {
  api: Api;
  item: KeptExec & { end: ExecEnd };
  /** Path of a file in the spool. */
  blob(name: string): string;
  /** Writes the item down, so that whoever goes on after a crash knows how far it came. */
  save(): void;
}

class NotNow extends Error {
  constructor(readonly answer: Unsent) {
    super(answer.message);
  }
}

/** Brings everything about an executed command on record: start, evidence, times, result; each once, however often it is tried. */
class Settlement {
  private readonly item: Parts["item"];

  constructor(private readonly parts: Parts) {
    this.item = parts.item;
  }

  /** The value of an answer; null where it was refused, which is kept. Throws NotNow. */
  private taken<T>(about: string, answer: Answer<T>): T | null {
    if (answer.kind === "ok") return answer.value;
    if (answer.kind === "refused") {
      this.refused(about, answer.refusal);
      return null;
    }
    throw new NotNow(answer);
  }

  private refused(about: string, refusal: Refusal): void {
    this.item.refusals.push({ about, refusal });
  }

  private command(body: Record<string, unknown>) {
    return this.parts.api.command(this.item.runId, body);
  }

  private async run(): Promise<RunAnswer | null> {
    return this.taken("the run", await this.parts.api.run(this.item.runId));
  }

  /** Somebody may have started it in the browser meanwhile; for oneself that is as good. */
  private async isStartedByMe(): Promise<boolean> {
    const run = await this.run();
    const step = run && findStep(run.state, this.item.stepId);
    if (step?.status !== "running") return false;
    const me = this.taken("who you are", await this.parts.api.me(this.item.runId));
    return me !== null && step.startedBy?.personId === me.personId;
  }

  private async start(): Promise<void> {
    const { item } = this;
    if (item.startState === "confirmed") return;
    const { commandId, type, reason } = item.start;
    const body = { commandId, type, stepId: item.stepId, ...(reason === null ? {} : { reason }) };
    const answer = await this.command(body);
    if (answer.kind === "refused" && !(await this.isStartedByMe())) {
      item.startState = "refused";
      this.refused("the start", answer.refusal);
    } else {
      if (answer.kind !== "refused") this.taken("the start", answer);
      item.startState = "confirmed";
    }
    this.parts.save();
  }

  private async send(artifact: ExecArtifact): Promise<boolean> {
    const { api, blob } = this.parts;
    const { runId, stepId, visibility } = this.item;
    const { key, name, sha256, size, location } = artifact;
    const about = `the evidence ${name}`;
    if (artifact.blob === null) {
      const body = {
        commandId: key,
        type: "AttachEvidence",
        name,
        stepId,
        location,
        sha256,
        size,
        visibility,
      };
      return this.taken(about, await this.command(body)) !== null;
    }
    const file = blob(artifact.blob);
    const stored = this.taken(about, await api.upload(runId, { key, name, stepId, visibility, file, size }));
    if (stored && stored.sha256 !== sha256) {
      const message = `The server has other bytes of ${name} than were sent.`;
      this.refused(about, { code: "different-bytes", message });
    }
    return stored?.sha256 === sha256;
  }

  private async evidence(): Promise<void> {
    for (const artifact of this.item.artifacts) {
      if (artifact.sent) continue;
      artifact.sent = await this.send(artifact);
      this.parts.save();
    }
  }

  /** When it really happened, for a timeline that learns of it late. */
  private async times(): Promise<void> {
    const { item } = this;
    const offset = item.clockOffsetMs ?? 0;
    const at = (iso: string) => new Date(Date.parse(iso) + offset).toISOString();
    const entry = (commandId: string, text: string, iso: string) =>
      this.command({ commandId, type: "LogEntry", kind: "action", text, occurredAt: at(iso) });
    if (item.late.start) {
      const text = `Started “${item.stepTitle}” while the server was away: ${item.command}`.slice(0, 4_000);
      this.taken("the entry of its start", await entry(item.entries.started, text, item.startedAt));
    }
    if (item.late.end) {
      const text = `“${item.stepTitle}”: ${endWords(item)}`.slice(0, 4_000);
      this.taken("the entry of its end", await entry(item.entries.ended, text, item.end.at));
    }
  }

  private async clock(): Promise<void> {
    const { item } = this;
    if (item.outcome === null && Date.now() - Date.parse(item.end.at) > LATE_MS) item.late.end = true;
    if (item.clockOffsetMs !== null || !(item.late.start || item.late.end)) return;
    const run = await this.run();
    if (!run) return;
    item.clockOffsetMs = Date.parse(run.serverTime) - Date.now();
    this.parts.save();
  }

  private async decide(): Promise<void> {
    const { item } = this;
    if (item.outcome) return;
    const run = await this.run();
    const step = run && findStep(run.state, item.stepId);
    if (!run || !step) {
      const message = "This run has no such step any more.";
      if (run) this.refused("the result", { code: "not-found", message });
      item.outcome = { verdict: { verdict: "ran", open: [message] }, body: null };
    } else {
      const table = await exitCodesOf(this.parts.api, item.runId, run.state);
      const exitCodes = this.taken("the script table", table) ?? [];
      const output = tailOf(this.parts.blob(item.output));
      const judged = judge(run.state, step, item, { output, exitCodes });
      const body = item.startState === "refused" ? null : resultBody(item, judged);
      item.outcome = { verdict: judged.outcome, body };
    }
    this.parts.save();
  }

  private async result(): Promise<void> {
    const { item } = this;
    if (item.outcome?.verdict.verdict !== "fail" && item.startState !== "refused") {
      for (const { id, commandId } of item.substeps) {
        const body = { commandId, type: "RecordSubstep", stepId: item.stepId, substepId: id, result: "pass" };
        this.taken(`the sub-step ${id}`, await this.command(body));
      }
    }
    if (item.outcome?.body) this.taken("the result", await this.command(item.outcome.body));
  }

  async settle(): Promise<Settled> {
    try {
      await this.clock();
      await this.start();
      await this.evidence();
      await this.times();
      await this.decide();
      await this.result();
    } catch (error) {
      if (error instanceof NotNow) return error.answer;
      throw error;
    }
    return { kind: "settled", outcome: this.item.outcome?.verdict ?? { verdict: "ran", open: [] } };
  }
}

export function settleExec(parts: Parts): Promise<Settled> {
  // What was refused before, and is tried again, tells its reason anew.
  parts.item.refusals = [];
  if (parts.item.startState === "refused") {
    parts.item.startState = "unconfirmed";
    parts.item.outcome = null;
  }
  return new Settlement(parts).settle();
}
