import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { RehearsalComparison } from "@/components/runbook/rehearsal-comparison";
import { Trail } from "@/components/runbook/trail";
import { EmptyState } from "@/components/ui/empty-state";
import type { VersionAnswer } from "@/lib/protocol/http";
import { commandAndGateComparison } from "@/lib/run/compare/command-and-gate";
import { readVersion } from "@/lib/server/pages/runbooks";
import { requirePerson } from "../../../../../require-person";
import { namedVersion } from "../../../named-version";
import { AcceptRehearsal } from "./accept-rehearsal";

interface RehearsalPageProps {
  params: Promise<{ slug: string; n: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export const metadata: Metadata = { title: "Compare with a rehearsal" };

export default async function RehearsalPage({ params, searchParams }: RehearsalPageProps) {
  const { slug, n } = await params;
  const person = await requirePerson(`/runbooks/${slug}/v/${n}`);
  const production = /^[1-9]\d{0,8}$/.test(n) ? await readVersion(slug, Number(n)) : null;
  if (!production) notFound();
  const named = namedVersion((await searchParams).with, slug);
  const rehearsal =
    named && (named.slug !== slug || named.version !== production.version)
      ? await readVersion(named.slug, named.version)
      : null;
  return (
    <div className="mx-auto w-full max-w-[80rem] px-4 py-8 sm:px-6">
      <Trail slug={slug} title={`${production.title}, version ${production.version}`} />
      <h1 className="mb-5 text-2xl font-[650] tracking-[-0.02em]">Rehearsed by another text</h1>
      {rehearsal ? (
        <div className="space-y-6">
          <RehearsalComparison
            rehearsal={rehearsal}
            production={production}
            comparison={commandAndGateComparison(rehearsal.definition, production.definition)}
          />
          <AcceptRehearsal
            production={{ slug, version: production.version }}
            rehearsal={{ slug: rehearsal.slug, version: rehearsal.version }}
            barred={barredFor(person.personId, production, rehearsal)}
          />
        </div>
      ) : (
        <EmptyState icon="document" title="There is no such other version">
          Choose the rehearsal on the page of the version that it rehearses.
        </EmptyState>
      )}
    </div>
  );
}

/** Why somebody cannot accept this rehearsal, said before they try (R12). */
function barredFor(personId: string, production: VersionAnswer, rehearsal: VersionAnswer): string | null {
  if (personId === production.author.personId)
    return "You published the production text, so someone else has to accept its rehearsal (R12).";
  const accepted = production.rehearsals.some(
    (link) => link.personId === personId && link.rehearsal.sha256 === rehearsal.sha256,
  );
  return accepted ? "You have accepted this comparison already." : null;
}
