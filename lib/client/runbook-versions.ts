import type { RunbookAnswer, VersionSummary } from "../protocol/http";
import { readError } from "./post-command";

/** All versions of a runbook, the newest first. Rejects with a sentence. */
export async function fetchVersions(slug: string): Promise<VersionSummary[]> {
  const response = await fetch(`/api/runbooks/${encodeURIComponent(slug)}`, { credentials: "same-origin" });
  const body: unknown = await response.json().catch(() => null);
  if (!response.ok || typeof body !== "object" || body === null || !("versions" in body)) {
    throw new Error(readError(body, "The runbook's versions could not be read.").message);
  }
  // Parser's edge: the documented shape of our own answer.
  return (body as RunbookAnswer).versions.toSorted((a, b) => b.version - a.version);
}
