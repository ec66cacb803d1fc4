import { RULES_VERSION } from "../../run/rules-version";
import type { RunState } from "../../run/state";
import type { Queryable } from "./event-log";
import type { RunHead } from "./run-head";

/** A cold start folds at most this many events, give or take the last batch. */
export const SNAPSHOT_EVERY = 500;

interface SnapshotRow {
  seq: number;
  headHash: string;
  state: string;
  lastAt: Date;
}

/** Whether a snapshot is due after a step from one head to the next. */
export function snapshotDue(before: number, after: number): boolean {
  return Math.floor(after / SNAPSHOT_EVERY) > Math.floor(before / SNAPSHOT_EVERY);
}

/** The latest snapshot made under these rules. It is joined with its own event, so that a stray one is ignored. */
export async function readSnapshot(db: Queryable, runId: string): Promise<RunHead | null> {
  const { rows } = await db.query<SnapshotRow>({
    name: "read-snapshot",
    text: `SELECT s.seq, s."headHash", s.state, e."recordedAt" AS "lastAt"
           FROM run_snapshot s JOIN run_event e ON e."runId" = s."runId" AND e.seq = s.seq AND e.hash = s."headHash"
           WHERE s."runId" = $1 AND s."rulesVersion" = $2`,
    values: [runId, RULES_VERSION],
  });
  const [row] = rows;
  if (!row) return null;
  return {
    // Written by this code under the same version of the rules, as the query makes sure.
    state: JSON.parse(row.state) as RunState,
    headSeq: row.seq,
    headHash: row.headHash,
    lastAt: row.lastAt.toISOString(),
    bytes: row.state.length * 2,
  };
}

/** Keeps the newest; an older one that comes late changes nothing. */
export async function writeSnapshot(db: Queryable, runId: string, head: RunHead): Promise<void> {
  await db.query(
    `INSERT INTO run_snapshot AS s ("runId", seq, "headHash", "rulesVersion", state) VALUES ($1, $2, $3, $4, $5)
     ON CONFLICT ("runId") DO UPDATE SET seq = EXCLUDED.seq, "headHash" = EXCLUDED."headHash",
       "rulesVersion" = EXCLUDED."rulesVersion", state = EXCLUDED.state, "createdAt" = now()
     WHERE s.seq < EXCLUDED.seq OR s."rulesVersion" <> EXCLUDED."rulesVersion"`,
    [runId, head.headSeq, head.headHash, RULES_VERSION, JSON.stringify(head.state)],
  );
}
