import type { StakeholderSummary } from "@/lib/run/stakeholder-summary";
import { cx } from "../ui/class-names";
import { Icon } from "../ui/icon";
import { formatInstant } from "../ui/instant-format";
import { toneClass } from "../ui/meaning";
import { endFact, nextFact, type ShownFact, updateFact } from "./facts";
import { nearStyle } from "./near-style";

interface WallFactsProps {
  summary: StakeholderSummary;
  nowMs: number;
}

/** What comes next, what is owed, when it ends, how long there is a way back. */
export function WallFacts({ summary, nowMs }: WallFactsProps) {
  const { window, closedAt, timeZone: zone } = summary;
  const end = endFact(summary);
  const endNote = window && !summary.endedAt ? { text: "window", at: window.end } : end.note;
  const facts = [
    nextFact(summary, nowMs),
    ...(closedAt ? [] : [updateFact(summary, nowMs)]),
    { ...end, note: endNote },
    ...wayBack(summary, nowMs),
  ];
  return (
    <dl className="grid auto-cols-fr grid-flow-col border-y border-line portrait:grid-flow-row portrait:grid-cols-2">
      {facts.map((fact) => (
        <WallFact key={fact.label} fact={fact} zone={zone} nowMs={nowMs} />
      ))}
    </dl>
  );
}

function wayBack({ noReturnAt, status }: StakeholderSummary, nowMs: number): ShownFact[] {
  if (noReturnAt === null) return [];
  const passed = Date.parse(noReturnAt) < nowMs && status !== "planned";
  const label = passed ? "Point of no return passed" : "Point of no return";
  return [{ label, at: noReturnAt, text: null, tone: passed ? "halt" : null, note: null }];
}

interface WallFactProps {
  fact: ShownFact;
  zone: string;
  nowMs: number;
}

function WallFact({ fact, zone, nowMs }: WallFactProps) {
  const { label, at, text, tone, note } = fact;
  const value = at ? formatInstant(at, zone, nearStyle(at, zone, nowMs)) : (text ?? "–");
  return (
    <div className="min-w-0 border-l border-line px-[1.6em] py-[0.8em] first:border-l-0 portrait:border-l-0">
      <dt className="truncate text-[1em] text-muted">{label}</dt>
      <dd
        className={cx(
          "mt-[0.1em] flex flex-wrap items-baseline gap-x-[0.3em] text-[2.3em] font-semibold leading-tight",
          tone && toneClass[tone],
        )}
      >
        <span className={cx("inline-flex items-center gap-[0.25em] whitespace-nowrap", text && "font-mono")}>
          {tone ? <Icon name={tone === "halt" ? "octagon" : "triangle"} className="size-[0.7em]" /> : null}
          {value}
        </span>
        {note ? (
          <span className="min-w-0 truncate text-[0.46em] font-normal text-muted">
            {note.text} {note.at ? formatInstant(note.at, zone, "time") : null}
          </span>
        ) : null}
      </dd>
    </div>
  );
}
