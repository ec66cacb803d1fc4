import type { RunbookDefinition } from "../../run/definition";
import type { EventPayloads } from "../../run/events";
import type { Services } from "../services";

/**
 * The text that a run executes now, from its own log: what it was planned with, or last amended to. The table may
 * have been derived anew by a later importer, and what was frozen into the run counts. Null where there is no run.
 */
export async function executedDefinition(
  { db }: Pick<Services, "db">,
  runId: string,
): Promise<RunbookDefinition | null> {
  const { rows } = await db.pool.query<{ body: string }>(
    `SELECT body FROM run_event WHERE "runId" = $1 AND type IN ('RunPlanned', 'AmendmentApplied')
     ORDER BY seq DESC LIMIT 1`,
    [runId],
  );
  const [row] = rows;
  if (!row) return null;
  // The parser's edge: the stored text is our own, and of one of these two types.
  const event = JSON.parse(row.body) as { payload: EventPayloads["RunPlanned" | "AmendmentApplied"] };
  return event.payload.definition;
}

/** Numbers of the versions that runs were amended to, by run; a run that was never amended is missing. */
export async function amendedVersions(
  { db }: Pick<Services, "db">,
  runIds: readonly string[],
): Promise<Map<string, number>> {
  const { rows } = await db.pool.query<{ runId: string; version: number }>(
    `SELECT DISTINCT ON ("runId") "runId", (body::jsonb #>> '{payload,runbookVersion}')::integer AS version
     FROM run_event WHERE type = 'AmendmentApplied' AND "runId" = ANY ($1::uuid[]) ORDER BY "runId", seq DESC`,
    [runIds],
  );
  return new Map(rows.map(({ runId, version }) => [runId, version]));
}
