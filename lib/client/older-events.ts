import type { RunEvent } from "../run/events";
import { readError } from "./post-command";

const PAGE = 200;

/**
 * The page of the log that ends just before `beforeSeq`, ascending; empty at the beginning of the log.
 * Rejects with a sentence for the reader where the server does not give it.
 */
export async function fetchOlderEvents(runId: string, beforeSeq: number): Promise<RunEvent[]> {
  const after = Math.max(0, beforeSeq - 1 - PAGE);
  const limit = beforeSeq - 1 - after;
  if (limit <= 0) return [];
  const response = await fetch(
    `/api/runs/${encodeURIComponent(runId)}/events?after=${after}&limit=${limit}`,
    { credentials: "same-origin" },
  );
  const body: unknown = await response.json().catch(() => null);
  if (!response.ok) throw new Error(readError(body, "Older entries could not be read.").message);
  return eventsOf(body);
}

/** Parser's edge: the log as the API hands it out. */
function eventsOf(body: unknown): RunEvent[] {
  if (typeof body !== "object" || body === null || !("events" in body) || !Array.isArray(body.events)) {
    throw new Error("Older entries could not be read.");
  }
  return body.events as RunEvent[];
}
