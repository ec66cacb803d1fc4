import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { lastApprovedBefore } from "@/components/runbook/approval-standing";
import { type CompareView, CompareViews, compareView } from "@/components/runbook/compare-views";
import { ComparedVersions } from "@/components/runbook/compared-versions";
import { ComparisonView } from "@/components/runbook/comparison-view";
import { TextDifference } from "@/components/runbook/text-difference";
import { Trail } from "@/components/runbook/trail";
import { TranscriptView } from "@/components/runbook/transcript-view";
import { VersionSelect, versionName } from "@/components/runbook/version-select";
import { Button } from "@/components/ui/button";
import { cx } from "@/components/ui/class-names";
import { CopyAddress } from "@/components/ui/copy-address";
import { EmptyState } from "@/components/ui/empty-state";
import { Icon } from "@/components/ui/icon";
import { compareTranscripts } from "@/lib/run/compare/compare-transcripts";
import { compareDefinitions } from "@/lib/run/compare-definitions";
import { compareText } from "@/lib/runbook/compare-text";
import { readSource } from "@/lib/runbook/source-text";
import { listVersionChoices, readVerdicts } from "@/lib/server/pages/runbook-approvals";
import { readRunbook, readVersion, type VersionPage } from "@/lib/server/pages/runbooks";
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
  const view = compareView(asked.view);
  const address = (of: CompareView) =>
    `/runbooks/${slug}/compare?from=${versionName(from)}&to=${versionName(to)}&view=${of}`;
  return (
    <div
      className={cx("mx-auto w-full px-4 py-8 sm:px-6", view === "text" ? "max-w-[120rem]" : "max-w-[80rem]")}
    >
      <Trail slug={slug} title={runbook.title} />
      <div className="mb-5 flex flex-wrap items-center gap-3">
        <h1 className="min-w-0 grow text-2xl font-[650] tracking-[-0.02em]">Compare versions</h1>
        <CopyAddress path={address(view)} what="link to this comparison" />
      </div>
      <form className="mb-5 flex flex-wrap items-end gap-3">
        <VersionSelect
          label={view === "checklist" ? "Runbook" : "Before"}
          name="from"
          choices={choices}
          value={versionName(from)}
          className="min-w-0 grow basis-64"
        />
        <VersionSelect
          label={view === "checklist" ? "Operator checklist" : "After"}
          name="to"
          choices={choices}
          value={versionName(to)}
          className="min-w-0 grow basis-64"
        />
        <input type="hidden" name="view" value={view} />
        <Button type="submit" variant="primary">
          <Icon name="arrow-right" /> Compare
        </Button>
      </form>
      <CompareViews current={view} address={address} />
      {before && after ? (
        <div className="space-y-5">
          <ComparedVersions
            before={{ side: view === "checklist" ? "Runbook" : "Before", version: before }}
            after={{ side: view === "checklist" ? "Operator checklist" : "After", version: after }}
          />
          <Compared view={view} before={before} after={after} />
        </div>
      ) : (
        <EmptyState icon="document" title="One of the two versions does not exist">
          Choose two versions from the lists above.
        </EmptyState>
      )}
    </div>
  );
}

function Compared({ view, before, after }: { view: CompareView; before: VersionPage; after: VersionPage }) {
  if (view === "text") return <TextDifference comparison={compareText(before.source, after.source)} />;
  if (view === "meaning")
    return <ComparisonView changes={compareDefinitions(before.definition, after.definition)} />;
  const text = ({ definition, source }: VersionPage) => ({ definition, lines: readSource(source).lines });
  return (
    <TranscriptView
      runbook={before}
      checklist={after}
      comparison={compareTranscripts(text(before), text(after))}
    />
  );
}

/** What a version is compared with unless the address says it: the last approved one before it, else the one before it. */
async function earlierThan(slug: string, version: number): Promise<number> {
  return lastApprovedBefore(version, await readVerdicts(slug)) ?? Math.max(1, version - 1);
}
