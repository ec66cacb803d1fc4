import type { StartClearance } from "../run/clearance";
import { readError } from "./post-command";

/** What a start would rest on now. Rejects with a sentence where the server does not give it. */
export async function fetchClearance(runId: string): Promise<StartClearance> {
  const response = await fetch(`/api/runs/${encodeURIComponent(runId)}/clearance`, {
    credentials: "same-origin",
  });
  const body: unknown = await response.json().catch(() => null);
  const clearance = response.ok ? clearanceOf(body) : null;
  if (!clearance) {
    throw new Error(readError(body, "Approvals and rehearsals could not be read.").message);
  }
  return clearance;
}

/** Parser's edge: the clearance itself, or an answer that carries it. */
function clearanceOf(body: unknown): StartClearance | null {
  if (typeof body !== "object" || body === null) return null;
  if ("clearance" in body) return clearanceOf(body.clearance);
  const known =
    "sha256" in body &&
    "approvals" in body &&
    Array.isArray(body.approvals) &&
    "rehearsals" in body &&
    Array.isArray(body.rehearsals);
  return known ? (body as StartClearance) : null;
}
