import Link from "next/link";
import type { Change } from "@/lib/run/amendment-state";
import { changeCount } from "../run/amendment-changes";
import { ChangeList } from "../run/change-list";

interface ChangesSinceProps {
  slug: string;
  version: number;
  /** The last approved version before this one; null where none was approved. */
  since: number | null;
  changes: readonly Change[];
}

/** What an approver has to look at: the differences in meaning since the last text that was approved. */
export function ChangesSince({ slug, version, since, changes }: ChangesSinceProps) {
  return (
    <section aria-labelledby="changes-since" className="rounded-xl border border-line bg-panel">
      <header className="flex flex-wrap items-center gap-x-3 gap-y-1 border-b border-line px-4 py-3 sm:px-5">
        <h2 id="changes-since" className="text-[0.9375rem] font-[650]">
          {since === null ? "Nothing to compare with" : `Changed since version ${since}`}
        </h2>
        {since === null ? null : <span className="text-[0.8125rem] text-muted">{changeCount(changes)}</span>}
        {version > 1 ? (
          <Link
            href={`/runbooks/${slug}/compare?to=${version}${since === null ? "" : `&from=${since}`}`}
            className="ml-auto text-[0.8125rem] font-semibold text-live hover:underline"
          >
            Compare versions
          </Link>
        ) : null}
      </header>
      <div className="px-4 py-4 sm:px-5">
        {since === null ? (
          <p className="text-sm text-muted">
            No earlier version of this runbook was approved: all of it has to be read.
          </p>
        ) : (
          // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region has to be reached by keyboard.
          <section aria-label="Changes" tabIndex={0} className="max-h-96 overflow-y-auto">
            <ChangeList changes={changes} />
          </section>
        )}
      </div>
    </section>
  );
}
