import { hash, verify } from "@node-rs/argon2";
import { throughArgon2Gate } from "./argon2-gate";

/** argon2id (the library's default) with OWASP's settings (Password Storage Cheat Sheet): 19 MiB, two passes. */
const SETTINGS = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

export const LONGEST_PASSWORD = 256;

let decoy: Promise<string> | null = null;

/** PHC string of the password. */
export function hashPassword(password: string): Promise<string> {
  return throughArgon2Gate(() => hash(password, SETTINGS));
}

/** Takes as long for an account that does not exist or has no password (`stored` null): its answer is false. */
export async function verifyPassword(stored: string | null, password: string): Promise<boolean> {
  decoy ??= hashPassword("no account has this password");
  const against = stored ?? (await decoy);
  const matches = await throughArgon2Gate(() => verify(against, password));
  return stored !== null && matches;
}
