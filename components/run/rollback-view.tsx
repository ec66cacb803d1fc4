"use client";

import { isInScope } from "@/lib/run/rollback-scope";
import { Badge } from "../ui/badge";
import { Button } from "../ui/button";
import { EmptyState } from "../ui/empty-state";
import { meanings } from "../ui/meaning";
import { Instant } from "../ui/time";
import { BackOutFacts } from "./back-out-facts";
import { Panel } from "./panel";
import { PhaseView } from "./phase-view";
import { RollbackFinish } from "./rollback-finish";
import { useRoom } from "./room-context";
import { useRoomUi } from "./room-ui";
import { rollbackPhases } from "./run-outline";

/** The rollback plan: to be read at any time, a checklist from ROLLBACK on. */
export function RollbackView() {
  const { state } = useRoom();
  const phases = rollbackPhases(state);
  const ordered = phases.filter((phase) => isInScope(state, phase));
  const left = phases.filter((phase) => !isInScope(state, phase));
  return (
    <div>
      {state.status === "rolling-back" ? <RollingBack /> : state.rollbackAt === null ? <Locked /> : null}
      {phases.length === 0 ? (
        <EmptyState icon="turn-back" title="The runbook has no rollback plan">
          ROLLBACK can still be recorded; what is done then goes on the timeline.
        </EmptyState>
      ) : null}
      <div className="grid gap-8">
        {ordered.map((phase) => (
          <PhaseView key={phase.id} phase={phase} />
        ))}
      </div>
      {left.length > 0 ? (
        <section className="mt-8 rounded-xl border border-dashed border-line px-4 py-3 text-muted">
          <h3 className="font-semibold">Not part of this rollback</h3>
          <ul className="mt-1 list-disc pl-5">
            {left.map((phase) => (
              <li key={phase.id}>
                {phase.title} ({phase.steps.length} steps)
              </li>
            ))}
          </ul>
        </section>
      ) : null}
    </div>
  );
}

function RollingBack() {
  const { state } = useRoom();
  const order = state.decisions.findLast(
    (decision) => decision.verdict === "rollback" || decision.follows === "rollback",
  );
  return (
    <Panel
      look={meanings["rolling-back"]}
      title={state.drill ? "DRILL: rolling back the rehearsal" : "Rolling back: this is the checklist now"}
    >
      {state.rollbackAt ? (
        <p className="text-muted">
          {state.drill ? (
            <Badge tone="rollback" className="mr-2">
              DRILL
            </Badge>
          ) : null}
          Decided at <Instant iso={state.rollbackAt} zone={state.timeZone} style="clock" />
          {order ? ` by ${order.decider.name}: ${order.reason}` : ""}
          {state.drill ? " · the rehearsal still closes as PASS" : ""}
        </p>
      ) : null}
      <BackOutFacts />
      <RollbackFinish />
    </Panel>
  );
}

function Locked() {
  const { state, refuse } = useRoom();
  const { openDialog } = useRoomUi();
  if (state.status === "closed")
    return <Panel look={meanings.locked} title="The rollback plan was not needed: the run is closed" />;
  const barred = refuse({ type: "ObserveTrigger", payload: { text: "asked" } });
  return (
    <Panel look={meanings.locked} title="The rollback plan is locked">
      <p className="text-muted">
        It opens as a checklist when the commander records ROLLBACK. Until then it is here to be read.
      </p>
      <BackOutFacts />
      {barred ? null : (
        <div>
          <Button variant="halt" onClick={() => openDialog({ kind: "trigger" })}>
            Report a rollback trigger…
          </Button>
        </div>
      )}
    </Panel>
  );
}
