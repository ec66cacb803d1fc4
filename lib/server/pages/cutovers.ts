import { cache } from "react";
import type { RunSummary } from "../../protocol/http";
import { currentServices } from "../current-services";
import { listRuns } from "../runs/run-lists";
import type { Services } from "../services";

/** A run in the list of cutovers. */
export interface Cutover extends RunSummary {
  windowEnd: string | null;
  /** Names of the roles that the reader holds in it. */
  yourRoles: string[];
}

interface GrantRow {
  runId: string;
  name: string;
}

/** Role names by run, in the order of the runbook. The name stands in the version's definition. */
async function rolesHeld({ db }: Services, personId: string): Promise<Map<string, string[]>> {
  const { rows } = await db.pool.query<GrantRow>(
    `SELECT g."runId", COALESCE(r.value->>'name', g.role) AS name
     FROM role_grant g
     JOIN run ON run.id = g."runId"
     JOIN runbook_version v ON v.id = run."versionId"
     LEFT JOIN LATERAL jsonb_array_elements(v.definition->'roles') WITH ORDINALITY r
       ON r.value->>'key' = g.role
     WHERE g."personId" = $1 ORDER BY r.ordinality`,
    [personId],
  );
  const held = new Map<string, string[]>();
  for (const { runId, name } of rows) held.set(runId, [...(held.get(runId) ?? []), name]);
  return held;
}

/** All runs as the home page sorts them, with what the reader is in each. */
export const listCutovers = cache(
  async (personId: string): Promise<{ cutovers: Cutover[]; serverTime: string }> => {
    const services = currentServices();
    const [runs, held] = await Promise.all([listRuns(services), rolesHeld(services, personId)]);
    const cutovers = runs.map((run) => ({
      ...run,
      windowEnd: run.window?.end ?? null,
      yourRoles: held.get(run.runId) ?? [],
    }));
    return { cutovers, serverTime: services.clock.iso() };
  },
);
