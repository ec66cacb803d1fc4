import type {
  ApprovalAnswer,
  RunbookAnswer,
  RunbookSummary,
  VersionAnswer,
  VersionSummary,
} from "../../protocol/http";
import type { Prisma } from "../generated/prisma/client";
import type { Services } from "../services";
import { OLDEST_FIRST, standingIds } from "./approval-facts";
import { linkAnswer, WITH_REHEARSAL } from "./rehearsal-links";
import { SLUG } from "./slug";
import { readDefinition } from "./stored-definition";

type RunbookServices = Pick<Services, "db">;

const VERSION_SUMMARY = {
  number: true,
  sha256: true,
  createdAt: true,
  author: { select: { id: true, name: true } },
} satisfies Prisma.RunbookVersionSelect;

type SummaryRow = Prisma.RunbookVersionGetPayload<{ select: typeof VERSION_SUMMARY }>;
type ApprovalRow = Prisma.ApprovalGetPayload<{ include: { person: true } }>;

function versionSummary({ number, sha256, createdAt, author }: SummaryRow): VersionSummary {
  return {
    version: number,
    sha256,
    author: { personId: author.id, name: author.name },
    publishedAt: createdAt.toISOString(),
  };
}

/** `standing` is whether it is the person's latest word. */
export function approvalAnswer(row: ApprovalRow, standing: boolean): ApprovalAnswer {
  return {
    approvalId: row.id,
    verdict: row.verdict === "approved" ? "approved" : "rejected",
    statement: row.statement,
    sha256: row.sha256,
    personId: row.personId,
    name: row.person.name,
    role: row.role,
    at: row.createdAt.toISOString(),
    standing,
  };
}

/** All runbooks with their newest version, by title. */
export async function listRunbooks({ db }: RunbookServices): Promise<RunbookSummary[]> {
  const runbooks = await db.prisma.runbook.findMany({
    orderBy: [{ title: "asc" }, { slug: "asc" }],
    include: { versions: { orderBy: { number: "desc" }, take: 1, select: VERSION_SUMMARY } },
  });
  return runbooks.flatMap(({ slug, title, versions: [newest] }) =>
    newest
      ? [
          {
            slug,
            title,
            latestVersion: newest.number,
            sha256: newest.sha256,
            publishedAt: newest.createdAt.toISOString(),
          },
        ]
      : [],
  );
}

/** Addresses are typed by anyone: what names no version at all is not asked of the database, which would throw. */
function isVersionName(slug: string, number: number): boolean {
  return SLUG.test(slug) && Number.isInteger(number) && number >= 1 && number <= 2_147_483_647;
}

/** A runbook with all its versions, newest first; null where there is none. */
export async function findRunbook({ db }: RunbookServices, slug: string): Promise<RunbookAnswer | null> {
  if (!SLUG.test(slug)) return null;
  const runbook = await db.prisma.runbook.findUnique({
    where: { slug },
    include: { versions: { orderBy: { number: "desc" }, select: VERSION_SUMMARY } },
  });
  if (!runbook) return null;
  return { slug, title: runbook.title, versions: runbook.versions.map(versionSummary) };
}

/** One version with its structure and approvals; null where there is none. */
export async function findVersion(
  { db }: RunbookServices,
  slug: string,
  number: number,
): Promise<VersionAnswer | null> {
  if (!isVersionName(slug, number)) return null;
  const version = await db.prisma.runbookVersion.findFirst({
    where: { number, runbook: { slug } },
    select: {
      ...VERSION_SUMMARY,
      definition: true,
      approvals: { include: { person: true }, orderBy: OLDEST_FIRST },
      rehearsedBy: { include: WITH_REHEARSAL, orderBy: [{ createdAt: "asc" }, { id: "asc" }] },
    },
  });
  if (!version) return null;
  const definition = readDefinition(version.definition);
  const standing = standingIds(version.approvals);
  return {
    ...versionSummary(version),
    slug,
    title: definition.title,
    definition,
    approvals: version.approvals.map((row) => approvalAnswer(row, standing.has(row.id))),
    lapsed: await lapsedApprovals(db, slug, number),
    rehearsals: version.rehearsedBy.map(linkAnswer),
  };
}

/** Approvals are of one hash: those of an earlier version lapse with its text, and a reader is told so. */
async function lapsedApprovals(db: Services["db"], slug: string, number: number): Promise<string | null> {
  const earlier = await db.prisma.runbookVersion.findFirst({
    where: { runbook: { slug }, number: { lt: number }, approvals: { some: { verdict: "approved" } } },
    orderBy: { number: "desc" },
    select: { number: true },
  });
  return earlier && `Approvals of version ${earlier.number} do not carry over: this is another text.`;
}

/** The exact bytes of a version; null where there is none. */
export async function findMarkdown(
  { db }: RunbookServices,
  slug: string,
  number: number,
): Promise<Uint8Array | null> {
  if (!isVersionName(slug, number)) return null;
  const where = { number, runbook: { slug } };
  const version = await db.prisma.runbookVersion.findFirst({ where, select: { markdown: true } });
  return version?.markdown ?? null;
}
