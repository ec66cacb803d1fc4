import type { PublishedAnswer } from "../../protocol/http";
import type { RunbookDefinition } from "../../run/definition";
import { failed, type Outcome } from "../api/problem";
import { Prisma } from "../generated/prisma/client";
import type { Services } from "../services";
import { importForPublishing } from "./import-runbook-text";
import { freeSlug, slugOfTitle } from "./slug";
import { writeDefinition } from "./stored-definition";

type RunbookServices = Pick<Services, "db">;
type Transaction = Prisma.TransactionClient;

interface Publication {
  markdown: Uint8Array;
  /** The runbook to add a version to; null makes a new runbook. */
  slug: string | null;
  /** The version that the text goes out from; over a newer one it is refused. Null where the caller does not say. */
  base: number | null;
  authorId: string;
}

interface Target {
  id: string;
  slug: string;
  /** Number of the newest version; 0 in a new runbook. */
  latest: number;
}

/** Locks the runbook's row, so that two publishers get two numbers. */
async function existing(tx: Transaction, slug: string): Promise<Target | null> {
  const rows = await tx.$queryRaw<{ id: string }[]>`SELECT id FROM runbook WHERE slug = ${slug} FOR UPDATE`;
  const id = rows[0]?.id;
  if (!id) return null;
  const newest = await tx.runbookVersion.aggregate({ where: { runbookId: id }, _max: { number: true } });
  return { id, slug, latest: newest._max.number ?? 0 };
}

async function created(tx: Transaction, title: string, createdBy: string): Promise<Target> {
  const wanted = slugOfTitle(title);
  const near = await tx.runbook.findMany({ where: { slug: { startsWith: wanted } }, select: { slug: true } });
  const slug = freeSlug(wanted, new Set(near.map((runbook) => runbook.slug)));
  const { id } = await tx.runbook.create({ data: { slug, title, createdBy } });
  return { id, slug, latest: 0 };
}

/** Somebody published in between: the author is to see that text before it is covered by another one. */
async function superseded(tx: Transaction, target: Target, base: number) {
  const newest = await tx.runbookVersion.findFirst({
    where: { runbookId: target.id, number: target.latest },
    select: { author: { select: { name: true } } },
  });
  const by = newest ? ` by ${newest.author.name}` : "";
  return failed(
    "stale",
    `Version ${target.latest} was published${by} since you began from version ${base}. Your text was not published, and nothing of it is lost.`,
  );
}

async function store(
  tx: Transaction,
  { markdown, slug, base, authorId }: Publication,
  definition: RunbookDefinition,
): Promise<Outcome<PublishedAnswer>> {
  const { sha256, title } = definition;
  const target = slug === null ? await created(tx, title, authorId) : await existing(tx, slug);
  if (!target) return failed("not-found", "There is no runbook with this name to add a version to.");
  const same = await tx.runbookVersion.findUnique({
    where: { runbookId_sha256: { runbookId: target.id, sha256 } },
  });
  if (same) return failed("conflict", `This very text is already version ${same.number} of ${target.slug}.`);
  if (slug !== null && base !== null && base !== target.latest) return superseded(tx, target, base);
  const version = target.latest + 1;
  await tx.runbookVersion.create({
    data: {
      runbookId: target.id,
      number: version,
      sha256,
      markdown: new Uint8Array(markdown),
      definition: writeDefinition(definition),
      createdBy: authorId,
    },
  });
  await tx.runbook.update({ where: { id: target.id }, data: { title } });
  return { ok: true, value: { slug: target.slug, version, sha256, definition } };
}

function isTaken(error: unknown): boolean {
  return error instanceof Prisma.PrismaClientKnownRequestError && error.code === "P2002";
}

/** Stores the exact bytes as the next immutable version. Refuses a text with errors, and one that is there already. */
export async function publishRunbook(
  { db }: RunbookServices,
  publication: Publication,
): Promise<Outcome<PublishedAnswer>> {
  const imported = await importForPublishing(publication.markdown);
  if (!imported.ok) return imported;
  for (let tries = 1; ; tries += 1) {
    try {
      return await db.prisma.$transaction((tx) => store(tx, publication, imported.value));
    } catch (error) {
      // Two new runbooks with one title took the same slug at the same moment: the later one looks again.
      if (!isTaken(error) || tries === 3) throw error;
    }
  }
}
