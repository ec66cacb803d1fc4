import type { Services } from "../services";
import { secretHash } from "./secret";

/** What a share link opens: one run's public page. */
export interface ShareAccess {
  linkId: string;
  runId: string;
  showNames: boolean;
}

const LONGEST = 100;

/** Null where no such link exists, it was revoked, or ran out. */
export async function shareOf({ db }: Pick<Services, "db">, token: string): Promise<ShareAccess | null> {
  if (token === "" || token.length > LONGEST) return null;
  const { rows } = await db.pool.query<ShareAccess>({
    name: "find-share-link",
    text: `SELECT id AS "linkId", "runId", "showNames" FROM share_link
      WHERE hash = $1 AND "revokedAt" IS NULL AND "expiresAt" > now()`,
    values: [secretHash(token)],
  });
  return rows[0] ?? null;
}
