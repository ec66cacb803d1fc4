import { Fragment } from "react";
import type { StakeholderPhase, StakeholderPoint } from "@/lib/run/stakeholder-progress";
import type { StakeholderSummary } from "@/lib/run/stakeholder-summary";
import { cx } from "../ui/class-names";
import { Icon, type IconName } from "../ui/icon";
import { hypercarePhase, isHypercare } from "./hypercare-phase";

/** The phases as one bar, as wide as they are long, with the decisions between them. */
export function WallBar({ summary }: { summary: StakeholderSummary }) {
  const { phases, points, hypercare, closedAt } = summary;
  const share = shares(phases);
  const after = (index: number) =>
    points
      .filter((point) => point.afterPhase === index)
      .map((point) => <PointSegment key={point.title} point={point} />);
  return (
    <section aria-label="Phases" className="px-[1.6em] pb-[0.8em] pt-[1em]">
      <ol className="flex gap-[0.35em] portrait:flex-col">
        {after(-1)}
        {phases.map((phase, index) => (
          <Fragment key={`${phase.label}-${phase.title}`}>
            <PhaseSegment phase={phase} share={share(phase)} />
            {after(index)}
          </Fragment>
        ))}
        {hypercare && !phases.some(isHypercare) ? (
          <PhaseSegment phase={hypercarePhase(hypercare, closedAt)} share={1} />
        ) : null}
      </ol>
    </section>
  );
}

/** A phase is never so short or so long that its neighbours could not be read. */
function shares(phases: readonly StakeholderPhase[]): (phase: StakeholderPhase) => number {
  const known = phases.flatMap(({ minutes }) => (minutes === null || minutes <= 0 ? [] : [minutes]));
  const usual = known.length > 0 ? known.reduce((sum, each) => sum + each, 0) / known.length : 1;
  return ({ minutes }) => Math.min(2, Math.max(0.75, (minutes ?? usual) / usual));
}

const looks: Record<StakeholderPhase["status"], { icon: IconName | null; word: string; text: string }> = {
  complete: { icon: "check", word: "done", text: "" },
  open: { icon: "dot", word: "now", text: "font-[700]" },
  locked: { icon: null, word: "waiting", text: "text-muted" },
};

function PhaseSegment({ phase, share }: { phase: StakeholderPhase; share: number }) {
  const { title, status, done, total } = phase;
  const look = looks[status];
  // What has begun shows, even before the first of it is done.
  const begun = status === "open" ? Math.max(0.04, total > 0 ? done / total : 0) : 0;
  const filled = status === "complete" ? 1 : begun;
  return (
    <li className="min-w-0" style={{ flex: `${share} 1 0` }}>
      <div className="h-[0.4em] overflow-hidden bg-raised" aria-hidden>
        <div
          className={cx("h-full", status === "complete" ? "bg-go" : "bg-live")}
          style={{ width: `${filled * 100}%` }}
        />
      </div>
      <p className={cx("mt-[0.4em] line-clamp-2 text-[1em] leading-[1.2]", look.text)}>
        {look.icon ? (
          <Icon
            name={look.icon}
            className={cx("mr-[0.25em] size-[0.8em]", status === "complete" ? "text-go" : "text-live")}
          />
        ) : null}
        {status === "open" && total > 0 ? `${done} of ${total} · ${title}` : title}
        <span className="sr-only">, {look.word}</span>
      </p>
    </li>
  );
}

const pointLooks: Record<
  "go" | "no-go" | "open",
  { icon: IconName; text: string; bar: string; word: string }
> = {
  go: { icon: "check", text: "text-go", bar: "bg-go", word: "GO" },
  "no-go": { icon: "slash", text: "text-nogo", bar: "bg-nogo", word: "NO-GO" },
  open: { icon: "diamond", text: "text-muted", bar: "bg-raised", word: "not decided yet" },
};

function PointSegment({ point }: { point: StakeholderPoint }) {
  const look = pointLooks[point.verdict ?? "open"];
  return (
    <li className="min-w-0" style={{ flex: "0.6 1 0" }}>
      <div className={cx("h-[0.4em]", look.bar)} aria-hidden />
      <p className={cx("mt-[0.4em] line-clamp-2 text-[1em] leading-[1.2]", look.text)}>
        <Icon name={look.icon} className="mr-[0.25em] size-[0.8em]" />
        {point.verdict ? look.word : point.title}
        <span className="sr-only">, {point.verdict ? point.title : look.word}</span>
      </p>
    </li>
  );
}
