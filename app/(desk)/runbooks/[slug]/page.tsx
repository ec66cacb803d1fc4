import type { Metadata } from "next";
import Link from "next/link";
import { notFound } from "next/navigation";
import { approvalState, lastApprovedBefore } from "@/components/runbook/approval-standing";
import { VersionList } from "@/components/runbook/version-list";
import { buttonStyle } from "@/components/ui/button";
import { Icon } from "@/components/ui/icon";
import { readVerdicts } from "@/lib/server/pages/runbook-approvals";
import { readRunbook } from "@/lib/server/pages/runbooks";
import { requirePerson } from "../../require-person";

interface RunbookPageProps {
  params: Promise<{ slug: string }>;
}

export async function generateMetadata({ params }: RunbookPageProps): Promise<Metadata> {
  const { slug } = await params;
  await requirePerson(`/runbooks/${slug}`);
  return { title: (await readRunbook(slug))?.title ?? "Not found" };
}

export default async function RunbookPage({ params }: RunbookPageProps) {
  const { slug } = await params;
  await requirePerson(`/runbooks/${slug}`);
  const runbook = await readRunbook(slug);
  if (!runbook) notFound();
  const verdicts = await readVerdicts(slug);
  const words = new Map(
    runbook.versions.map(({ version, author }) => [
      version,
      approvalState({ version, authorId: author.personId, approvals: 1 }, verdicts),
    ]),
  );
  const lapsed = new Map(
    runbook.versions.flatMap(({ version }) => {
      const approved = lastApprovedBefore(version, verdicts);
      return approved === null || words.get(version)?.word === "APPROVED"
        ? []
        : [[version, approved] as const];
    }),
  );
  return (
    <div className="mx-auto w-full max-w-[80rem] px-4 py-8 sm:px-6">
      <p className="mb-1 text-[0.8125rem]">
        <Link href="/runbooks" className="text-muted hover:text-text">
          Runbooks
        </Link>
      </p>
      <header className="mb-6 flex flex-wrap items-center gap-3">
        <h1 className="min-w-0 grow text-2xl font-[650] tracking-[-0.02em]">{runbook.title}</h1>
        {runbook.versions.length > 1 ? (
          <Link href={`/runbooks/${slug}/compare`} className={buttonStyle()}>
            Compare versions
          </Link>
        ) : null}
        <Link href={`/runbooks/import?slug=${encodeURIComponent(slug)}`} className={buttonStyle()}>
          <Icon name="upload" /> New version
        </Link>
        <Link href={`/runbooks/${slug}/edit`} className={buttonStyle()}>
          Edit
        </Link>
        <Link
          href={`/plan?runbook=${encodeURIComponent(slug)}`}
          className={buttonStyle({ variant: "primary" })}
        >
          Plan a run
        </Link>
      </header>
      <VersionList slug={slug} versions={runbook.versions} approvals={words} lapsed={lapsed} />
    </div>
  );
}
