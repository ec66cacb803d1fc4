import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { lastApprovedBefore } from "@/components/runbook/approval-standing";
import { ComparisonView } from "@/components/runbook/comparison-view";
import { Trail } from "@/components/runbook/trail";
import { VersionSelect, versionName } from "@/components/runbook/version-select";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { Icon } from "@/components/ui/icon";
import { compareDefinitions } from "@/lib/run/compare-definitions";
import { listVersionChoices, readVerdicts } from "@/lib/server/pages/runbook-approvals";
import { readRunbook, readVersion } from "@/lib/server/pages/runbooks";
import { requirePerson } from "../../../require-person";
import { namedVersion } from "../named-version";

interface ComparePageProps {
  params: Promise<{ slug: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export const metadata: Metadata = { title: "Compare versions" };

export default async function ComparePage({ params, searchParams }: ComparePageProps) {
  const { slug } = await params;
  await requirePerson(`/runbooks/${slug}/compare`);
  const runbook = await readRunbook(slug);
  const latest = runbook?.versions[0]?.version;
  if (!runbook || latest === undefined) notFound();
  const asked = await searchParams;
  const to = namedVersion(asked.to, slug) ?? { slug, version: latest };
  const from = namedVersion(asked.from, slug) ?? { slug, version: await earlierThan(slug, to.version) };
  const [before, after, choices] = await Promise.all([
    readVersion(from.slug, from.version),
    readVersion(to.slug, to.version),
    listVersionChoices(),
  ]);
  return (
    <div className="mx-auto w-full max-w-[80rem] px-4 py-8 sm:px-6">
      <Trail slug={slug} title={runbook.title} />
      <h1 className="mb-5 text-2xl font-[650] tracking-[-0.02em]">Compare versions</h1>
      <form className="mb-6 flex flex-wrap items-end gap-3">
        <VersionSelect
          label="Before"
          name="from"
          choices={choices}
          value={versionName(from)}
          className="min-w-0 grow basis-64"
        />
        <VersionSelect
          label="After"
          name="to"
          choices={choices}
          value={versionName(to)}
          className="min-w-0 grow basis-64"
        />
        <Button type="submit" variant="primary">
          <Icon name="arrow-right" /> Compare
        </Button>
      </form>
      {before && after ? (
        <ComparisonView
          before={before}
          after={after}
          changes={compareDefinitions(before.definition, after.definition)}
        />
      ) : (
        <EmptyState icon="document" title="One of the two versions does not exist">
          Choose two versions from the lists above.
        </EmptyState>
      )}
    </div>
  );
}

/** What a version is compared with unless the address says it: the last approved one before it, else the one before it. */
async function earlierThan(slug: string, version: number): Promise<number> {
  return lastApprovedBefore(version, await readVerdicts(slug)) ?? Math.max(1, version - 1);
}
