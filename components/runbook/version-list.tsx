import Link from "next/link";
import type { VersionSummary } from "@/lib/protocol/http";
import { Badge } from "../ui/badge";
import { CopyButton } from "../ui/copy-button";
import { Instant } from "../ui/time";
import type { ApprovalState } from "./approval-standing";
import { ApprovalPill } from "./approvals-panel";

interface VersionListProps {
  slug: string;
  versions: VersionSummary[];
  /** By version: what its verdicts come to. */
  approvals: ReadonlyMap<number, ApprovalState>;
  /** By version that is not approved itself: the last one before it that was, and whose approvals do not carry over. */
  lapsed: ReadonlyMap<number, number>;
}

/** Versions of a runbook, the latest first. Each is the hash of its exact bytes. */
export function VersionList({ slug, versions, approvals, lapsed }: VersionListProps) {
  const sorted = versions.toSorted((a, b) => b.version - a.version);
  return (
    <ul className="divide-y divide-line overflow-hidden rounded-xl border border-line bg-panel">
      {sorted.map((one, index) => (
        <li key={one.version} className="flex flex-wrap items-center gap-x-5 gap-y-1 px-5 py-3">
          <h2 className="flex items-center gap-2.5 font-semibold">
            <Link href={`/runbooks/${slug}/v/${one.version}`} className="hover:underline">
              Version {one.version}
            </Link>
            {index === 0 ? <Badge tone="live">latest</Badge> : null}
            <ApprovalOf state={approvals.get(one.version)} />
            {lapsed.has(one.version) ? (
              <span className="text-xs font-medium text-hold">
                approvals of version {lapsed.get(one.version)} have lapsed
              </span>
            ) : null}
          </h2>
          <span className="grow text-[0.8125rem] text-muted">
            {one.author.name}, <Instant iso={one.publishedAt} zone="UTC" style="short" withZone />
          </span>
          <span className="flex min-w-0 items-center gap-2">
            <code className="truncate font-mono text-[0.8125rem] text-muted" title={one.sha256}>
              {one.sha256.slice(0, 16)}
            </code>
            <CopyButton text={one.sha256} what={`the SHA-256 of version ${one.version}`} compact />
          </span>
          <VersionLinks slug={slug} version={one.version} />
        </li>
      ))}
    </ul>
  );
}

function ApprovalOf({ state }: { state: ApprovalState | undefined }) {
  return state === undefined ? null : <ApprovalPill state={state} />;
}

const linkStyle = "text-live underline-offset-2 hover:underline";

/** What can be done with a version: hold it against another, take its checklist along, keep its bytes. */
function VersionLinks({ slug, version }: { slug: string; version: number }) {
  const of = `of version ${version}`;
  return (
    <span className="flex flex-wrap gap-x-4 gap-y-1 text-[0.8125rem]">
      <Link href={`/runbooks/${slug}/compare?to=${slug}@${version}`} className={linkStyle}>
        Compare<span className="sr-only"> {of}</span>
      </Link>
      <Link href={`/runbooks/${slug}/v/${version}/checklist`} className={linkStyle}>
        Checklist<span className="sr-only"> {of}</span>
      </Link>
      <a
        href={`/api/runbooks/${encodeURIComponent(slug)}/versions/${version}?format=markdown`}
        download={`${slug}-v${version}.md`}
        className={linkStyle}
      >
        Download<span className="sr-only"> {of}</span>
      </a>
    </span>
  );
}
