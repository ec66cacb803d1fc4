import { emptyDigest, type LogDigest, takeEvent } from "../../pack/log-digest";
import type { LogLine } from "../../pack/log-line";
import type { RunEvent } from "../../run/events";
import type { Queryable } from "../run/event-log";

/** The plan's event may weigh a megabyte; the others a few hundred bytes. */
const PAGE = 200;

/** The stored texts of a run's log up to `headSeq`, in order: each read is a short statement of its own. */
export async function* logLines(db: Queryable, runId: string, headSeq: number): AsyncGenerator<LogLine> {
  for (let after = 0; after < headSeq; after += PAGE) {
    const { rows } = await db.query<LogLine>({
      name: "log-lines",
      text: `SELECT body, "prevHash", hash FROM run_event WHERE "runId" = $1 AND seq > $2 AND seq <= $3 ORDER BY seq`,
      values: [runId, after, Math.min(headSeq, after + PAGE)],
    });
    yield* rows;
  }
}

/** Folds a run's log from its first event on, with the facts that no state keeps. */
export async function digestLog(db: Queryable, runId: string, headSeq: number): Promise<LogDigest> {
  const digest = emptyDigest();
  for await (const { body, hash } of logLines(db, runId, headSeq)) {
    // The stored text is our own canonical JSON, guarded by its hash.
    takeEvent(digest, JSON.parse(body) as RunEvent, hash);
  }
  return digest;
}
