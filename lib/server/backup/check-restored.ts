import { createHash } from "node:crypto";
import { eventHash, GENESIS_HASH } from "../../pack/event-chain";
import { readBlob } from "../evidence/read-blob";
import type { ChunkSource } from "../evidence/read-chunks";
import { logLines } from "../pack/log-lines";
import type { Queryable } from "../run/event-log";
import { StartError } from "../start-error";

export interface RestoredCounts {
  runs: number;
  events: number;
  artifacts: number;
  evidenceBytes: number;
  versions: number;
}

function wrong(what: string): StartError {
  return new StartError(`The backup does not prove itself: ${what}. Nothing was restored.`);
}

async function checkRun(db: Queryable, id: string, headSeq: number, headHash: string): Promise<void> {
  let seq = 0;
  let head = GENESIS_HASH;
  for await (const { body, prevHash, hash } of logLines(db, id, headSeq)) {
    seq += 1;
    if (prevHash !== head || eventHash(prevHash, body) !== hash)
      throw wrong(`event ${seq} of run ${id} was altered`);
    head = hash;
  }
  if (seq !== headSeq || head !== headHash)
    throw wrong(`the log of run ${id} ends at event ${seq}, not at its head`);
}

async function checkRuns(db: Queryable): Promise<{ runs: number; events: number }> {
  const { rows } = await db.query<{ id: string; headSeq: number; headHash: string }>(
    `SELECT id, "headSeq", "headHash" FROM run ORDER BY id`,
  );
  let events = 0;
  for (const { id, headSeq, headHash } of rows) {
    await checkRun(db, id, headSeq, headHash);
    events += headSeq;
  }
  const stray = await db.query<{ count: string }>("SELECT count(*) FROM run_event");
  if (Number(stray.rows[0]?.count) !== events) throw wrong("there are events beyond the heads of their runs");
  return { runs: rows.length, events };
}

async function checkEvidence(db: ChunkSource): Promise<{ artifacts: number; evidenceBytes: number }> {
  const { rows } = await db.query<{ sha256: string; size: string }>(
    "SELECT sha256, size FROM evidence_blob ORDER BY sha256",
  );
  let evidenceBytes = 0;
  for (const { sha256, size } of rows) {
    const hash = createHash("sha256");
    let bytes = 0;
    for await (const chunk of readBlob(db, sha256)) {
      hash.update(chunk);
      bytes += chunk.length;
    }
    if (bytes !== Number(size) || hash.digest("hex") !== sha256)
      throw wrong(`artifact ${sha256} was altered`);
    evidenceBytes += bytes;
  }
  return { artifacts: rows.length, evidenceBytes };
}

async function checkVersions(db: Queryable): Promise<number> {
  const { rows } = await db.query<{ all: string; wrong: string }>(
    `SELECT count(*) AS all, count(*) FILTER (WHERE encode(sha256(markdown), 'hex') <> sha256) AS wrong
     FROM runbook_version`,
  );
  if (Number(rows[0]?.wrong) > 0) throw wrong("a runbook version is not the one that its hash says");
  return Number(rows[0]?.all);
}

/** Follows every run's chain to its head, and hashes every artifact and runbook again. Throws a sentence. */
export async function checkRestored(db: ChunkSource): Promise<RestoredCounts> {
  return { ...(await checkRuns(db)), ...(await checkEvidence(db)), versions: await checkVersions(db) };
}
