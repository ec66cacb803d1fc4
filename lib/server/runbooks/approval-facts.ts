import type { ApprovalFact } from "../../run/clearance";
import type { Prisma } from "../generated/prisma/client";
import type { Services } from "../services";

type ApprovalRow = Prisma.ApprovalGetPayload<{ include: { person: true } }>;

/** Ids of the approvals that stand: each person's latest. `rows` come the oldest first. */
export function standingIds(rows: readonly { id: string; personId: string }[]): Set<string> {
  return new Set(new Map(rows.map((row) => [row.personId, row.id])).values());
}

/** The oldest first, as `standingIds` takes them; two of one moment by their ids. */
export const OLDEST_FIRST: Prisma.ApprovalOrderByWithRelationInput[] = [{ createdAt: "asc" }, { id: "asc" }];

function fact(row: ApprovalRow): ApprovalFact {
  return {
    personId: row.personId,
    name: row.person.name,
    role: row.role,
    verdict: row.verdict === "approved" ? "approved" : "rejected",
    statement: row.statement,
    at: row.createdAt.toISOString(),
    ...(row.person.disabledAt ? { accountDisabled: true as const } : {}),
  };
}

/** Everybody's latest word on a version's hash, the oldest first (R8). */
export async function approvalFacts(
  { db }: Pick<Services, "db">,
  version: { id: string; sha256: string },
): Promise<ApprovalFact[]> {
  const rows = await db.prisma.approval.findMany({
    where: { versionId: version.id, sha256: version.sha256 },
    include: { person: true },
    orderBy: OLDEST_FIRST,
  });
  const standing = standingIds(rows);
  return rows.filter((row) => standing.has(row.id)).map(fact);
}
