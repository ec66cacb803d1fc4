import { createHash, randomBytes } from "node:crypto";

/** 256 random bits in base64url after a prefix that tells people (and secret scanners) what they look at. */
export function newSecret(prefix = ""): string {
  return prefix + randomBytes(32).toString("base64url");
}

/** What the database keeps of a secret, and finds it by. */
export function secretHash(secret: string): Buffer {
  return createHash("sha256").update(secret).digest();
}
