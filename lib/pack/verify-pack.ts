import { anchorFinding, type LogAudit } from "./audit-log";
import { bagFinding } from "./check-bag";
import { contentFinding, derivesAlike } from "./check-content";
import { type Finding, found, type HeldAgainst, type IntactReport, type PackReport } from "./finding";
import { TAG } from "./layout";
import { executedVersions, keptArtifacts } from "./log-digest";
import type { PackSource } from "./pack-source";
import { type ReadFiles, readFiles } from "./read-files";
import {
  fingerprint,
  isSignedBy,
  parsePublicKey,
  parseSignature,
  publicKeyPem,
  type Statement,
} from "./signature";

interface Signed {
  statement: Statement;
  keyFingerprint: string;
}

/** Signature and key belong together and to this manifest. Whose key it is, only a comparison says. */
function checkSignature(files: ReadFiles): Signed | Finding {
  const pem = files.texts.get(TAG.publicKey) ?? "";
  const key = parsePublicKey(pem);
  if (!key || publicKeyPem(key) !== pem) return found("file", TAG.publicKey, "holds no Ed25519 public key");
  const signature = parseSignature(files.texts.get(TAG.signature) ?? "");
  if (typeof signature === "string") return found("signature", TAG.signature, signature);
  const { statement } = signature;
  if (!isSignedBy(signature, key))
    return found("signature", TAG.signature, "was not made with the key in the pack, or not for this");
  if (statement.manifestSha256 !== files.hashes.get(TAG.manifest))
    return found("signature", TAG.manifest, "is not the manifest that was signed");
  if (statement.bagInfoSha256 !== files.hashes.get(TAG.info))
    return found("signature", TAG.info, "is not the one that was signed");
  return { statement, keyFingerprint: fingerprint(key) };
}

/** What went out of the house, held against the pack. */
function heldFinding({ hashes }: LogAudit, { keyFingerprint }: Signed, held: HeldAgainst): Finding | null {
  if (held.keyFingerprint !== undefined && held.keyFingerprint !== keyFingerprint) {
    return found("key", TAG.publicKey, `is not the key that you know: it is ${keyFingerprint}`);
  }
  const chain = new Set(hashes.slice(1));
  const lost = held.heads?.find((hash) => !chain.has(hash));
  if (lost === undefined) return null;
  return found(
    "anchor",
    `head ${lost}`,
    "is not in this chain: events were dropped, or the chain was rewritten",
  );
}

function notesOf({ statement }: Signed, held: HeldAgainst): string[] {
  const notes: string[] = [];
  if (statement.status !== "closed")
    notes.push(`The run was ${statement.status} when it was packed: more events may have followed.`);
  if (!derivesAlike(statement)) {
    notes.push(
      `The summary and the registers were made under rules ${statement.rulesVersion} (derivation ${statement.derivation}); this verifier checked their signature, and did not make them again.`,
    );
  }
  if (held.keyFingerprint === undefined)
    notes.push(
      "The key was held against nothing: compare its fingerprint with the installation's settings page, or pass --key.",
    );
  if (!held.heads?.length)
    notes.push(
      "No head hash was held against the chain: --head takes one that a decision or broadcast carried out.",
    );
  return notes;
}

function intact(files: ReadFiles, signed: Signed, held: HeldAgainst): IntactReport {
  const { digest, hashes } = files.log;
  const { runId: id, title, kind, status, outcome } = digest.state;
  return {
    verdict: "intact",
    run: { id, title, kind, status, outcome },
    head: { seq: digest.headSeq, hash: digest.headHash },
    packedAt: signed.statement.packedAt,
    key: { fingerprint: signed.keyFingerprint, compared: held.keyFingerprint !== undefined },
    heads: (held.heads ?? []).map((hash) => ({ hash, seq: hashes.indexOf(hash) })),
    checked: {
      files: files.hashes.size,
      bytes: [...files.sizes.values()].reduce((sum, size) => sum + size, 0),
      events: digest.headSeq,
      artifacts: keptArtifacts(digest).length,
      anchors: digest.anchors.length,
      versions: executedVersions(digest).length,
    },
    notes: notesOf(signed, held),
  };
}

/** Not a damaged pack, but something else altogether. */
function isNoPack({ files }: PackSource): boolean {
  const paths = new Set(files.map(({ path }) => path));
  return !Object.values(TAG).some((path) => paths.has(path));
}

/**
 * Follows a pack through and through, with nothing but its own bytes: the bag, the chain from its first event on, the
 * state that the rules fold from it, everything that the events name, the anchors, the signature. The first thing that
 * is not intact is named; the log's events before the files, because they say more.
 */
export async function verifyPack(source: PackSource, held: HeldAgainst = {}): Promise<PackReport> {
  if (isNoPack(source))
    return { verdict: "unreadable", finding: found("zip", "the zip", "holds no evidence pack") };
  const files = await readFiles(source);
  if ("kind" in files) return { verdict: "broken", finding: files };
  const bag = bagFinding(files);
  if (bag) return { verdict: "broken", finding: bag };
  const signed = checkSignature(files);
  if ("kind" in signed) return { verdict: "broken", finding: signed };
  const finding =
    contentFinding(files, signed.statement) ??
    anchorFinding(files.log) ??
    heldFinding(files.log, signed, held);
  return finding ? { verdict: "broken", finding } : intact(files, signed, held);
}
