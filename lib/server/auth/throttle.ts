import { createHash } from "node:crypto";
import type { Queryable } from "../run/event-log";

/** In a window, the tenth attempt that may be a guess is refused. */
const ATTEMPTS = 10;
const WINDOW_SECONDS = 15 * 60;
const KNOWN_DAYS = 90;

export interface Attempt {
  /** Lower case. */
  email: string;
  /** Client address; an IPv6 client is its /64, because it owns all of it. */
  address: string;
}

export type Admission = { admitted: true; known: boolean } | { admitted: false; retryAfterSeconds: number };

function key(kind: "account" | "address" | "pair" | "known" | "guess", ...parts: string[]): string {
  return `${kind}:${createHash("sha256").update(parts.join("\n")).digest("base64url")}`;
}

function network(address: string): string {
  if (!address.includes(":")) return address;
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address);
  if (mapped?.[1]) return mapped[1];
  const [head = "", tail] = address.split("::");
  const groups = head.split(":").filter((group) => group !== "");
  const after = tail === undefined ? 0 : tail.split(":").length;
  while (tail !== undefined && groups.length + after < 8) groups.push("0");
  return groups.slice(0, 4).join(":");
}

function keysOf({ email, address }: Attempt) {
  const from = network(address);
  return {
    account: key("account", email),
    address: key("address", from),
    pair: key("pair", email, from),
    known: key("known", email, from),
  };
}

/** Counts before the password is looked at, so that guesses sent all at once are counted, too. */
async function count(db: Queryable, name: string): Promise<number> {
  const { rows } = await db.query<{ failures: number }>(
    "SELECT holdpoint_count_failure($1, $2) AS failures",
    [name, WINDOW_SECONDS],
  );
  return rows[0]?.failures ?? 0;
}

async function isKnown(db: Queryable, name: string): Promise<boolean> {
  const { rowCount } = await db.query(
    `SELECT 1 FROM sign_in_throttle WHERE key = $1 AND "windowStart" > now() - make_interval(days => $2)`,
    [name, KNOWN_DAYS],
  );
  return rowCount === 1;
}

/**
 * Whether a password may be tried. An address from where the account signed in before is not locked out by what
 * others do to the account or from that address: only its own attempts on the account count.
 */
export async function admit(db: Queryable, attempt: Attempt): Promise<Admission> {
  const keys = keysOf(attempt);
  const known = await isKnown(db, keys.known);
  for (const name of known ? [keys.pair] : [keys.address, keys.account]) {
    if ((await count(db, name)) >= ATTEMPTS) return { admitted: false, retryAfterSeconds: WINDOW_SECONDS };
  }
  return { admitted: true, known };
}

/** A right password: its attempt was no guess, the address is known from now on, and the owner's word clears the account. */
export async function recordSuccess(db: Queryable, attempt: Attempt, known: boolean): Promise<void> {
  const keys = keysOf(attempt);
  const cleared = known ? [keys.account, keys.pair] : [];
  const uncounted = known ? [] : [keys.account, keys.address];
  await db.query("DELETE FROM sign_in_throttle WHERE key = ANY ($1)", [cleared]);
  await db.query("UPDATE sign_in_throttle SET failures = greatest(failures - 1, 0) WHERE key = ANY ($1)", [
    uncounted,
  ]);
  await db.query(
    `INSERT INTO sign_in_throttle (key, failures, "windowStart") VALUES ($1, 0, now())
     ON CONFLICT (key) DO UPDATE SET "windowStart" = now()`,
    [keys.known],
  );
  await db.query(
    `DELETE FROM sign_in_throttle WHERE "windowStart" < now() - make_interval(days => $1)
        OR ("windowStart" < now() - make_interval(secs => $2) AND key NOT LIKE 'known:%')`,
    [KNOWN_DAYS, WINDOW_SECONDS],
  );
}

/** Counts a call under a name; true where there were more than `limit` in the window of `seconds`. */
export async function isFlooding(
  db: Queryable,
  name: string,
  { limit, seconds }: { limit: number; seconds: number },
): Promise<boolean> {
  const { rows } = await db.query<{ failures: number }>(
    "SELECT holdpoint_count_failure($1, $2) AS failures",
    [name, seconds],
  );
  return (rows[0]?.failures ?? 0) > limit;
}

/** Counts a token or share link that does not exist; true once the address is only guessing. A right one always passes. */
export async function isGuessing(db: Queryable, address: string): Promise<boolean> {
  return (await count(db, key("guess", network(address)))) >= ATTEMPTS;
}
