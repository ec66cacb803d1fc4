import Link from "next/link";
import type { TranscriptComparison, TranscriptDifference } from "@/lib/run/compare/compare-transcripts";
import type { TranscriptItem, TranscriptPart } from "@/lib/run/compare/transcript-items";
import {
  countParts,
  differenceSentence,
  PART_WORDS,
  placeText,
  transcriptVerdict,
} from "@/lib/run/compare/transcript-verdict";
import { Badge } from "../ui/badge";
import { Icon } from "../ui/icon";
import { StatePill } from "../ui/state-pill";
import type { ComparedVersion } from "./compared-versions";

interface TranscriptViewProps {
  runbook: ComparedVersion;
  checklist: ComparedVersion;
  comparison: TranscriptComparison;
}

/** Whether a checklist is transcript-identical with its runbook, and where it is not. */
export function TranscriptView({ runbook, checklist, comparison }: TranscriptViewProps) {
  const counts = countParts(comparison);
  return (
    <section aria-labelledby="verdict" className="space-y-4">
      <div className="rounded-xl border border-line bg-panel px-4 py-4 sm:px-5">
        <h2 id="verdict" className="sr-only">
          Verdict
        </h2>
        <p className="flex flex-wrap items-start gap-3">
          <StatePill
            state={
              comparison.identical
                ? { tone: "go", word: "TRANSCRIPT-IDENTICAL", icon: "check" }
                : { tone: "hold", word: "NOT IDENTICAL", icon: "triangle" }
            }
          />
          <span className="min-w-0 flex-1 basis-72 pt-1 text-[0.9375rem]" data-testid="verdict">
            {transcriptVerdict(comparison)}
          </span>
        </p>
        <ul className="mt-3 flex flex-wrap gap-x-5 gap-y-1 text-[0.8125rem] text-muted">
          {counts
            .filter(({ same, differs }) => same + differs > 0)
            .map(({ part, same, differs }) => (
              <li key={part}>
                <span className="text-text">{PART_WORDS[part].several}</span>: {same} the same
                {differs > 0 ? `, ${differs} not` : ""}
              </li>
            ))}
        </ul>
      </div>
      {counts.map(({ part, differs }) =>
        differs === 0 ? null : (
          <Differences
            key={part}
            part={part}
            differs={comparison.differs.filter((each) => each.part === part)}
            runbook={runbook}
            checklist={checklist}
          />
        ),
      )}
      <Same comparison={comparison} />
    </section>
  );
}

const kinds: Record<TranscriptDifference["kind"], string> = {
  missing: "not in the checklist",
  extra: "only in the checklist",
  reworded: "worded otherwise",
  moved: "elsewhere",
};

interface DifferencesProps {
  part: TranscriptPart;
  differs: readonly TranscriptDifference[];
  runbook: ComparedVersion;
  checklist: ComparedVersion;
}

function Differences({ part, differs, runbook, checklist }: DifferencesProps) {
  const { several } = PART_WORDS[part];
  return (
    <section aria-labelledby={`differs-${part}`}>
      <h3 id={`differs-${part}`} className="mb-2 text-[0.9375rem] font-[650] first-letter:uppercase">
        {several} <span className="font-medium text-muted">· {differs.length}</span>
      </h3>
      <ul className="divide-y divide-line rounded-xl border border-line bg-panel px-4">
        {differs.map((each) => (
          <li key={`${each.kind}-${keyOf(each.runbook)}-${keyOf(each.checklist)}`} className="py-2.5">
            <p className="flex flex-wrap items-center gap-x-2.5 gap-y-1 text-[0.8125rem]">
              <Badge tone={each.kind === "reworded" ? "hold" : "halt"}>{kinds[each.kind]}</Badge>
              <span className="min-w-0 flex-1 basis-64 break-words text-muted">
                {differenceSentence(each)}
              </span>
            </p>
            <div className="mt-1.5 grid gap-2 text-xs md:grid-cols-2">
              <Side name="Runbook" items={each.runbook} version={runbook} code={part === "command"} />
              <Side name="Checklist" items={each.checklist} version={checklist} code={part === "command"} />
            </div>
          </li>
        ))}
      </ul>
    </section>
  );
}

const keyOf = (items: readonly TranscriptItem[]) => items.map(({ line, text }) => `${line}:${text}`).join();

function Side(props: {
  name: string;
  items: readonly TranscriptItem[];
  version: ComparedVersion;
  code: boolean;
}) {
  const { name, items, version, code } = props;
  return (
    <div className="min-w-0 rounded bg-raised px-2.5 py-1.5">
      <p className="text-muted">{name}</p>
      {items.length === 0 ? <p className="text-muted italic">not there</p> : null}
      {items.map((item) => (
        <div key={`${item.line}:${item.text}`} className="mt-0.5">
          <p className={code ? "font-mono break-words whitespace-pre-wrap" : "break-words"}>{item.text}</p>
          <Link
            href={`/runbooks/${version.slug}/v/${version.version}#L${item.line}`}
            className="text-live underline-offset-2 hover:underline"
          >
            {placeText(item)}
          </Link>
        </div>
      ))}
    </div>
  );
}

function Same({ comparison }: { comparison: TranscriptComparison }) {
  const { same } = comparison;
  if (same.length === 0) return null;
  return (
    <details className="rounded-xl border border-line bg-panel">
      <summary className="px-4 py-2.5 text-sm font-semibold">
        What is the same <span className="font-medium text-muted">· {same.length}</span>
      </summary>
      <ul className="divide-y divide-line border-t border-line px-4">
        {same.map(({ part, text, runbook, checklist, inProse }) => (
          <li
            key={`${part}-${runbook.line}-${checklist.line}-${text}`}
            className="flex flex-wrap items-baseline gap-x-2.5 gap-y-0.5 py-1.5 text-[0.8125rem]"
          >
            <Icon name="check" label="The same" className="size-3 text-go" />
            <Badge>{PART_WORDS[part].one}</Badge>
            <span
              className={part === "command" ? "min-w-0 font-mono text-xs break-words" : "min-w-0 break-words"}
            >
              {text}
            </span>
            <span className="text-muted">
              line {runbook.line}
              {inProse ? ", in the runbook's text" : ""} · line {checklist.line}
            </span>
          </li>
        ))}
      </ul>
    </details>
  );
}
