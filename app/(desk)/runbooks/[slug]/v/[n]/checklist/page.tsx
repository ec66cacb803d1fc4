import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { ChecklistSheet } from "@/components/runbook/checklist/checklist-sheet";
import { PrintButton } from "@/components/runbook/checklist/print-button";
import { Trail } from "@/components/runbook/trail";
import { buttonStyle } from "@/components/ui/button";
import { Icon } from "@/components/ui/icon";
import { readVersion } from "@/lib/server/pages/runbooks";
import { requirePerson } from "../../../../../require-person";

interface ChecklistPageProps {
  params: Promise<{ slug: string; n: string }>;
}

async function versionOf(params: ChecklistPageProps["params"]) {
  const { slug, n } = await params;
  await requirePerson(`/runbooks/${slug}/v/${n}/checklist`);
  return /^[1-9]\d{0,8}$/.test(n) ? await readVersion(slug, Number(n)) : null;
}

export async function generateMetadata({ params }: ChecklistPageProps): Promise<Metadata> {
  const found = await versionOf(params);
  return { title: found ? `Checklist v${found.version} · ${found.title}` : "Not found" };
}

/** Made from the version each time that it is looked at, so that it is always in step with it. */
export default async function ChecklistPage({ params }: ChecklistPageProps) {
  const found = await versionOf(params);
  if (!found) notFound();
  const { slug, version } = found;
  const markdown = `/api/runbooks/${encodeURIComponent(slug)}/versions/${version}/checklist?format=markdown`;
  return (
    <div className="mx-auto w-full max-w-[64rem] px-4 py-8 sm:px-6 print:max-w-none print:p-0">
      <div className="print:hidden">
        <Trail slug={slug} title={found.title} />
        <div className="mb-5 flex flex-wrap items-center gap-3">
          <p className="min-w-0 grow basis-72 text-[0.8125rem] text-muted">
            Made from version {version}: what is ticked off, run, expected, kept and decided.
          </p>
          <a href={markdown} download={`${slug}-v${version}-checklist.md`} className={buttonStyle()}>
            <Icon name="document" /> Download .md
          </a>
          <PrintButton />
        </div>
      </div>
      <ChecklistSheet version={found} />
    </div>
  );
}
