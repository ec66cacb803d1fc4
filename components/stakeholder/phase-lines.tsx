import type { StakeholderSummary } from "@/lib/run/stakeholder-summary";
import { cx } from "../ui/class-names";
import { Icon, type IconName } from "../ui/icon";
import { Instant } from "../ui/time";

type PhaseLine = StakeholderSummary["phases"][number];

const looks: Record<PhaseLine["status"], { icon: IconName; tone: string; word: string }> = {
  complete: { icon: "check", tone: "text-go", word: "done" },
  open: { icon: "dot", tone: "text-live", word: "now" },
  locked: { icon: "ring", tone: "text-muted", word: "waiting" },
};

/** Progress by phase: what is done, what runs and how far, when the rest is due. */
export function PhaseLines({ summary }: { summary: StakeholderSummary }) {
  return (
    <section aria-label="Progress" className="px-4.5 pb-1.5 pt-5">
      <ol>
        {summary.phases.map((phase) => (
          <PhaseRow key={`${phase.label}-${phase.title}`} phase={phase} zone={summary.timeZone} />
        ))}
      </ol>
    </section>
  );
}

function PhaseRow({ phase, zone }: { phase: PhaseLine; zone: string }) {
  const look = looks[phase.status];
  return (
    <li
      className={cx(
        "grid grid-cols-[1.5rem_minmax(0,1fr)_auto] items-center gap-2.5 py-1.5",
        phase.status === "locked" && "text-muted",
      )}
    >
      <Icon name={look.icon} className={cx("size-4.5", look.tone)} />
      <span className={phase.status === "open" ? "font-[650]" : undefined}>
        {phase.title}
        <span className="sr-only">, {look.word}</span>
      </span>
      {phase.status === "open" ? (
        <span>
          {phase.done} of {phase.total}
        </span>
      ) : phase.at ? (
        <Instant iso={phase.at} zone={zone} className="font-mono" />
      ) : (
        <span className="font-mono">{phase.label ?? ""}</span>
      )}
    </li>
  );
}
