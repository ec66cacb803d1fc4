import type { Services } from "../services";
import type { Principal } from "./principal";

/** A session ends a week after sign-in, however much it is used. */
export const SESSION_SECONDS = 7 * 24 * 60 * 60;

export async function openSession({ db }: Pick<Services, "db">, personId: string): Promise<string> {
  const { id } = await db.prisma.session.create({
    data: { personId, expiresAt: new Date(Date.now() + SESSION_SECONDS * 1000) },
  });
  return id;
}

/** Signing out ends the row, and with it every copy of the cookie and every open socket. */
export async function revokeSession({ db }: Pick<Services, "db">, sessionId: string): Promise<void> {
  await db.prisma.session.updateMany({
    where: { id: sessionId, revokedAt: null },
    data: { revokedAt: new Date() },
  });
}

interface PersonRow {
  personId: string;
  name: string;
  email: string;
  isAdmin: boolean;
}

/** Null where the session was revoked, ran out, or belongs to someone who may no longer sign in. */
export async function findSession(
  { db }: Pick<Services, "db">,
  sessionId: string,
): Promise<Principal | null> {
  const { rows } = await db.pool.query<PersonRow>({
    name: "find-session",
    text: `SELECT p.id AS "personId", p.name, p.email, p."isAdmin"
      FROM session s JOIN person p ON p.id = s."personId"
      WHERE s.id = $1 AND s."revokedAt" IS NULL AND s."expiresAt" > now() AND p."disabledAt" IS NULL`,
    values: [sessionId],
  });
  const [person] = rows;
  return person ? { ...person, via: { kind: "session", sessionId } } : null;
}
