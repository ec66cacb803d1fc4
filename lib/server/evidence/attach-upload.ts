import { createHash, randomUUID } from "node:crypto";
import { decide } from "../../run/decide";
import { extractValues } from "../../run/extract-values";
import type { RunState } from "../../run/state";
import { locate } from "../../run/structure";
import type { IncomingBody } from "../api/body";
import { failed, type Outcome, type Problem, problemOf } from "../api/problem";
import type { Principal } from "../auth/principal";
import { isDiskFull } from "../database-away";
import { type CommandRequest, type CommandResult, stamp } from "../run/command-request";
import { executeCommand } from "../run/execute-command";
import type { Services } from "../services";
import { nameRefusal } from "./artifact-name";
import { findArtifact } from "./artifacts";
import { diskSpace, hasRoom } from "./free-space";
import { BrokenUpload, type Received, receiveUpload } from "./receive-upload";
import { BROKEN_OFF, EMPTY, NO_ROOM, overLimit } from "./storage-problem";
import { completeUpload, discardUpload, openUpload, type UploadFacts } from "./upload-rows";

export interface UploadRequest {
  runId: string;
  name: string;
  stepId?: string;
  visibility?: "room" | "restricted";
  /** The same one again gives the same artifact, as with commands. */
  commandId: string;
  body: IncomingBody;
}

export interface AttachedUpload {
  artifactId: string;
  name: string;
  /** Hex. */
  sha256: string;
  /** Bytes. */
  size: number;
}

type ReceivedFacts = UploadFacts & { text: string | null };

/** Of run and command, so that a repetition means the same artifact; a UUID of version 8. */
function artifactIdOf(runId: string, commandId: string): string {
  const hex = createHash("sha256").update(`${runId} ${commandId}`).digest("hex");
  const parts = [hex.slice(0, 8), hex.slice(8, 12), `8${hex.slice(13, 16)}`, `8${hex.slice(17, 20)}`];
  return [...parts, hex.slice(20, 32)].join("-");
}

/** One upload on its way: looked at before its body is read, taken in, attached by the rules; or nothing stays of it. */
class Upload {
  readonly artifactId: string;
  private readonly uploadId = randomUUID();

  constructor(
    private readonly services: Services,
    private readonly principal: Principal,
    private readonly request: UploadRequest,
  ) {
    this.artifactId = artifactIdOf(request.runId, request.commandId);
  }

  private command(
    sha256: string,
    size: number | undefined,
    values: Record<string, string> | null,
  ): CommandRequest {
    const { name, stepId, visibility, runId, commandId } = this.request;
    const { personId, name: person, isAdmin } = this.principal;
    return {
      type: "AttachEvidence",
      payload: {
        name,
        location: "",
        sha256,
        upload: { artifactId: this.artifactId, ...(values ? { values } : {}) },
        ...(size === undefined ? {} : { size }),
        ...(stepId === undefined ? {} : { stepId }),
        ...(visibility === undefined ? {} : { visibility }),
      },
      runId,
      commandId,
      actor: { kind: "person", personId, name: person },
      admin: isAdmin,
      principal: this.principal,
    };
  }

  /** The rules' word on an artifact of which nothing is known yet but who sends it, for what, under which name. */
  private async ruleRefusal(state: RunState, headHash: string): Promise<Problem | null> {
    const { db, clock } = this.services;
    // Sent again after it was accepted: whatever the rules say now, the answer is the one that was given.
    const known = await findArtifact(db.pool, this.request.runId, this.artifactId);
    if (known?.personId === this.principal.personId) return null;
    const anything = "1".repeat(64);
    const decision = decide(stamp(this.command(anything, undefined, null), clock.iso(), headHash), state);
    return decision.ok ? null : problemOf(decision.rejection);
  }

  private async standsAgainst(size: number): Promise<Problem | null> {
    const { env } = this.services;
    if (size > env.evidenceMaxBytes) return overLimit(env.evidenceMaxBytes);
    const announced = this.request.body.announced ?? 0;
    const space = await diskSpace(env);
    return !space || hasRoom(space, Math.max(announced - size, 0)) ? null : NO_ROOM;
  }

  /** Who, what and how much, before a byte of the body is read. */
  async refusal(state: RunState, headHash: string): Promise<Problem | null> {
    const { name, body } = this.request;
    const byRule = await this.ruleRefusal(state, headHash);
    if (byRule) return byRule;
    const byName = nameRefusal(name);
    if (byName) return byName.problem;
    if (body.announced === 0) return EMPTY;
    return this.standsAgainst(body.announced ?? 0);
  }

  private async receive(): Promise<Received> {
    const { db, env } = this.services;
    const { runId, body } = this.request;
    const { uploadId, artifactId } = this;
    await openUpload(db.pool, { id: uploadId, runId, personId: this.principal.personId, artifactId });
    const standsAgainst = (size: number) => this.standsAgainst(size);
    const limit = env.evidenceMaxBytes;
    const received = await receiveUpload({ db: db.pool, uploadId, limit, standsAgainst }, body.pieces());
    if (!received.ok || (await completeUpload(db.pool, uploadId, received.value))) return received;
    return failed("unavailable", "The database lost a part of the upload. Send it again.");
  }

  private valuesIn(text: string | null, state: RunState): Record<string, string> | null {
    const place = text === null ? null : locate(state, this.request.stepId ?? "");
    if (text === null || !place || place.step.checks.length === 0) return null;
    const values = extractValues(place.step, text);
    return Object.keys(values).length === 0 ? null : values;
  }

  private attach({ sha256, size, text }: ReceivedFacts, state: RunState): Promise<CommandResult> {
    return executeCommand(this.services, this.command(sha256, size, this.valuesIn(text, state)));
  }

  /** From the first byte on. Whatever was not sealed by its event is gone afterwards. */
  async take(state: RunState): Promise<Outcome<AttachedUpload>> {
    try {
      const received = await this.receive();
      if (!received.ok) return received;
      if (received.value.size === 0) return { ok: false, problem: EMPTY };
      return attachedBy(await this.attach(received.value, state));
    } catch (error) {
      if (error instanceof BrokenUpload) return BROKEN_OFF;
      if (isDiskFull(error)) return { ok: false, problem: NO_ROOM };
      throw error;
    } finally {
      await this.discard();
    }
  }

  private async discard(): Promise<void> {
    const { db, log } = this.services;
    try {
      await discardUpload(db.pool, this.uploadId);
    } catch (error) {
      log.warn({ err: error, uploadId: this.uploadId }, "An upload's remains wait for the sweep");
    }
  }
}

function attachedBy(result: CommandResult): Outcome<AttachedUpload> {
  if (!result.ok) return { ok: false, problem: problemOf(result.rejection) };
  for (const event of result.events) {
    if (event.type !== "EvidenceAttached") continue;
    const { artifactId, name, sha256, size } = event.payload;
    return { ok: true, value: { artifactId, name, sha256, size: size ?? 0 } };
  }
  return failed("conflict", "This key was already used for something else. Send a new one.");
}

/**
 * Takes bytes in and attaches them to a run by the rules. Nothing is read before it is known that they may come, and
 * nothing is kept but what an event names: the log's trigger seals them in the event's own commit.
 */
export async function attachUpload(
  services: Services,
  principal: Principal,
  request: UploadRequest,
): Promise<Outcome<AttachedUpload>> {
  const head = await services.runs.states.refresh(request.runId);
  if (!head) return failed("not-found", "There is no such run.");
  const upload = new Upload(services, principal, request);
  const problem = await upload.refusal(head.state, head.headHash);
  return problem ? { ok: false, problem } : upload.take(head.state);
}
