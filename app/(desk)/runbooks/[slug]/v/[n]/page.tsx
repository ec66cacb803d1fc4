import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { DiagnosticsList } from "@/components/runbook/diagnostics-list";
import { DocumentFacts } from "@/components/runbook/document-facts";
import { LinesKept } from "@/components/runbook/lines-kept";
import { LinkedVersion } from "@/components/runbook/linked-version";
import { SourceLines } from "@/components/runbook/source-lines";
import { Structure } from "@/components/runbook/structure";
import { Trail } from "@/components/runbook/trail";
import { VersionHead } from "@/components/runbook/version-head";
import { readVersion } from "@/lib/server/pages/runbooks";
import { requirePerson } from "../../../../require-person";
import { Judgement } from "./judgement";

interface VersionPageProps {
  params: Promise<{ slug: string; n: string }>;
}

async function versionOf(params: VersionPageProps["params"]) {
  const { slug, n } = await params;
  const person = await requirePerson(`/runbooks/${slug}/v/${n}`);
  return { person, found: /^[1-9]\d{0,8}$/.test(n) ? await readVersion(slug, Number(n)) : null };
}

export async function generateMetadata({ params }: VersionPageProps): Promise<Metadata> {
  const { found } = await versionOf(params);
  return { title: found ? `v${found.version} · ${found.title}` : "Not found" };
}

export default async function VersionPage({ params }: VersionPageProps) {
  const { person, found } = await versionOf(params);
  if (!found) notFound();
  const { definition } = found;
  return (
    <div className="mx-auto w-full max-w-[110rem] px-4 py-8 sm:px-6">
      <Trail slug={found.slug} title={found.title} />
      <VersionHead version={found} />
      <Judgement version={found} personId={person.personId} />
      <LinkedVersion
        structure={
          <div className="space-y-6">
            <LinesKept lines={definition.lines} />
            <DocumentFacts definition={definition} />
            {definition.diagnostics.length > 0 ? (
              <details className="rounded-xl border border-line bg-panel">
                <summary className="px-4 py-2.5 font-medium">
                  {definition.diagnostics.length} remarks of the importer
                </summary>
                <DiagnosticsList diagnostics={definition.diagnostics} />
              </details>
            ) : null}
            <Structure definition={definition} />
          </div>
        }
        source={
          <div className="flex flex-col overflow-hidden rounded-xl border border-line bg-panel lg:max-h-[inherit]">
            <h2 id="source-title" className="border-b border-line px-4 py-2.5 text-[0.9375rem] font-[650]">
              Markdown
            </h2>
            <section
              aria-label="Markdown source"
              // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region has to be reached by keyboard.
              tabIndex={0}
              className="overflow-auto focus-visible:-outline-offset-2"
            >
              <SourceLines text={found.source} />
            </section>
          </div>
        }
      />
    </div>
  );
}
