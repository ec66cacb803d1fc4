import Link from "next/link";
import { CopyButton } from "../ui/copy-button";

/** One of two versions that are held side by side. */
export interface ComparedVersion {
  slug: string;
  title: string;
  version: number;
  sha256: string;
}

interface Sided {
  side: string;
  version: ComparedVersion;
}

/** Which two texts are compared, each with its hash. */
export function ComparedVersions({ before, after }: { before: Sided; after: Sided }) {
  return (
    <div className="grid gap-3 md:grid-cols-2">
      <VersionCard {...before} />
      <VersionCard {...after} />
    </div>
  );
}

function VersionCard({ side, version }: Sided) {
  return (
    <div className="min-w-0 rounded-xl border border-line bg-panel px-4 py-3">
      <p className="text-[0.6875rem] tracking-[0.08em] text-muted uppercase">{side}</p>
      <p className="font-semibold break-words">
        <Link href={`/runbooks/${version.slug}/v/${version.version}`} className="hover:underline">
          {version.title}{" "}
          <span className="font-medium whitespace-nowrap text-muted">version {version.version}</span>
        </Link>
      </p>
      <p className="mt-1 flex min-w-0 items-center gap-2">
        <code className="min-w-0 truncate font-mono text-xs text-muted" title={version.sha256}>
          {version.sha256}
        </code>
        <CopyButton
          text={version.sha256}
          what={`the SHA-256 of version ${version.version}`}
          compact
          className="shrink-0"
        />
      </p>
    </div>
  );
}
