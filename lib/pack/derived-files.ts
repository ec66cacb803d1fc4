import type { EvidenceState } from "../run/state";
import { canonicalJson } from "./canonical-json";
import { PAYLOAD } from "./layout";
import { executedVersions, keptArtifacts, type LogDigest } from "./log-digest";
import { artifactPath } from "./safe-name";
import { buildSummary } from "./summary";
import { summaryMarkdown } from "./summary-markdown";

/** Indented JSON whose members stand in one order, however the value was made. */
export function readableJson(value: unknown): string {
  return `${JSON.stringify(JSON.parse(canonicalJson(value)), null, 2)}\n`;
}

type RegisterRow = Omit<EvidenceState, "by" | "at"> & {
  by: EvidenceState["by"];
  at: string;
  seq: number;
  /** Where its bytes lie in the pack; null for a reference. */
  path: string | null;
};

/** Where the bytes of each kept artifact lie, by hash. */
export function artifactPaths(digest: LogDigest): Map<string, string> {
  return new Map(keptArtifacts(digest).map(({ sha256, name }) => [sha256, artifactPath(sha256, name)]));
}

function register(digest: LogDigest): RegisterRow[] {
  const paths = artifactPaths(digest);
  return digest.attachments.map((attachment) => ({
    ...attachment,
    path: attachment.kind === "upload" ? (paths.get(attachment.sha256) ?? null) : null,
  }));
}

function approvals(digest: LogDigest) {
  return {
    versions: executedVersions(digest),
    start: digest.clearance,
    amendments: digest.amendments,
    signOffs: digest.state.signOffs ?? [],
  };
}

/** The files of a pack that say nothing but what its events say; a verifier makes them again and compares. */
export function derivedFiles(digest: LogDigest): Map<string, string> {
  const summary = buildSummary(digest);
  return new Map([
    [PAYLOAD.decisions, readableJson(digest.state.decisions)],
    [PAYLOAD.approvals, readableJson(approvals(digest))],
    [PAYLOAD.waivers, readableJson(digest.state.waivers)],
    [PAYLOAD.evidence, readableJson(register(digest))],
    [PAYLOAD.summaryJson, readableJson(summary)],
    [PAYLOAD.summaryMarkdown, summaryMarkdown(summary)],
  ]);
}
