import { bytesOf, type SourceDraft } from "@/components/runbook/source-draft";
import type { SaveOutcome } from "@/lib/client/draft-sync";
import type { DraftAnswer, DraftSavedAnswer } from "@/lib/protocol/http";
import { callApi } from "../../../call-api";

/** Browsers let a request outlive its page only up to 64 KB. */
const MOST_KEEPALIVE_BYTES = 60_000;

const at = (slug: string) => `/api/runbooks/${encodeURIComponent(slug)}/draft`;

/** Saves a draft over the revision that this window has seen. */
export async function saveDraft(
  slug: string,
  draft: SourceDraft,
  { base, revision }: { base: number; revision: number },
): Promise<SaveOutcome> {
  const bytes = bytesOf(draft);
  const answer = await callApi<DraftSavedAnswer>(`${at(slug)}?base=${base}&revision=${revision}`, {
    method: "PUT",
    headers: { "content-type": "text/markdown" },
    body: new Blob([bytes], { type: "text/markdown" }),
    keepalive: bytes.length < MOST_KEEPALIVE_BYTES,
  });
  if (answer.ok) return { kind: "saved", revision: answer.value.revision, savedAt: answer.value.savedAt };
  const { status, code, message } = answer.problem;
  if (code === "stale") return { kind: "conflict" };
  return status === 0 || status >= 500 || status === 429 ? { kind: "away" } : { kind: "refused", message };
}

/** The draft that the server holds; null for none, or where it cannot be asked. */
export async function readDraft(slug: string): Promise<DraftAnswer | null> {
  const answer = await callApi<DraftAnswer>(at(slug), { method: "GET" });
  return answer.ok ? answer.value : null;
}

/** Throws the draft away if it is still at this revision; another one stays, and nobody needs to hear of it. */
export async function dropDraft(slug: string, revision: number): Promise<void> {
  await callApi<null>(`${at(slug)}?revision=${revision}`, { method: "DELETE" });
}
