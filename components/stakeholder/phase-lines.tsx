import { Fragment } from "react";
import type { StakeholderPhase, StakeholderPoint } from "@/lib/run/stakeholder-progress";
import type { StakeholderSummary } from "@/lib/run/stakeholder-summary";
import { cx } from "../ui/class-names";
import { Icon, type IconName } from "../ui/icon";
import { Instant } from "../ui/time";
import { hypercarePhase, isHypercare } from "./hypercare-phase";

interface Look {
  icon: IconName;
  tone: string;
  word: string;
}

const phaseLooks: Record<StakeholderPhase["status"], Look> = {
  complete: { icon: "check", tone: "text-go", word: "done" },
  open: { icon: "dot", tone: "text-live", word: "now" },
  locked: { icon: "ring", tone: "text-muted", word: "waiting" },
};

function pointLook({ verdict }: StakeholderPoint): Look {
  if (verdict === "go") return { icon: "check", tone: "text-go", word: "GO" };
  if (verdict === "no-go") return { icon: "slash", tone: "text-nogo", word: "NO-GO" };
  return { icon: "diamond", tone: "text-muted", word: "not decided yet" };
}

/** Progress by phase, with the decisions in their place: what is done, what runs and how far, when the rest begins. */
export function PhaseLines({ summary }: { summary: StakeholderSummary }) {
  const { phases, points, hypercare, closedAt, timeZone: zone } = summary;
  const after = (index: number) =>
    points
      .filter((point) => point.afterPhase === index)
      .map((point) => <PointRow key={point.title} point={point} zone={zone} />);
  return (
    <section aria-label="Progress" className="px-4.5 pb-1.5 pt-5">
      <ol>
        {after(-1)}
        {phases.map((phase, index) => (
          <Fragment key={`${phase.label}-${phase.title}`}>
            <PhaseRow phase={phase} zone={zone} />
            {after(index)}
          </Fragment>
        ))}
        {hypercare && !phases.some(isHypercare) ? (
          <PhaseRow phase={hypercarePhase(hypercare, closedAt)} zone={zone} />
        ) : null}
      </ol>
    </section>
  );
}

/** The end of hypercare is days away. */
function isFar(at: string, { status, startsAt, total }: StakeholderPhase): boolean {
  return status === "open" && total === 0 && startsAt === at;
}

const rowClass = "grid grid-cols-[1.5rem_minmax(0,1fr)_auto] items-center gap-2.5 py-1.5";

function PhaseRow({ phase, zone }: { phase: StakeholderPhase; zone: string }) {
  const look = phaseLooks[phase.status];
  const at = phase.endedAt ?? phase.startsAt;
  return (
    <li className={cx(rowClass, phase.status === "locked" && "text-muted")}>
      <Icon name={look.icon} className={cx("size-4.5", look.tone)} />
      <span className={phase.status === "open" ? "font-[650]" : undefined}>
        {phase.title}
        <span className="sr-only">, {look.word}</span>
      </span>
      {phase.status === "open" && phase.total > 0 ? (
        <span className="whitespace-nowrap">
          {phase.done} of {phase.total}
        </span>
      ) : at ? (
        <Instant iso={at} zone={zone} style={isFar(at, phase) ? "short" : "time"} className="font-mono" />
      ) : (
        <span className="font-mono">{phase.label ?? ""}</span>
      )}
    </li>
  );
}

function PointRow({ point, zone }: { point: StakeholderPoint; zone: string }) {
  const look = pointLook(point);
  return (
    <li className={cx(rowClass, point.verdict === null && "text-muted")}>
      <Icon name={look.icon} className={cx("size-4.5", look.tone)} />
      <span>
        {point.title}
        {point.verdict ? (
          <strong className={cx("ml-2", look.tone)}>{look.word}</strong>
        ) : (
          <span className="sr-only">, {look.word}</span>
        )}
      </span>
      {point.at ? <Instant iso={point.at} zone={zone} className="font-mono" /> : null}
    </li>
  );
}
