import { cache } from "react";
import { spokenFingerprint } from "../../pack/signature";
import type { TokenItem } from "../../protocol/http";
import { listTokens } from "../auth/tokens";
import { currentServices } from "../current-services";
import { publicSigningKey } from "../signing-key";

/** The installation's key as a page shows it. */
export interface SigningKeyPage {
  /** Groups of four, as it is read aloud. */
  fingerprint: string;
  publicKey: string;
  createdAt: string;
}

/** One's own tokens that still work or were revoked of late, with the titles of the runs that they are bound to. */
export interface OwnTokens {
  tokens: (TokenItem & { runTitle: string | null })[];
  /** Where this installation is reached, for the command that makes one. */
  publicUrl: string;
}

export async function readOwnTokens(personId: string): Promise<OwnTokens> {
  const services = currentServices();
  const tokens = await listTokens(services, personId);
  const runIds = tokens.flatMap(({ runId }) => (runId === null ? [] : [runId]));
  const runs = await services.db.prisma.run.findMany({
    where: { id: { in: runIds } },
    select: { id: true, title: true },
  });
  const titles = new Map(runs.map(({ id, title }) => [id, title]));
  return {
    tokens: tokens.map((token) => ({ ...token, runTitle: titles.get(token.runId ?? "") ?? null })),
    publicUrl: services.env.publicUrl,
  };
}

export const readSigningKey = cache(async (): Promise<SigningKeyPage> => {
  const { db, env } = currentServices();
  const key = await publicSigningKey(db.pool, env.authSecret);
  return { ...key, fingerprint: spokenFingerprint(key.fingerprint) };
});
