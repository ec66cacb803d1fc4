import Link from "next/link";
import type { RunbookSummary } from "@/lib/protocol/http";
import { buttonStyle } from "../ui/button";
import { EmptyState } from "../ui/empty-state";
import { Instant } from "../ui/time";

export function RunbookList({ runbooks }: { runbooks: RunbookSummary[] }) {
  if (runbooks.length === 0)
    return (
      <EmptyState
        icon="document"
        title="No runbook yet"
        action={
          <Link href="/runbooks/import" className={buttonStyle({ variant: "primary" })}>
            Import a runbook
          </Link>
        }
      >
        Bring the Markdown that your team keeps in its git. You review what was found before it is published.
      </EmptyState>
    );
  return (
    <ul className="divide-y divide-line overflow-hidden rounded-xl border border-line bg-panel">
      {runbooks.map((runbook) => (
        <li
          key={runbook.slug}
          className="relative flex flex-wrap items-center gap-x-5 gap-y-1 px-5 py-3.5 hover:bg-raised/60 has-focus-visible:outline-2 has-focus-visible:-outline-offset-2 has-focus-visible:outline-live"
        >
          <h2 className="min-w-0 grow basis-72 truncate font-semibold">
            <Link href={`/runbooks/${runbook.slug}`} className="outline-none after:absolute after:inset-0">
              {runbook.title}
            </Link>
          </h2>
          <span className="text-[0.8125rem] text-muted">
            version {runbook.latestVersion},{" "}
            <Instant iso={runbook.publishedAt} zone="UTC" style="short" withZone />
          </span>
          <code className="font-mono text-[0.8125rem] text-muted" title={runbook.sha256}>
            {runbook.sha256.slice(0, 12)}
          </code>
        </li>
      ))}
    </ul>
  );
}
