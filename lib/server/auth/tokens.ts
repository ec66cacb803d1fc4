import type { TokenItem } from "../../protocol/http";
import type { Services } from "../services";
import type { Principal } from "./principal";
import { newSecret, secretHash } from "./secret";

const PREFIX = "hp_";
const TOKEN_DAYS = 90;
/** Looking up longer texts would only help someone who sends them. */
const LONGEST = 100;

export interface NewToken {
  token: string;
  expiresAt: string;
}

/** Makes a token that acts as the person, everywhere or in one run. It is shown this once. */
export async function createToken(
  { db }: Pick<Services, "db">,
  { personId, name, runId }: { personId: string; name: string; runId: string | null },
): Promise<NewToken> {
  const token = newSecret(PREFIX);
  const expiresAt = new Date(Date.now() + TOKEN_DAYS * 24 * 60 * 60 * 1000);
  const hash = new Uint8Array(secretHash(token));
  await db.prisma.apiToken.create({ data: { personId, name, runId, hash, expiresAt } });
  return { token, expiresAt: expiresAt.toISOString() };
}

/** A person's tokens that still work, and those revoked of late, the newest first. */
export async function listTokens({ db }: Pick<Services, "db">, personId: string): Promise<TokenItem[]> {
  const rows = await db.prisma.apiToken.findMany({
    where: { personId, expiresAt: { gt: new Date() } },
    orderBy: { createdAt: "desc" },
    take: 200,
  });
  return rows.map(({ id, name, runId, createdAt, expiresAt, revokedAt }) => ({
    ...{ tokenId: id, name, runId, revoked: revokedAt !== null },
    createdAt: createdAt.toISOString(),
    expiresAt: expiresAt.toISOString(),
  }));
}

/** Revokes a token of one's own, or as an administrator anyone's; open sockets are cut at once. False where there is none. */
export async function revokeToken(
  { db }: Pick<Services, "db">,
  principal: Principal,
  tokenId: string,
): Promise<boolean> {
  const mine = principal.isAdmin ? {} : { personId: principal.personId };
  const where = { id: tokenId, revokedAt: null, ...mine };
  const { count } = await db.prisma.apiToken.updateMany({ where, data: { revokedAt: new Date() } });
  return count > 0;
}

interface TokenRow {
  tokenId: string;
  runId: string | null;
  personId: string;
  name: string;
  email: string;
  isAdmin: boolean;
}

/** Null where no such token exists, it was revoked or ran out, or its owner may no longer sign in. */
export async function findToken({ db }: Pick<Services, "db">, token: string): Promise<Principal | null> {
  if (!token.startsWith(PREFIX) || token.length > LONGEST) return null;
  const { rows } = await db.pool.query<TokenRow>({
    name: "find-token",
    text: `SELECT t.id AS "tokenId", t."runId", p.id AS "personId", p.name, p.email, p."isAdmin"
      FROM api_token t JOIN person p ON p.id = t."personId"
      WHERE t.hash = $1 AND t."revokedAt" IS NULL AND t."expiresAt" > now() AND p."disabledAt" IS NULL`,
    values: [secretHash(token)],
  });
  const [row] = rows;
  if (!row) return null;
  const { tokenId, runId, ...person } = row;
  return { ...person, via: { kind: "token", tokenId, runId } };
}
