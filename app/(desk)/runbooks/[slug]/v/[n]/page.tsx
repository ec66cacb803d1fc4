import type { Metadata } from "next";
import Link from "next/link";
import { notFound } from "next/navigation";
import { DiagnosticsList } from "@/components/runbook/diagnostics-list";
import { DocumentFacts } from "@/components/runbook/document-facts";
import { LinesKept } from "@/components/runbook/lines-kept";
import { LinkedVersion } from "@/components/runbook/linked-version";
import { SourceLines } from "@/components/runbook/source-lines";
import { Structure } from "@/components/runbook/structure";
import { VersionHead } from "@/components/runbook/version-head";
import { readVersion } from "@/lib/server/pages/runbooks";
import { requirePerson } from "../../../../require-person";

interface VersionPageProps {
  params: Promise<{ slug: string; n: string }>;
}

async function versionOf(params: VersionPageProps["params"]) {
  const { slug, n } = await params;
  await requirePerson(`/runbooks/${slug}/v/${n}`);
  return /^[1-9]\d{0,8}$/.test(n) ? readVersion(slug, Number(n)) : null;
}

export async function generateMetadata({ params }: VersionPageProps): Promise<Metadata> {
  const found = await versionOf(params);
  return { title: found ? `v${found.version} · ${found.title}` : "Not found" };
}

export default async function VersionPage({ params }: VersionPageProps) {
  const found = await versionOf(params);
  if (!found) notFound();
  const { definition } = found;
  return (
    <div className="mx-auto w-full max-w-[110rem] px-4 py-8 sm:px-6">
      <p className="mb-1 text-[0.8125rem] text-muted">
        <Link href="/runbooks" className="hover:text-text">
          Runbooks
        </Link>{" "}
        /{" "}
        <Link href={`/runbooks/${found.slug}`} className="hover:text-text">
          {found.title}
        </Link>
      </p>
      <VersionHead version={found} />
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
