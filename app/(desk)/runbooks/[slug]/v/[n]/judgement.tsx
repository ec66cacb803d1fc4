import Link from "next/link";
import { changeCount } from "@/components/run/amendment-changes";
import {
  approvalState,
  lastApprovedBefore,
  type Verdict,
  verdictsFor,
} from "@/components/runbook/approval-standing";
import { ApprovalsPanel } from "@/components/runbook/approvals-panel";
import { ChangesSince } from "@/components/runbook/changes-since";
import { RehearsalLinks } from "@/components/runbook/rehearsal-links";
import { compareDefinitions } from "@/lib/run/compare-definitions";
import type { RunbookDefinition } from "@/lib/run/definition";
import { listVersionChoices, readVerdicts } from "@/lib/server/pages/runbook-approvals";
import { readRunbook, readVersion, type VersionPage } from "@/lib/server/pages/runbooks";
import { GiveVerdict } from "./give-verdict";

interface JudgementProps {
  version: VersionPage;
  personId: string;
}

/** What an approver needs before and after their word: the verdicts, the changes, the linked rehearsals. */
export async function Judgement({ version, personId }: JudgementProps) {
  const { slug, definition, author, sha256, version: number } = version;
  const [verdicts, choices, runbook] = await Promise.all([
    readVerdicts(slug),
    listVersionChoices(),
    readRunbook(slug),
  ]);
  const newest = runbook?.versions[0]?.version ?? number;
  const { since, changes } = await changesSince(version, verdicts);
  const difference =
    since === null
      ? "No earlier version was approved: all of it is new."
      : `${changeCount(changes)} from version ${since}, the last that was approved.`;
  return (
    <div className="mb-8 grid items-start gap-5 lg:grid-cols-[minmax(0,1fr)_minmax(0,1.1fr)] 2xl:grid-cols-3">
      <ApprovalsPanel
        state={approvalState(
          { version: number, authorId: author.personId, approvals: definition.policy.approvals },
          verdicts,
        )}
        verdicts={verdictsFor(number, verdicts)}
      >
        {newest > number ? (
          <p className="text-sm">
            A newer text exists:{" "}
            <Link
              href={`/runbooks/${slug}/v/${newest}`}
              className="font-semibold text-live underline-offset-2 hover:underline"
            >
              version {newest}
            </Link>
            . An approval of this one does not hold for it.
          </p>
        ) : null}
        <GiveVerdict
          slug={slug}
          version={number}
          sha256={sha256}
          difference={difference}
          barred={barredFor(personId, author.personId, definition)}
        />
      </ApprovalsPanel>
      <ChangesSince slug={slug} version={number} since={since} changes={changes} />
      <div className="lg:col-span-2 2xl:col-span-1">
        <RehearsalLinks
          slug={slug}
          version={number}
          policy={definition.policy.rehearsal}
          accepted={version.rehearsals}
          choices={choices.filter((choice) => choice.slug !== slug || choice.version !== number)}
        />
      </div>
    </div>
  );
}

async function changesSince({ slug, version, definition }: VersionPage, verdicts: readonly Verdict[]) {
  const since = lastApprovedBefore(version, verdicts);
  const before = since === null ? null : await readVersion(slug, since);
  return before === null
    ? { since: null, changes: [] }
    : { since, changes: compareDefinitions(before.definition, definition) };
}

/** Why somebody cannot approve this version, said before they try (R12, and rule 17 of the importer). */
function barredFor(personId: string, authorId: string, definition: RunbookDefinition): string | null {
  if (personId === authorId)
    return "You published this version, so you cannot approve it: someone else has to (R12).";
  const conflicts = definition.diagnostics.filter(({ code }) => code === "conflicting-offset");
  return conflicts.length === 0
    ? null
    : `The text contradicts itself on line ${conflicts.map(({ line }) => line).join(", ")}: an annotation has to settle it before anyone approves (R8).`;
}
