/** Names the way a pack is laid out and signed, so that another way can never be taken for this one. */
export const PACK_FORMAT = "holdpoint.pack.1";

/**
 * Version of what is derived from the events into the pack (decisions, approvals, waivers, evidence, summary). Raise
 * it with every change of their content or wording: packs of another version are not held against this code.
 */
export const DERIVATION = "3";

/** The bag's own files (RFC 8493), and the signature beside them. */
export const TAG = {
  bagit: "bagit.txt",
  info: "bag-info.txt",
  manifest: "manifest-sha256.txt",
  tagManifest: "tagmanifest-sha256.txt",
  signature: "signature.json",
  publicKey: "public-key.pem",
} as const;

/** What the bag carries. */
export const PAYLOAD = {
  events: "data/events.jsonl",
  runbook: "data/runbook.md",
  decisions: "data/decisions.json",
  approvals: "data/approvals.json",
  waivers: "data/waivers.json",
  evidence: "data/evidence.json",
  summaryJson: "data/summary.json",
  summaryMarkdown: "data/summary.md",
} as const;

/** Folder of a pack inside its zip. */
export function rootFolder(runId: string): string {
  return `holdpoint-${runId}`;
}

/** Where an executed version lies, for a run that an amendment has led from one to another. */
export function runbookPath(version: number, sha256: string): string {
  return `data/runbooks/${version}-${sha256}.md`;
}
