import type { StakeholderSummary } from "@/lib/run/stakeholder-summary";
import { cx } from "../ui/class-names";
import { Icon } from "../ui/icon";
import { toneClass } from "../ui/meaning";
import { Instant } from "../ui/time";
import { clockFact, endFact, nextFact, type ShownFact, updateFact } from "./facts";
import { nearStyle } from "./near-style";

interface FactGridProps {
  summary: StakeholderSummary;
  nowMs: number;
}

/** The four facts that everybody asks for. */
export function FactGrid({ summary, nowMs }: FactGridProps) {
  const { timeZone } = summary;
  const facts = [
    clockFact(summary, nowMs),
    updateFact(summary, nowMs),
    nextFact(summary, nowMs),
    endFact(summary),
  ];
  return (
    <dl className="mt-5.5 grid grid-cols-2 gap-px border-y border-line bg-line lg:mt-8 lg:border-x-0">
      {facts.map((fact) => (
        <Fact key={fact.label} fact={fact} zone={timeZone} nowMs={nowMs} />
      ))}
    </dl>
  );
}

interface FactProps {
  fact: ShownFact;
  zone: string;
  nowMs: number;
}

function Fact({ fact, zone, nowMs }: FactProps) {
  const { label, at, text, tone, note } = fact;
  return (
    <div className="bg-ground px-4.5 py-3">
      <dt className="text-xs text-muted lg:text-sm">{label}</dt>
      <dd className="mt-px flex flex-wrap items-baseline gap-x-2.5 font-semibold">
        <FactValue {...{ at, text, tone, zone, nowMs }} />
        {note ? (
          <small className="text-[0.8125rem] font-normal text-muted">
            {note.text}
            {note.at ? (
              <>
                {" "}
                <Instant iso={note.at} zone={zone} style={nearStyle(note.at, zone, nowMs)} />
              </>
            ) : null}
          </small>
        ) : null}
      </dd>
    </div>
  );
}

function FactValue({
  at,
  text,
  tone,
  zone,
  nowMs,
}: Omit<ShownFact, "label" | "note"> & Omit<FactProps, "fact">) {
  const style = at ? nearStyle(at, zone, nowMs) : "time";
  const size = style === "short" ? "text-base lg:text-2xl" : "text-[1.375rem] lg:text-3xl";
  if (!at && !text) return <span className={cx("text-muted", size)}>–</span>;
  return (
    <span
      className={cx(
        "inline-flex items-center gap-2 whitespace-nowrap",
        text && "font-mono",
        size,
        tone && toneClass[tone],
      )}
    >
      {tone ? <Icon name={tone === "halt" ? "octagon" : "triangle"} className="size-[0.8em]" /> : null}
      {at ? <Instant iso={at} zone={zone} style={style} /> : text}
    </span>
  );
}
