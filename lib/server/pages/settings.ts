import { cache } from "react";
import { spokenFingerprint } from "../../pack/signature";
import { currentServices } from "../current-services";
import { publicSigningKey } from "../signing-key";

/** The installation's key as a page shows it. */
export interface SigningKeyPage {
  /** Groups of four, as it is read aloud. */
  fingerprint: string;
  publicKey: string;
  createdAt: string;
}

export const readSigningKey = cache(async (): Promise<SigningKeyPage> => {
  const { db, env } = currentServices();
  const key = await publicSigningKey(db.pool, env.authSecret);
  return { ...key, fingerprint: spokenFingerprint(key.fingerprint) };
});
