import { createHash, createPublicKey, type KeyObject, sign, verify } from "node:crypto";
import type { RunOutcome, RunStatus } from "../run/state";
import { canonicalJson } from "./canonical-json";
import { PACK_FORMAT } from "./layout";

/** What the installation's key says about a pack. Every byte of the pack hangs on it by a hash. */
export interface Statement {
  format: typeof PACK_FORMAT;
  runId: string;
  headSeq: number;
  headHash: string;
  status: RunStatus;
  outcome: RunOutcome | null;
  /** SHA-256 of manifest-sha256.txt and of bag-info.txt, hex. */
  manifestSha256: string;
  bagInfoSha256: string;
  /** What made the derived files: the rules' version, and `DERIVATION`. */
  rulesVersion: string;
  derivation: string;
  packedAt: string;
}

interface SignatureFile {
  algorithm: "Ed25519";
  /** SHA-256 of the public key (SubjectPublicKeyInfo, DER), hex. */
  keyFingerprint: string;
  statement: Statement;
  /** Base64, over `holdpoint.pack.1`, a line feed, and the canonical JSON (RFC 8785) of the statement. */
  signature: string;
}

function signedBytes(statement: Statement): Buffer {
  return Buffer.from(`${PACK_FORMAT}\n${canonicalJson(statement)}`, "utf8");
}

/** How people compare keys: hex SHA-256 of the DER of the public key. */
export function fingerprint(key: KeyObject): string {
  return createHash("sha256")
    .update(key.export({ type: "spki", format: "der" }))
    .digest("hex");
}

/** Fingerprint as it is read aloud: groups of four. */
export function spokenFingerprint(hex: string): string {
  return hex.match(/.{1,4}/g)?.join(" ") ?? hex;
}

/** An Ed25519 public key from its PEM; null where the text is none. */
export function parsePublicKey(pem: string): KeyObject | null {
  if (!pem.includes("BEGIN PUBLIC KEY")) return null;
  try {
    const key = createPublicKey(pem);
    return key.asymmetricKeyType === "ed25519" ? key : null;
  } catch {
    return null;
  }
}

export function publicKeyPem(key: KeyObject): string {
  return String(key.export({ type: "spki", format: "pem" }));
}

/** Text of signature.json. */
export function signatureText(statement: Statement, privateKey: KeyObject): string {
  const file: SignatureFile = {
    algorithm: "Ed25519",
    keyFingerprint: fingerprint(createPublicKey(privateKey)),
    statement,
    signature: sign(null, signedBytes(statement), privateKey).toString("base64"),
  };
  return `${JSON.stringify(JSON.parse(canonicalJson(file)), null, 2)}\n`;
}

const HEX = /^[0-9a-f]{64}$/;

const TEXTS = [
  "runId",
  "headHash",
  "status",
  "manifestSha256",
  "bagInfoSha256",
  "rulesVersion",
  "derivation",
  "packedAt",
];

function isStatement(value: unknown): value is Statement {
  const member = (name: string): unknown => Reflect.get(Object(value), name);
  if (member("format") !== PACK_FORMAT) return false;
  return TEXTS.every((name) => typeof member(name) === "string") && typeof member("headSeq") === "number";
}

/** What signature.json says; a text where it says nothing that can be checked. */
export function parseSignature(text: string): SignatureFile | string {
  let file: unknown;
  try {
    file = JSON.parse(text);
  } catch {
    return "is no JSON";
  }
  const { algorithm, keyFingerprint, statement, signature } = Object(file);
  if (algorithm !== "Ed25519") return "names no algorithm that this verifier knows";
  if (!isStatement(statement)) return `makes no statement of the form ${PACK_FORMAT}`;
  if (typeof keyFingerprint !== "string" || !HEX.test(keyFingerprint)) return "names no key";
  if (typeof signature !== "string") return "has no signature";
  const known: SignatureFile = { algorithm, keyFingerprint, statement, signature };
  const written = `${JSON.stringify(JSON.parse(canonicalJson(known)), null, 2)}\n`;
  return written === text ? known : "is not written as it was signed";
}

export function isSignedBy(file: SignatureFile, key: KeyObject): boolean {
  if (file.keyFingerprint !== fingerprint(key)) return false;
  const bytes = Buffer.from(file.signature, "base64");
  if (bytes.toString("base64") !== file.signature) return false;
  return verify(null, signedBytes(file.statement), key, bytes);
}
