import type { RunSummary } from "../../protocol/http";
import type { RunKind, RunOutcome, RunStatus } from "../../run/state";
import type { Prisma } from "../generated/prisma/client";
import type { Services } from "../services";
import { amendedVersions } from "./executed-definition";

type RunServices = Pick<Services, "db">;

const WITH_RUNBOOK = {
  version: { select: { number: true, runbook: { select: { slug: true, title: true } } } },
} satisfies Prisma.RunInclude;

type RunRow = Prisma.RunGetPayload<{ include: typeof WITH_RUNBOOK }>;

/** The parser's edge of the run's row: only the append writes these columns, from the state. */
function summary(row: RunRow, amended: ReadonlyMap<string, number>): RunSummary {
  const { windowStart: start, windowEnd: end } = row;
  return {
    runId: row.id,
    title: row.title,
    kind: row.kind as RunKind,
    status: row.status as RunStatus,
    outcome: row.outcome as RunOutcome | null,
    t0: row.t0.toISOString(),
    timeZone: row.timeZone,
    window: start && end ? { start: start.toISOString(), end: end.toISOString() } : null,
    runbook: {
      slug: row.version.runbook.slug,
      version: amended.get(row.id) ?? row.version.number,
      title: row.version.runbook.title,
    },
    seq: row.headSeq,
    updatedAt: row.updatedAt.toISOString(),
  };
}

/** A page shows no more past runs than anyone reads; live and planned ones are always all there. */
const MOST_PAST = 200;

/** Every run that is not closed, by T-0, and the newest closed ones; each with the version that it executes now. */
export async function listRuns({ db }: RunServices): Promise<RunSummary[]> {
  const open = await db.prisma.run.findMany({
    where: { status: { not: "closed" } },
    include: WITH_RUNBOOK,
    orderBy: [{ t0: "asc" }, { id: "asc" }],
  });
  const closed = await db.prisma.run.findMany({
    where: { status: "closed" },
    include: WITH_RUNBOOK,
    orderBy: [{ updatedAt: "desc" }, { id: "asc" }],
    take: MOST_PAST,
  });
  const runs = [...open, ...closed];
  const amended = await amendedVersions(
    { db },
    runs.map(({ id }) => id),
  );
  return runs.map((row) => summary(row, amended));
}
