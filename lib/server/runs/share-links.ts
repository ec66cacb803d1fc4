import type { ShareLinkAnswer, ShareLinkSummary } from "../../protocol/http";
import { isDecider } from "../../run/people";
import { failed, type Outcome } from "../api/problem";
import type { Principal } from "../auth/principal";
import { newSecret, secretHash } from "../auth/secret";
import type { Services } from "../services";

const DEFAULT_HOURS = 7 * 24;

interface LinkOptions {
  showNames?: boolean;
  expiresInHours?: number;
}

type Sharer = Pick<Principal, "personId" | "isAdmin">;

/** Links are the planner's, the decider's and the administrators' to give and to take. */
async function mayShare(services: Services, sharer: Sharer, runId: string): Promise<Outcome<null>> {
  // Another node may have given the command to somebody else: what this one remembers is not enough.
  const head = await services.runs.states.refresh(runId);
  if (!head) return failed("not-found", "There is no such run.");
  const { state } = head;
  const { personId, isAdmin } = sharer;
  if (isAdmin || state.planner.personId === personId || isDecider(state, personId))
    return { ok: true, value: null };
  return failed(
    "forbidden",
    "Share links are made, listed and revoked by the run's planner, its decider or an administrator.",
  );
}

/** Makes a link to the run's public page. The token in it is shown this once. */
export async function createShareLink(
  services: Services,
  principal: Principal,
  runId: string,
  { showNames = false, expiresInHours = DEFAULT_HOURS }: LinkOptions,
): Promise<Outcome<ShareLinkAnswer>> {
  const allowed = await mayShare(services, principal, runId);
  if (!allowed.ok) return allowed;
  const token = newSecret();
  const expiresAt = new Date(Date.now() + expiresInHours * 60 * 60 * 1000);
  const { id: linkId } = await services.db.prisma.shareLink.create({
    data: {
      runId,
      showNames,
      createdBy: principal.personId,
      expiresAt,
      hash: new Uint8Array(secretHash(token)),
    },
  });
  const url = `${services.env.publicUrl}/s/${token}`;
  return { ok: true, value: { linkId, token, url, expiresAt: expiresAt.toISOString() } };
}

/** Revokes a link at once, on open pages, too. Doing it again changes nothing. */
export async function revokeShareLink(
  services: Services,
  principal: Principal,
  runId: string,
  linkId: string,
): Promise<Outcome<null>> {
  const allowed = await mayShare(services, principal, runId);
  if (!allowed.ok) return allowed;
  const link = await services.db.prisma.shareLink.findFirst({ where: { id: linkId, runId } });
  if (!link) return failed("not-found", "There is no such share link.");
  await services.db.prisma.shareLink.updateMany({
    where: { id: linkId, revokedAt: null },
    data: { revokedAt: new Date() },
  });
  return { ok: true, value: null };
}

/** Links of a run that still open something, oldest first; their tokens are nowhere. */
export async function listShareLinks(
  services: Services,
  sharer: Sharer,
  runId: string,
): Promise<Outcome<ShareLinkSummary[]>> {
  const allowed = await mayShare(services, sharer, runId);
  if (!allowed.ok) return allowed;
  const links = await services.db.prisma.shareLink.findMany({
    where: { runId, revokedAt: null, expiresAt: { gt: new Date() } },
    include: { person: { select: { name: true } } },
    orderBy: { createdAt: "asc" },
  });
  const value = links.map(({ id, person, createdAt, expiresAt, showNames }) => ({
    linkId: id,
    createdBy: person.name,
    createdAt: createdAt.toISOString(),
    expiresAt: expiresAt.toISOString(),
    showNames,
  }));
  return { ok: true, value };
}
