import { bytesOf, type SourceDraft } from "@/components/runbook/source-draft";
import type { PublishedAnswer, VersionAnswer } from "@/lib/protocol/http";
import { type ApiResult, callApi } from "../call-api";

interface Publication {
  draft: SourceDraft;
  /** The runbook that gets a version, and the version that the text goes out from; null for a new runbook. */
  onto: { slug: string; base: number } | null;
}

/** Publishes the exact bytes. A newer version than the base is a problem with the code `stale`. */
export function publishText({ draft, onto }: Publication): Promise<ApiResult<PublishedAnswer>> {
  const query = onto ? `?slug=${encodeURIComponent(onto.slug)}&base=${onto.base}` : "";
  return callApi<PublishedAnswer>(`/api/runbooks${query}`, {
    method: "POST",
    headers: { "content-type": "text/markdown" },
    body: new Blob([bytesOf(draft)], { type: "text/markdown" }),
  });
}

/** A published version with its text. */
export interface PublishedText {
  version: VersionAnswer;
  text: string;
}

/** The newest version of a runbook, which somebody published meanwhile; null where it cannot be had now. */
export async function readNewest(slug: string): Promise<PublishedText | null> {
  const at = `/api/runbooks/${encodeURIComponent(slug)}`;
  const runbook = await callApi<{ versions: { version: number }[] }>(at, { method: "GET" });
  const newest = runbook.ok ? runbook.value.versions[0]?.version : undefined;
  if (newest === undefined) return null;
  const version = await callApi<VersionAnswer>(`${at}/versions/${newest}`, { method: "GET" });
  const text = await fetch(`${at}/versions/${newest}?format=markdown`, { credentials: "same-origin" })
    .then((answer) => (answer.ok ? answer.text() : null))
    .catch(() => null);
  return version.ok && text !== null ? { version: version.value, text } : null;
}

/** Gives the text, with the corrections made here, as a file for the team's git. */
export function downloadText(draft: SourceDraft, name: string): void {
  const url = URL.createObjectURL(new Blob([bytesOf(draft)], { type: "text/markdown" }));
  const link = document.createElement("a");
  link.href = url;
  link.download = name;
  link.click();
  URL.revokeObjectURL(url);
}
