import { readError } from "./post-command";

/** The hash of the event with this number: the head of the log where it is the last one. Rejects with a sentence. */
export async function fetchHeadHash(runId: string, seq: number): Promise<string> {
  const response = await fetch(
    `/api/runs/${encodeURIComponent(runId)}/events?after=${Math.max(0, seq - 1)}&limit=1`,
    { credentials: "same-origin" },
  );
  const body: unknown = await response.json().catch(() => null);
  const events = typeof body === "object" && body !== null && "events" in body ? body.events : null;
  const event: unknown = Array.isArray(events) ? events[0] : null;
  const hash = typeof event === "object" && event !== null && "hash" in event ? event.hash : null;
  if (!response.ok || typeof hash !== "string") {
    throw new Error(readError(body, "The head hash could not be read.").message);
  }
  return hash;
}
