import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from "node:crypto";

/** A secret as it lies in the database; all base64. */
export interface Sealed {
  salt: string;
  iv: string;
  tag: string;
  text: string;
}

function sealingKey(authSecret: string, salt: Buffer, purpose: string): Buffer {
  return Buffer.from(hkdfSync("sha256", authSecret, salt, purpose, 32));
}

/**
 * Seals bytes (AES-256-GCM) under a key derived from AUTH_SECRET by HKDF-SHA-256, for one purpose and bound to
 * `subject`: whoever holds the database alone, or a copy of it, cannot read them, nor move them elsewhere.
 */
export function seal(bytes: Buffer, authSecret: string, purpose: string, subject: string): Sealed {
  const salt = randomBytes(16);
  const iv = randomBytes(12);
  const cipher = createCipheriv("aes-256-gcm", sealingKey(authSecret, salt, purpose), iv).setAAD(
    Buffer.from(subject),
  );
  const text = Buffer.concat([cipher.update(bytes), cipher.final()]);
  const base64 = (part: Buffer) => part.toString("base64");
  return { salt: base64(salt), iv: base64(iv), tag: base64(cipher.getAuthTag()), text: base64(text) };
}

/** Null where it was sealed under another AUTH_SECRET or for something else, or is damaged. */
export function unseal(sealed: Sealed, authSecret: string, purpose: string, subject: string): Buffer | null {
  const bytes = (text: string) => Buffer.from(text, "base64");
  try {
    const key = sealingKey(authSecret, bytes(sealed.salt), purpose);
    const decipher = createDecipheriv("aes-256-gcm", key, bytes(sealed.iv))
      .setAAD(Buffer.from(subject))
      .setAuthTag(bytes(sealed.tag));
    return Buffer.concat([decipher.update(bytes(sealed.text)), decipher.final()]);
  } catch {
    return null;
  }
}
