import { cache } from "react";
import type { ShareLinkSummary } from "../../protocol/http";
import type { RunEvent } from "../../run/events";
import type { RunState } from "../../run/state";
import { currentServices } from "../current-services";
import { readEvents } from "../run/event-log";
import { listShareLinks } from "../runs/share-links";
import type { SignedInPerson } from "./session";

/** So much of the log comes with the page; older entries are fetched when someone scrolls to them. */
const RECENT_EVENTS = 200;

/** First state of a run's screen. */
export interface RoomPage {
  state: RunState;
  seq: number;
  /** The newest events in their order, up to `seq`. */
  events: RunEvent[];
  serverTime: string;
}

const RUN_ID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** Null where there is no such run. */
export const readRoom = cache(async (runId: string): Promise<RoomPage | null> => {
  if (!RUN_ID.test(runId)) return null;
  const { runs, db, clock } = currentServices();
  const head = await runs.states.refresh(runId);
  if (!head) return null;
  const { state, headSeq: seq } = head;
  const events = await readEvents(
    db.pool,
    runId,
    Math.max(0, seq - RECENT_EVENTS),
    Math.min(seq, RECENT_EVENTS),
  );
  return { state, seq, events, serverTime: clock.iso() };
});

/** Share links that still open this run's public page; none for those who may not revoke them. */
export async function readShareLinks(
  runId: string,
  reader: Pick<SignedInPerson, "personId" | "isAdmin">,
): Promise<ShareLinkSummary[]> {
  const links = await listShareLinks(currentServices(), reader, runId);
  return links.ok ? links.value : [];
}
