import { deciderRole } from "../../run/people";
import type { RunState } from "../../run/state";
import type { Services } from "../services";

type AwayServices = Pick<Services, "db" | "presence">;

interface LifeRow {
  actor: string;
  at: Date;
}

/** When each of these people last gave a command: somebody who works by the CLI has no screen, and is there. */
async function lastCommands({ db }: AwayServices, runId: string, people: string[]): Promise<LifeRow[]> {
  const { rows } = await db.pool.query<LifeRow>(
    `SELECT c.actor, max(e."recordedAt") AS at
     FROM run_command c JOIN run_event e ON e."runId" = c."runId" AND e.seq = c."lastSeq"
     WHERE c."runId" = $1 AND c.actor = ANY ($2) GROUP BY c.actor`,
    [runId, people],
  );
  return rows;
}

/** When the command of the run last went from one person to another. */
async function lastHandover({ db }: AwayServices, runId: string): Promise<number> {
  const { rows } = await db.pool.query<{ at: Date | null }>(
    `SELECT max("recordedAt") AS at FROM run_event
     WHERE "runId" = $1 AND type IN ('CommandAccepted', 'CommandAssumed', 'DeciderAppointed')`,
    [runId],
  );
  return rows[0]?.at?.getTime() ?? 0;
}

/**
 * Since when the people of a run are away, by person id, ISO 8601; who is there is missing. Three signs are looked at,
 * and the latest counts, so that nobody is taken for gone too early:
 * - the presence board: no screen of theirs is connected to any node since then;
 * - for whom the board has never seen: this node's start (it knows nothing of before) or the run's, and the last
 *   change of command, since who was just put into it has had no time to come;
 * - their last command, which may have come without a screen.
 */
export async function awayPeople(
  services: AwayServices,
  runId: string,
  state: RunState,
): Promise<Record<string, string>> {
  const people = [deciderRole(state)?.holder, state.deputy].flatMap((person) => person?.personId ?? []);
  const board = new Map(services.presence.show(runId).people.map(({ id, away }) => [id, away]));
  const commands = await lastCommands(services, runId, people);
  const handover = await lastHandover(services, runId);
  const unseen = Math.max(
    services.presence.since,
    state.startedAt === null ? 0 : Date.parse(state.startedAt),
    handover,
  );
  const away = people.flatMap((personId): [string, string][] => {
    const seen = board.get(personId);
    if (seen === null) return [];
    const acted = commands.find(({ actor }) => actor === personId)?.at.getTime() ?? 0;
    return [[personId, new Date(Math.max(seen ?? unseen, acted)).toISOString()]];
  });
  return Object.fromEntries(away);
}
