import Link from "next/link";
import type { VersionAnswer } from "@/lib/protocol/http";
import { buttonStyle } from "../ui/button";
import { CopyButton } from "../ui/copy-button";
import { Instant } from "../ui/time";

/** Who published which hash when, and what can be done with it. */
export function VersionHead({ version }: { version: VersionAnswer }) {
  const { slug, title, sha256, author, publishedAt } = version;
  const at = `/api/runbooks/${encodeURIComponent(slug)}/versions/${version.version}?format=markdown`;
  return (
    <header className="mb-6 border-b border-line pb-6">
      <div className="flex flex-wrap items-center gap-3">
        <h1 className="min-w-0 grow basis-80 text-2xl font-[650] tracking-[-0.02em]">
          {title} <span className="font-medium text-muted">version {version.version}</span>
        </h1>
        <Link href={`/runbooks/${slug}/compare?to=${slug}@${version.version}`} className={buttonStyle()}>
          Compare with…
        </Link>
        <Link href={`/runbooks/${slug}/v/${version.version}/checklist`} className={buttonStyle()}>
          Operator checklist
        </Link>
        <a href={at} download={`${slug}-v${version.version}.md`} className={buttonStyle()}>
          Download .md
        </a>
        <Link href={`/runbooks/import?slug=${encodeURIComponent(slug)}`} className={buttonStyle()}>
          New version
        </Link>
        <Link href={`/runbooks/${slug}/edit?version=${version.version}`} className={buttonStyle()}>
          Edit
        </Link>
        <Link
          href={`/plan?runbook=${encodeURIComponent(slug)}&version=${version.version}`}
          className={buttonStyle({ variant: "primary" })}
        >
          Plan a run
        </Link>
      </div>
      <p className="mt-3 flex flex-wrap items-center gap-x-3 gap-y-1.5">
        <span className="text-[0.8125rem] text-muted">SHA-256</span>
        <code className="min-w-0 break-all font-mono text-[0.8125rem]" data-testid="sha256">
          {sha256}
        </code>
        <CopyButton text={sha256} what="the SHA-256" />
      </p>
      <p className="mt-1.5 text-[0.8125rem] text-muted">
        Published by {author.name}, <Instant iso={publishedAt} zone="UTC" style="short" withZone />
      </p>
    </header>
  );
}
