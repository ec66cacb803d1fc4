import { RULES_VERSION } from "../run/rules-version";
import { artifactPaths, derivedFiles } from "./derived-files";
import { type Finding, found } from "./finding";
import { DERIVATION, PAYLOAD, runbookPath } from "./layout";
import { executedVersions, keptArtifacts, type LogDigest } from "./log-digest";
import type { ReadFiles } from "./read-files";
import type { Statement } from "./signature";

/** Versions and artifacts with the hash that the events give them, by path. */
function expectedHashes(digest: LogDigest): Map<string, string> {
  const versions = executedVersions(digest);
  const expected = new Map<string, string>([[PAYLOAD.runbook, versions[0]?.sha256 ?? ""]]);
  if (versions.length > 1) {
    for (const { version, sha256 } of versions) expected.set(runbookPath(version, sha256), sha256);
  }
  for (const [sha256, path] of artifactPaths(digest)) expected.set(path, sha256);
  return expected;
}

/** Runbooks and artifacts are those that the events name, whole, and no others are there. */
function bytesFinding(files: ReadFiles): Finding | null {
  const { digest } = files.log;
  const expected = expectedHashes(digest);
  for (const [path, sha256] of expected) {
    const hash = files.hashes.get(path);
    if (hash === undefined) return found("file", path, "is missing: an event names it");
    if (hash !== sha256) return found("file", path, "is not what the event says that named it");
  }
  const paths = artifactPaths(digest);
  for (const { sha256, size, seq } of keptArtifacts(digest)) {
    const there = files.sizes.get(paths.get(sha256) ?? "");
    if (size !== null && there !== size)
      return found("event", `event ${seq}`, `names ${size} bytes, and there are ${there}`);
  }
  const known = new Set<string>(Object.values(PAYLOAD));
  const stranger = [...files.hashes.keys()].find(
    (path) => path.startsWith("data/") && !known.has(path) && !expected.has(path),
  );
  return stranger === undefined ? null : found("file", stranger, "is there, and no event names it");
}

/** Whether this code derives as the one did that made the pack; if not, its derived files rest on the signature. */
export function derivesAlike({ rulesVersion, derivation }: Statement): boolean {
  return rulesVersion === RULES_VERSION && derivation === DERIVATION;
}

function derivedFinding(files: ReadFiles): Finding | null {
  for (const [path, text] of derivedFiles(files.log.digest)) {
    if (files.texts.get(path) !== text) return found("file", path, "does not say what the events say");
  }
  return null;
}

/** The statement is about this very log. */
function headFinding({ digest }: { digest: LogDigest }, statement: Statement): Finding | null {
  const { headSeq, headHash, state } = digest;
  if (statement.runId !== state.runId) return found("signature", "signature.json", "is about another run");
  if (headSeq < statement.headSeq) {
    return found(
      "event",
      `event ${headSeq + 1}`,
      `is missing: the log ends there, and ${statement.headSeq} events were signed`,
    );
  }
  if (headSeq > statement.headSeq || headHash !== statement.headHash) {
    return found("event", `event ${headSeq}`, "is not the head that was signed");
  }
  if (derivesAlike(statement) && (statement.status !== state.status || statement.outcome !== state.outcome)) {
    return found(
      "signature",
      "signature.json",
      `says ${statement.status}, and the events say ${state.status}`,
    );
  }
  return null;
}

/** What the pack says against what its events say. */
export function contentFinding(files: ReadFiles, statement: Statement): Finding | null {
  return (
    headFinding(files.log, statement) ??
    bytesFinding(files) ??
    (derivesAlike(statement) ? derivedFinding(files) : null)
  );
}
