"use client";

import { pointById } from "@/lib/run/structure";
import { Button } from "../ui/button";
import { cx } from "../ui/class-names";
import { Icon } from "../ui/icon";
import { meanings } from "../ui/meaning";
import { Instant } from "../ui/time";
import { ClosingPanel } from "./closing-panel";
import { DecisionView } from "./decision-view";
import { EvidenceView } from "./evidence-view";
import { HaltPanel } from "./halt-panel";
import { HypercarePanel } from "./hypercare-panel";
import { Panel } from "./panel";
import { PhaseView } from "./phase-view";
import { RollbackView } from "./rollback-view";
import { useRoom } from "./room-context";
import { type Target, useRoomUi } from "./room-ui";
import { StartPanel } from "./start-panel";
import { TriggersView } from "./triggers-view";
import { WaiversView } from "./waivers-view";

interface CentreProps {
  shown: Target;
  /** Where the run has gone meanwhile, while the reader is held where they are; null when they follow. */
  elsewhere: string | null;
  className?: string;
}

/** The middle of the room: what the run's state asks for, then the phase, the decision or the list that is shown. */
export function Centre({ shown, elsewhere, className }: CentreProps) {
  const { show, target } = useRoomUi();
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
        <BackToNow
          elsewhere={elsewhere}
          chosen={target.kind !== "now"}
          onBack={() => show({ kind: "now" })}
        />
        <StatusPanel />
        <Shown target={shown} />
      </div>
    </section>
  );
}

/** Never switches under somebody's hands: it offers to go instead. Its height is kept free while it may appear. */
function BackToNow({
  elsewhere,
  chosen,
  onBack,
}: {
  elsewhere: string | null;
  chosen: boolean;
  onBack: () => void;
}) {
  if (!elsewhere && !chosen) return null;
  return (
    <div className="sticky top-0 z-10 mb-3 flex justify-end">
      <Button
        size="sm"
        variant={elsewhere ? "primary" : "line"}
        className={elsewhere ? "" : "bg-panel"}
        onClick={onBack}
      >
        {elsewhere ? `Now: ${elsewhere}` : "Back to now"} <Icon name="arrow-right" />
      </Button>
    </div>
  );
}

/** What the run's status asks of the room, whatever phase is looked at. */
function StatusPanel() {
  const { state } = useRoom();
  switch (state.status) {
    case "planned":
      return <StartPanel />;
    case "held":
      return <HeldPanel />;
    case "halted":
      return state.halt ? <HaltPanel halt={state.halt} /> : null;
    case "hypercare":
      return (
        <>
          <HypercarePanel />
          {state.declaredAt ? <ClosingPanel /> : null}
        </>
      );
    case "concluding":
    case "closed":
      return <ClosingPanel />;
    default:
      return state.writeFreeze.on ? <FreezePanel /> : null;
  }
}

function HeldPanel() {
  const { state } = useRoom();
  const hold = state.decisions.findLast((decision) => decision.verdict === "hold");
  return (
    <Panel look={meanings.held} title="On hold: no step starts; what has started goes on">
      {hold ? (
        <p>
          {hold.decider.name} at <Instant iso={hold.at} zone={state.timeZone} style="clock" />: {hold.reason}
        </p>
      ) : null}
    </Panel>
  );
}

function FreezePanel() {
  const { state, refuse } = useRoom();
  const { openDialog } = useRoomUi();
  const barred = refuse({ type: "SetWriteFreeze", payload: { on: false, reason: "asked" } });
  return (
    <Panel look={{ ...meanings.locked, tone: "hold" }} title="Write freeze">
      <div className="flex flex-wrap items-center gap-3">
        <p className="min-w-0 flex-1">
          {state.writeFreeze.reason ?? "Nobody writes to production."}
          {state.writeFreeze.at ? (
            <span className="text-muted">
              {" "}
              since <Instant iso={state.writeFreeze.at} zone={state.timeZone} />
            </span>
          ) : null}
        </p>
        {barred ? null : (
          <Button size="sm" onClick={() => openDialog({ kind: "write-freeze" })}>
            Lift…
          </Button>
        )}
      </div>
    </Panel>
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
    case "now":
      return null;
  }
}
