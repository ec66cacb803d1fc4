"use client";

import { Button } from "../ui/button";
import { meanings } from "../ui/meaning";
import { Instant } from "../ui/time";
import { lazily } from "./lazily";
import { Panel } from "./panel";
import { useRoom } from "./room-context";
import { useRoomUi } from "./room-ui";

const StartPanel = lazily(() => import("./start-panel").then((found) => found.StartPanel));
const HaltPanel = lazily(() => import("./halt-panel").then((found) => found.HaltPanel));
const HypercarePanel = lazily(() => import("./hypercare-panel").then((found) => found.HypercarePanel));
const ClosingPanel = lazily(() => import("./closing-panel").then((found) => found.ClosingPanel));
const AmendmentPanel = lazily(() => import("./amendment-panel").then((found) => found.AmendmentPanel));
const CarryOverNote = lazily(() => import("./carry-over-note").then((found) => found.CarryOverNote));
const ContactsPanel = lazily(() => import("./contacts-panel").then((found) => found.ContactsPanel));
const WindowPanel = lazily(() => import("./window-panel").then((found) => found.WindowPanel));

/** What the run's status asks of the room, whatever phase is looked at. */
export function StatusPanel() {
  const { state } = useRoom();
  const open = state.status !== "closed";
  return (
    <>
      {state.amendment && open ? <AmendmentPanel amendment={state.amendment} /> : null}
      {state.windowExtension && open ? <WindowPanel request={state.windowExtension} /> : null}
      {state.clocks.length > 0 && open && state.status !== "halted" ? <ContactsPanel /> : null}
      <LifePanel />
      {state.continues && (state.status === "running" || state.status === "held") ? <CarryOverNote /> : null}
    </>
  );
}

function LifePanel() {
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

/** A hold that somebody ordered, or one that an amendment brought: it stays until the decider resumes. */
function HeldPanel() {
  const { state } = useRoom();
  const last = state.decisions.findLast(({ verdict }) => verdict === "hold" || verdict === "resume");
  const hold = last?.verdict === "hold" ? last : null;
  // The amendment's own panel says it.
  if (state.amendment?.large && !hold) return null;
  return (
    <Panel look={meanings.held} title="On hold: no step starts; what has started goes on">
      {hold ? (
        <p>
          {hold.decider.name} at <Instant iso={hold.at} zone={state.timeZone} style="clock" />: {hold.reason}
        </p>
      ) : (
        <p>The amendment that held the run is answered; the decider resumes it.</p>
      )}
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
