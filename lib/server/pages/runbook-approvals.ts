import { cache } from "react";
import { currentServices } from "../current-services";

/** A verdict on one version of a runbook, with what its standing depends on. */
export interface VersionVerdict {
  approvalId: string;
  version: number;
  sha256: string;
  /** Who published that version: no approver of it (R12). */
  authorId: string;
  personId: string;
  name: string;
  /** The role or title that it was given in. */
  role: string | null;
  verdict: "approved" | "rejected";
  statement: string;
  /** ISO instant. */
  at: string;
  /** True where the account has been disabled since. */
  accountDisabled?: true;
}

/** All verdicts on all versions of a runbook, the oldest first. */
export const readVerdicts = cache(async (slug: string): Promise<VersionVerdict[]> => {
  const rows = await currentServices().db.prisma.approval.findMany({
    where: { version: { runbook: { slug } } },
    orderBy: [{ createdAt: "asc" }, { id: "asc" }],
    select: {
      ...{ id: true, sha256: true, personId: true, role: true, verdict: true, statement: true },
      createdAt: true,
      person: { select: { name: true, disabledAt: true } },
      version: { select: { number: true, createdBy: true } },
    },
  });
  return rows.map((row) => ({
    approvalId: row.id,
    version: row.version.number,
    sha256: row.sha256,
    authorId: row.version.createdBy,
    personId: row.personId,
    name: row.person.name,
    role: row.role,
    verdict: row.verdict === "approved" ? "approved" : "rejected",
    statement: row.statement,
    at: row.createdAt.toISOString(),
    ...(row.person.disabledAt ? { accountDisabled: true as const } : {}),
  }));
});

/** A version that can be picked from a list. */
export interface VersionChoice {
  slug: string;
  title: string;
  version: number;
}

/** Every version of every runbook, by title, the newest version of each first. */
export async function listVersionChoices(): Promise<VersionChoice[]> {
  const runbooks = await currentServices().db.prisma.runbook.findMany({
    orderBy: [{ title: "asc" }, { slug: "asc" }],
    select: {
      ...{ slug: true, title: true },
      versions: { orderBy: { number: "desc" }, select: { number: true } },
    },
  });
  return runbooks.flatMap(({ slug, title, versions }) =>
    versions.map(({ number }) => ({ slug, title, version: number })),
  );
}
