import type { Readable } from "node:stream";
import { type PackSources, writePack } from "../../pack/write-pack";
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

/** A pack holds everything, restricted artifacts too: it is for those who may see them all. */
function mayPack({ planner, roles }: RunState, { personId, isAdmin }: Asker): boolean {
  const answerable = roles.some(
    ({ capability, holder }) =>
      (capability === "decider" || capability === "approver") && holder?.personId === personId,
  );
  return isAdmin || planner.personId === personId || answerable;
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

/** The evidence pack of a run at its present head, for the decider, approvers, the planner and administrators. */
export async function packRun(
  services: PackServices,
  asker: Asker,
  runId: string,
): Promise<Outcome<RunPack>> {
  const { db, env, clock, runs } = services;
  const head = await runs.states.refresh(runId);
  if (!head) return failed("not-found", "There is no such run.");
  if (!mayPack(head.state, asker)) {
    return failed(
      "forbidden",
      "The evidence pack is for the decider, the approvers, the planner and administrators.",
      ["the decider's or an approver's role in this run"],
    );
  }
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
