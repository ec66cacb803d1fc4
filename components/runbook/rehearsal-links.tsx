import Link from "next/link";
import type { RehearsalLinkAnswer } from "@/lib/protocol/http";
import { Button } from "../ui/button";
import { Icon } from "../ui/icon";
import { StateWord } from "../ui/state-pill";
import { Instant } from "../ui/time";
import { type VersionChoice, VersionSelect } from "./version-select";

interface RehearsalLinksProps {
  slug: string;
  version: number;
  policy: "required" | "recommended" | "none";
  accepted: readonly RehearsalLinkAnswer[];
  /** Every other version that there is. */
  choices: readonly VersionChoice[];
}

const demands = {
  required:
    "This runbook requires a rehearsal that closed as PASS: of this very text, or of one linked here.",
  recommended: "This runbook recommends a rehearsal: of this very text, or of one linked here.",
  none: "A rehearsal of this very text counts by itself; one of another text counts once it is linked here.",
};

/** Which other texts count as this one's rehearsal, and the way to hold another one against it. */
export function RehearsalLinks({ slug, version, policy, accepted, choices }: RehearsalLinksProps) {
  return (
    <section aria-labelledby="rehearsals" className="rounded-xl border border-line bg-panel">
      <h2 id="rehearsals" className="border-b border-line px-4 py-3 text-[0.9375rem] font-[650] sm:px-5">
        Linked rehearsal
      </h2>
      <div className="space-y-4 px-4 py-4 sm:px-5">
        <p className="text-sm text-muted">{demands[policy]}</p>
        {accepted.length > 0 ? (
          <ul aria-label="Accepted rehearsals" className="divide-y divide-line">
            {accepted.map(({ rehearsal, ...link }) => (
              <li key={link.linkId} className="py-2.5 text-sm first:pt-0 last:pb-0">
                <p className="flex flex-wrap items-baseline gap-x-2.5 gap-y-1">
                  <StateWord
                    state={{ tone: "go", word: "ACCEPTED", icon: "check" }}
                    className="text-xs tracking-[0.05em]"
                  />
                  <Link
                    href={`/runbooks/${rehearsal.slug}/v/${rehearsal.version}`}
                    className="font-semibold hover:underline"
                  >
                    {rehearsal.title}, version {rehearsal.version}
                  </Link>
                  <code className="font-mono text-xs text-muted" title={rehearsal.sha256}>
                    {rehearsal.sha256.slice(0, 12)}
                  </code>
                </p>
                <p className="mt-0.5 text-[0.8125rem] text-muted">
                  {link.name}, <Instant iso={link.at} zone="UTC" style="short" withZone />
                </p>
                <blockquote className="mt-1 border-l-2 border-line pl-3 text-[0.8125rem] break-words whitespace-pre-wrap">
                  {link.statement}
                </blockquote>
              </li>
            ))}
          </ul>
        ) : null}
        {choices.length > 0 ? (
          <form
            action={`/runbooks/${slug}/v/${version}/rehearsal`}
            className="flex flex-wrap items-end gap-3"
          >
            <VersionSelect
              label="Rehearsed text"
              name="with"
              choices={choices}
              value={null}
              className="min-w-0 grow basis-64"
            />
            <Button type="submit">
              <Icon name="arrow-right" /> Compare commands and gates
            </Button>
          </form>
        ) : (
          <p className="text-[0.8125rem] text-muted">There is no other text to link yet.</p>
        )}
      </div>
    </section>
  );
}
