import { readError } from "./post-command";

export interface ShareLink {
  linkId: string;
  url: string;
}

/** A link that was made earlier: its address is known nowhere any more, but it can be revoked. */
export interface EarlierLink {
  linkId: string;
  createdBy: string;
  /** ISO instants. */
  createdAt: string;
  expiresAt: string;
  showNames: boolean;
}

/** Makes a link for people without an account. Its address is shown this once. Rejects with a sentence. */
export async function createShareLink(runId: string, showNames: boolean): Promise<ShareLink> {
  const response = await fetch(`/api/runs/${encodeURIComponent(runId)}/share-links`, {
    method: "POST",
    credentials: "same-origin",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ showNames }),
  });
  const body: unknown = await response.json().catch(() => null);
  if (
    !response.ok ||
    typeof body !== "object" ||
    body === null ||
    !("linkId" in body && typeof body.linkId === "string") ||
    !("url" in body && typeof body.url === "string")
  ) {
    throw new Error(readError(body, "The link was not made; the server did not answer.").message);
  }
  return { linkId: body.linkId, url: body.url };
}

/** Ends a link: whoever has it sees nothing from then on. Rejects with a sentence. */
export async function revokeShareLink(runId: string, linkId: string): Promise<void> {
  const response = await fetch(
    `/api/runs/${encodeURIComponent(runId)}/share-links/${encodeURIComponent(linkId)}`,
    { method: "DELETE", credentials: "same-origin" },
  );
  if (!response.ok) {
    const body: unknown = await response.json().catch(() => null);
    throw new Error(readError(body, "The link was not revoked; the server did not answer.").message);
  }
}
