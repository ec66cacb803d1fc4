import type { RehearsalFact, StartClearance } from "../../run/clearance";
import { measuredRollback } from "../../run/schedule";
import type { RunState } from "../../run/state";
import type { Services } from "../services";
import { approvalFacts } from "./approval-facts";

type ClearanceServices = Pick<Services, "db" | "runs">;

/** A start rests on the newest rehearsals; older ones change nothing. */
const MOST_REHEARSALS = 20;

interface Link {
  rehearsalSha256: string;
  comparison: NonNullable<RehearsalFact["comparison"]>;
}

async function linksOf({ db }: ClearanceServices, versionId: string) {
  const rows = await db.prisma.rehearsalLink.findMany({
    // As with approvals: who cannot be asked any more vouches for no comparison.
    where: { versionId, person: { disabledAt: null } },
    orderBy: [{ createdAt: "asc" }, { id: "asc" }],
    include: { person: { select: { name: true } }, rehearsalVersion: { select: { runbookId: true } } },
  });
  return rows.map(({ rehearsalSha256, person, statement, createdAt, rehearsalVersion }) => ({
    rehearsalSha256,
    runbookId: rehearsalVersion.runbookId,
    comparison: { acceptedBy: person.name, statement, at: createdAt.toISOString() },
  }));
}

/**
 * Closed rehearsals of these runbooks, or of these very bytes in whichever runbook: those closed as PASS first, so that
 * no row of attempts that were called off hides the one that counts; the newest first.
 */
async function closedRehearsals({ db }: ClearanceServices, runbookIds: string[], sha256: string) {
  const find = (outcome: string | { not: string }, take: number) =>
    db.prisma.run.findMany({
      where: {
        ...{ kind: "rehearsal", status: "closed", outcome },
        version: { OR: [{ runbookId: { in: runbookIds } }, { sha256 }] },
      },
      orderBy: [{ updatedAt: "desc" }, { id: "asc" }],
      take,
      select: { id: true },
    });
  const passed = await find("complete", MOST_REHEARSALS);
  return [...passed, ...(await find({ not: "complete" }, MOST_REHEARSALS - passed.length))];
}

/** What a closed rehearsal showed. Its text is the one that it ended with: it may have been amended on its way. */
function rehearsalFact(state: RunState, links: readonly Link[]): RehearsalFact {
  const { runId, title, runbook, outcome, closedAt } = state;
  const link = links.find(({ rehearsalSha256 }) => rehearsalSha256 === runbook.sha256);
  return {
    runId,
    title,
    slug: runbook.slug,
    runbookVersion: runbook.version,
    sha256: runbook.sha256,
    outcome: outcome ?? "cancelled",
    closedAt: closedAt ?? "",
    rollbackMinutes: measuredRollback(state),
    comparison: link?.comparison ?? null,
  };
}

/**
 * What the start of a run rests on, as the database has it now: everybody's latest word on the version's hash, and
 * the closed rehearsals of it and of texts near it, those closed as PASS first (R8). Null where the version is gone.
 */
export async function findClearance(
  services: ClearanceServices,
  runbook: RunState["runbook"],
): Promise<StartClearance | null> {
  const { slug, version: number, sha256 } = runbook;
  const version = await services.db.prisma.runbookVersion.findFirst({
    where: { number, sha256, runbook: { slug } },
    select: { id: true, sha256: true, createdBy: true, runbookId: true },
  });
  if (!version) return null;
  const links = await linksOf(services, version.id);
  const runbookIds = [version.runbookId, ...links.map(({ runbookId }) => runbookId)];
  const runs = await closedRehearsals(services, runbookIds, sha256);
  const heads = await Promise.all(runs.map(({ id }) => services.runs.states.load(id)));
  const facts = heads.flatMap((head) => (head ? [rehearsalFact(head.state, links)] : []));
  const passed = (fact: RehearsalFact) => fact.outcome === "complete";
  return {
    sha256,
    authorId: version.createdBy,
    approvals: await approvalFacts(services, version),
    rehearsals: [...facts.filter(passed), ...facts.filter((fact) => !passed(fact))],
  };
}
