"use client";

import { pointById } from "@/lib/run/structure";
import { Button } from "../ui/button";
import { cx } from "../ui/class-names";
import { Icon } from "../ui/icon";
import { lazily } from "./lazily";
import { PhaseView } from "./phase-view";
import { PollCall } from "./poll-strip";
import { useRoom } from "./room-context";
import { type Target, useRoomUi } from "./room-ui";
import { StatusPanel } from "./status-panel";

const DecisionView = lazily(() => import("./decision-view").then((found) => found.DecisionView));
const RollbackView = lazily(() => import("./rollback-view").then((found) => found.RollbackView));
const TriggersView = lazily(() => import("./triggers-view").then((found) => found.TriggersView));
const EvidenceView = lazily(() => import("./evidence-view").then((found) => found.EvidenceView));
const WaiversView = lazily(() => import("./waivers-view").then((found) => found.WaiversView));
const DecisionRecords = lazily(() => import("./decision-records").then((found) => found.DecisionRecords));
const Deviations = lazily(() => import("./amendment-deviations").then((found) => found.Deviations));
const ScheduleView = lazily(() => import("./schedule-view").then((found) => found.ScheduleView));
const UploadStrip = lazily(() => import("./upload-strip").then((found) => found.UploadStrip));

interface CentreProps {
  shown: Target;
  /** Where the run has gone meanwhile, while the reader is held where they are; null when they follow. */
  elsewhere: string | null;
  className?: string;
}

/**
 * The middle of the room: what the run's state asks for, then the phase, the decision or the list that is shown. What
 * somebody chose to see comes first.
 */
export function Centre({ shown, elsewhere, className }: CentreProps) {
  const chosen = useRoomUi().target.kind !== "now";
  const panel = (
    <div key="panel" className={chosen ? "mt-8 empty:hidden" : undefined}>
      <StatusPanel />
    </div>
  );
  const content = <Shown key="content" target={shown} />;
  return (
    <section
      aria-label="Steps"
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region has to be reachable by keyboard
      tabIndex={0}
      className={cx(
        "overflow-y-auto px-3 py-4 focus-visible:-outline-offset-2 sm:px-[26px] sm:py-[18px]",
        className,
      )}
    >
      <div className="mx-auto max-w-[64rem] 3xl:max-w-[80rem]">
        <BackToNow elsewhere={elsewhere} chosen={chosen} />
        <PollCall />
        {shown.kind === "evidence" ? null : <UploadStrip className="mb-4 lg:hidden" />}
        {/* Keyed, so that what is being written in the panel stays when the two change places. */}
        {chosen ? [content, panel] : [panel, content]}
      </div>
    </section>
  );
}

/** Never switches under somebody's hands: it offers to go instead, and lies over the content so that nothing moves. */
function BackToNow({ elsewhere, chosen }: { elsewhere: string | null; chosen: boolean }) {
  const { show, showTab } = useRoomUi();
  if (!elsewhere && !chosen) return null;
  return (
    <div className={cx("sticky top-0 z-10 flex justify-between gap-3", chosen ? "mb-3" : "h-0")}>
      {chosen ? (
        <Button size="sm" className="bg-panel lg:hidden" onClick={() => show({ kind: "now" })}>
          <Icon name="chevron" className="rotate-90" /> All steps
        </Button>
      ) : null}
      <Button
        size="sm"
        variant={elsewhere ? "primary" : "line"}
        className={cx("ml-auto", !elsewhere && "bg-panel")}
        onClick={() => {
          show({ kind: "now" });
          showTab("now");
        }}
      >
        {elsewhere ? `Now: ${elsewhere}` : "Back to now"} <Icon name="arrow-right" />
      </Button>
    </div>
  );
}

function Shown({ target }: { target: Target }) {
  const { state } = useRoom();
  switch (target.kind) {
    case "phase": {
      const phase = state.phases.find((candidate) => candidate.id === target.id);
      return phase ? <PhaseView key={phase.id} phase={phase} /> : null;
    }
    case "decision": {
      const point = pointById(state, target.id);
      return point ? <DecisionView point={point} /> : null;
    }
    case "rollback":
      return <RollbackView />;
    case "triggers":
      return <TriggersView />;
    case "evidence":
      return <EvidenceView />;
    case "waivers":
      return <WaiversView />;
    case "decisions":
      return <DecisionRecords />;
    case "schedule":
      return <ScheduleView />;
    case "changes":
      return <Deviations />;
    case "now":
      return null;
  }
}
