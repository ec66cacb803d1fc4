import type {
  ApprovalAnswer,
  RunbookAnswer,
  RunbookSummary,
  VersionAnswer,
  VersionSummary,
} from "../../protocol/http";
import type { Prisma } from "../generated/prisma/client";
import type { Services } from "../services";
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

export function approvalAnswer(row: ApprovalRow): ApprovalAnswer {
  return {
    approvalId: row.id,
    verdict: row.verdict === "approved" ? "approved" : "rejected",
    statement: row.statement,
    sha256: row.sha256,
    personId: row.personId,
    name: row.person.name,
    at: row.createdAt.toISOString(),
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
      approvals: { include: { person: true }, orderBy: { createdAt: "asc" } },
    },
  });
  if (!version) return null;
  const definition = readDefinition(version.definition);
  const approvals = version.approvals.map(approvalAnswer);
  return { ...versionSummary(version), slug, title: definition.title, definition, approvals };
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
