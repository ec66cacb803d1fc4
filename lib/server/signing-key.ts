import { createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject } from "node:crypto";
import { fingerprint, parsePublicKey, publicKeyPem } from "../pack/signature";
import type { Queryable } from "./run/event-log";
import { type Sealed, seal, unseal } from "./seal";

/** The installation's Ed25519 key: evidence packs are signed with it. */
export interface SigningKey {
  privateKey: KeyObject;
  /** SHA-256 of the public half, hex. */
  fingerprint: string;
}

/** What everyone with an account may see of it. */
export interface PublicSigningKey {
  fingerprint: string;
  /** PEM (SubjectPublicKeyInfo). */
  publicKey: string;
  /** ISO instant. */
  createdAt: string;
}

/** The row in `setting`. */
export interface StoredSigningKey {
  format: typeof FORMAT;
  publicKey: string;
  createdAt: string;
  sealed: Sealed;
}

/** The key is there, and cannot be used: the message is a sentence for an operator. */
export class SigningKeyError extends Error {}

export const SIGNING_KEY_SETTING = "signing-key";
const FORMAT = "holdpoint.signing-key.1";

/** The row for a private key: whoever holds the database alone, or a copy of it, cannot sign a pack. */
export function sealSigningKey(
  privateKey: KeyObject,
  authSecret: string,
  createdAt: string,
): StoredSigningKey {
  const publicKey = publicKeyPem(createPublicKey(privateKey));
  const der = privateKey.export({ type: "pkcs8", format: "der" });
  return { format: FORMAT, publicKey, createdAt, sealed: seal(der, authSecret, FORMAT, publicKey) };
}

/** Throws SigningKeyError where the row was sealed under another AUTH_SECRET, or is damaged. */
export function openSigningKey({ publicKey, sealed }: StoredSigningKey, authSecret: string): SigningKey {
  const der = unseal(sealed, authSecret, FORMAT, publicKey);
  if (!der) {
    throw new SigningKeyError(
      "The signing key of this installation does not open with this AUTH_SECRET. Start with the AUTH_SECRET under " +
        "which it was made; without it, deleting the row signing-key of the table setting makes a new key.",
    );
  }
  const privateKey = createPrivateKey({ key: der, type: "pkcs8", format: "der" });
  return { privateKey, fingerprint: fingerprint(createPublicKey(privateKey)) };
}

export async function readStoredSigningKey(db: Queryable): Promise<StoredSigningKey | null> {
  const { rows } = await db.query<{ value: StoredSigningKey }>("SELECT value FROM setting WHERE name = $1", [
    SIGNING_KEY_SETTING,
  ]);
  return rows[0]?.value ?? null;
}

/** The row, made where there is none; nodes that come together settle on one. */
async function ensureStored(db: Queryable, authSecret: string): Promise<StoredSigningKey> {
  const known = await readStoredSigningKey(db);
  if (known) return known;
  const { privateKey } = generateKeyPairSync("ed25519");
  const row = sealSigningKey(privateKey, authSecret, new Date().toISOString());
  await db.query("INSERT INTO setting (name, value) VALUES ($1, $2) ON CONFLICT (name) DO NOTHING", [
    SIGNING_KEY_SETTING,
    JSON.stringify(row),
  ]);
  const kept = await readStoredSigningKey(db);
  if (!kept) throw new SigningKeyError("The signing key was not kept.");
  return kept;
}

/** The key to sign with; made on first use. Throws SigningKeyError. */
export async function signingKey(db: Queryable, authSecret: string): Promise<SigningKey> {
  return openSigningKey(await ensureStored(db, authSecret), authSecret);
}

/** The public half; made on first use, and shown even where the private half does not open. */
export async function publicSigningKey(db: Queryable, authSecret: string): Promise<PublicSigningKey> {
  const { publicKey, createdAt } = await ensureStored(db, authSecret);
  const key = parsePublicKey(publicKey);
  if (!key) throw new SigningKeyError("The row signing-key of the table setting holds no Ed25519 key.");
  return { fingerprint: fingerprint(key), publicKey, createdAt };
}
