import type { RehearsalLinkAnswer } from "../../protocol/http";
import { failed, type Outcome } from "../api/problem";
import type { Principal } from "../auth/principal";
import { Prisma } from "../generated/prisma/client";
import type { Services } from "../services";

type RunbookServices = Pick<Services, "db">;

export const WITH_REHEARSAL = {
  person: { select: { name: true } },
  rehearsalVersion: { select: { number: true, runbook: { select: { slug: true, title: true } } } },
} satisfies Prisma.RehearsalLinkInclude;

type LinkRow = Prisma.RehearsalLinkGetPayload<{ include: typeof WITH_REHEARSAL }>;

export function linkAnswer({ rehearsalVersion: rehearsal, ...row }: LinkRow): RehearsalLinkAnswer {
  const { slug, title } = rehearsal.runbook;
  return {
    linkId: row.id,
    sha256: row.sha256,
    rehearsal: { slug, title, version: rehearsal.number, sha256: row.rehearsalSha256 },
    personId: row.personId,
    name: row.person.name,
    statement: row.statement,
    at: row.createdAt.toISOString(),
  };
}

interface Acceptance {
  /** The production version. */
  slug: string;
  version: number;
  rehearsal: { slug: string; version: number };
  statement: string;
}

function findVersion({ db }: RunbookServices, { slug, version }: { slug: string; version: number }) {
  return db.prisma.runbookVersion.findFirst({
    where: { number: version, runbook: { slug } },
    select: { id: true, sha256: true, createdBy: true },
  });
}

function isTaken(error: unknown): boolean {
  return error instanceof Prisma.PrismaClientKnownRequestError && error.code === "P2002";
}

/**
 * Records that somebody accepted the comparison of commands and gates between a rehearsal's text and a production
 * text (R8): from then on a rehearsal of that very text counts for this very hash. Nobody accepts it for a production
 * text of their own (R12), and nobody twice.
 */
export async function acceptRehearsal(
  services: RunbookServices,
  principal: Principal,
  { statement, rehearsal: named, ...production }: Acceptance,
): Promise<Outcome<RehearsalLinkAnswer>> {
  const version = await findVersion(services, production);
  if (!version) return failed("not-found", "There is no such version of a runbook.");
  const rehearsal = await findVersion(services, named);
  if (!rehearsal)
    return failed("not-found", `There is no version ${named.version} of a runbook “${named.slug}”.`);
  if (rehearsal.sha256 === version.sha256) {
    return failed("unusable", "A version needs no comparison with itself: its own rehearsals count.");
  }
  if (version.createdBy === principal.personId) {
    const message = "You published this version: someone else has to accept its comparison.";
    return { ok: false, problem: { code: "rule", rule: "R12", message, missing: ["another person"] } };
  }
  try {
    const link = await services.db.prisma.rehearsalLink.create({
      data: {
        versionId: version.id,
        rehearsalVersionId: rehearsal.id,
        sha256: version.sha256,
        rehearsalSha256: rehearsal.sha256,
        personId: principal.personId,
        statement,
      },
      include: WITH_REHEARSAL,
    });
    return { ok: true, value: linkAnswer(link) };
  } catch (error) {
    if (!isTaken(error)) throw error;
    return failed("conflict", "You have accepted this comparison already.");
  }
}
