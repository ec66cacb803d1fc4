import { createHash } from "node:crypto";
import { plannedBeginning } from "../../run/planned-times";
import { plannedEnd } from "../../run/schedule";
import type { RunState } from "../../run/state";
import type { Services } from "../services";
import { type CalendarEntry, calendarText } from "./calendar-text";

/** What moves a run's appointment, or calls it off. */
const MOVES = ["T0Moved", "WindowExtended", "RunCancelled"];

interface Changes {
  sequence: number;
  changedAt: Date | null;
}

/** How often the appointment was changed, and when last, or when it was made. */
async function changesOf({ db }: Pick<Services, "db">, runId: string): Promise<Changes> {
  const { rows } = await db.pool.query<Changes>({
    name: "calendar-changes",
    text: `SELECT count(*) FILTER (WHERE type = ANY($2))::int AS sequence,
        max("recordedAt") FILTER (WHERE type = ANY($2) OR seq = 1) AS "changedAt"
      FROM run_event WHERE "runId" = $1`,
    values: [runId, MOVES],
  });
  return rows[0] ?? { sequence: 0, changedAt: null };
}

/** Calendars know the run by this and nobody can go back from it to the run's address. */
function uidOf(runId: string): string {
  return `${createHash("sha256").update(`calendar ${runId}`).digest("hex").slice(0, 32)}@holdpoint`;
}

function entryOf(state: RunState, { sequence, changedAt }: Changes, url: string): CalendarEntry {
  const at = changedAt?.toISOString() ?? state.t0;
  const { start, end } = state.window ?? { start: plannedBeginning(state), end: plannedEnd(state, at) };
  const mode = state.kind === "production" ? "PRODUCTION" : "REHEARSAL";
  return {
    ...{ uid: uidOf(state.runId), sequence, changedAt: at, url },
    start,
    end: end !== null && end > start ? end : null,
    summary: `${mode}: ${state.title}`,
    description: `${state.window ? "Maintenance window" : "Cutover"}. T-0 is at ${state.t0.slice(0, 16).replace("T", " ")} UTC.\nStatus: ${url}`,
    cancelled: state.outcome === "cancelled",
  };
}

/** The run's window as a calendar file; `url` is where its status can be seen. Null where there is no such run. */
export async function runCalendar(
  services: Pick<Services, "db" | "runs">,
  runId: string,
  url: string,
): Promise<string | null> {
  const head = await services.runs.states.refresh(runId);
  return head && calendarText(entryOf(head.state, await changesOf(services, runId), url));
}
