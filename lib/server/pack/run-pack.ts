import type { Readable } from "node:stream";
import { type PackSources, writePack } from "../../pack/write-pack";
import { mayOpenEvidence } from "../../run/evidence-access";
import { heldRole } from "../../run/people";
import type { RunState } from "../../run/state";
import { failed, type Outcome } from "../api/problem";
import type { Principal } from "../auth/principal";
import { readBlob } from "../evidence/read-blob";
import type { Queryable } from "../run/event-log";
import type { Services } from "../services";
import { SigningKeyError, signingKey } from "../signing-key";
import { logLines } from "./log-lines";

export interface RunPack {
  fileName: string;
  bytes: AsyncGenerator<Uint8Array>;
}

type PackServices = Pick<Services, "db" | "env" | "clock" | "runs">;
type Asker = Pick<Principal, "personId" | "isAdmin">;

function mayFile(state: RunState, { personId, isAdmin }: Asker): boolean {
  return (
    isAdmin ||
    state.planner.personId === personId ||
    heldRole(state, personId, ["decider", "approver"]) !== null
  );
}

/** A pack holds everything, restricted artifacts too: it is no way around who may open each of them. */
function mayOpenAll(state: RunState, asker: Asker): boolean {
  return state.evidence
    .filter(({ kind }) => kind === "upload")
    .every(({ by, visibility = "room" }) =>
      mayOpenEvidence(state, { personId: by.personId, visibility }, asker),
    );
}

function packRefusal(state: RunState, asker: Asker) {
  const missing = ["the decider's or an approver's role in this run"];
  if (!mayFile(state, asker)) {
    const who = "the decider, the approvers, the planner and administrators";
    return failed("forbidden", `The evidence pack is for ${who}.`, missing);
  }
  if (mayOpenAll(state, asker)) return null;
  const message =
    "This run holds restricted evidence that you may not open, and its evidence pack carries it: the decider or an approver downloads it.";
  return failed("forbidden", message, missing);
}

async function runbookBytes(db: Queryable, slug: string, version: number): Promise<Buffer> {
  const { rows } = await db.query<{ markdown: Buffer }>(
    `SELECT v.markdown FROM runbook_version v JOIN runbook b ON b.id = v."runbookId"
     WHERE b.slug = $1 AND v.number = $2`,
    [slug, version],
  );
  if (!rows[0]) throw new Error(`version ${version} of ${slug} is not there`);
  return rows[0].markdown;
}

/** Nothing is read before somebody takes the first bytes, and nothing after the last one was asked for. */
async function* taken(sources: PackSources): AsyncGenerator<Uint8Array> {
  const pack: Readable = writePack(sources);
  try {
    for await (const chunk of pack) yield chunk;
  } finally {
    pack.destroy();
  }
}

/** The evidence pack of a run at its present head, for the decider, approvers, and, but for restricted evidence, the planner and administrators. */
export async function packRun(
  services: PackServices,
  asker: Asker,
  runId: string,
): Promise<Outcome<RunPack>> {
  const { db, env, clock, runs } = services;
  const head = await runs.states.refresh(runId);
  if (!head) return failed("not-found", "There is no such run.");
  const refusal = packRefusal(head.state, asker);
  if (refusal) return refusal;
  try {
    const { privateKey } = await signingKey(db.pool, env.authSecret);
    const bytes = taken({
      events: logLines(db.pool, runId, head.headSeq),
      runbook: (slug, version) => runbookBytes(db.pool, slug, version),
      artifact: (sha256) => readBlob(db.pool, sha256),
      privateKey,
      packedAt: clock.iso(),
    });
    return { ok: true, value: { fileName: `holdpoint-${runId}-${head.headSeq}.zip`, bytes } };
  } catch (error) {
    if (error instanceof SigningKeyError) return failed("unavailable", error.message);
    throw error;
  }
}
