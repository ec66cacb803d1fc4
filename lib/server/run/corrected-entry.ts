import type { Pool } from "pg";
import { decide } from "../../run/decide";
import { type CommandRequest, type CommandResult, STORE_REFUSALS, stamp } from "./command-request";
import type { StateCache } from "./state-cache";

const IS_ENTRY = `SELECT 1 FROM run_event WHERE "runId" = $1 AND seq = $2 AND type = 'EntryLogged'`;

async function isEntry(pool: Pool, runId: string, seq: number): Promise<boolean> {
  if (!Number.isInteger(seq) || seq < 1 || seq > 2_147_483_647) return false;
  const { rowCount } = await pool.query({ name: "is-entry", text: IS_ENTRY, values: [runId, seq] });
  return rowCount === 1;
}

interface CorrectionContext {
  db: { pool: Pool };
  runs: { states: StateCache };
  clock: { iso(): string };
}

/**
 * Entries are no part of the state, so the rules cannot see whether the one to be corrected is one (T.3). The log
 * never changes, so this may be asked before the command's turn. Null where nothing stands against it; what the rules
 * say against the sender comes first, so that nobody without a role learns what the log holds.
 */
export async function correctionRefusal(
  { db, runs, clock }: CorrectionContext,
  request: CommandRequest,
): Promise<CommandResult | null> {
  if (request.type !== "CorrectEntry") return null;
  const { runId, payload } = request;
  if (await isEntry(db.pool, runId, payload.entrySeq)) return null;
  const head = await runs.states.refresh(runId);
  if (!head) return STORE_REFUSALS.unknown();
  const decision = decide(stamp(request, clock.iso(), head.headHash), head.state);
  return decision.ok ? STORE_REFUSALS.noEntry() : decision;
}
