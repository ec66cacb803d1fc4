"use client";

import { useState } from "react";
import { Button } from "../ui/button";
import { EmptyState } from "../ui/empty-state";
import { Field } from "../ui/field";
import { HoldButton } from "../ui/hold-button";
import { Input } from "../ui/input";
import { meanings } from "../ui/meaning";
import { Instant } from "../ui/time";
import { ActProblemLine } from "./act-problem";
import { Panel } from "./panel";
import { PhaseView } from "./phase-view";
import { rejectionText } from "./rejection-text";
import { useRoom } from "./room-context";
import { useRoomUi } from "./room-ui";
import { rollbackPhases } from "./run-outline";
import { useAct } from "./use-act";

/** The rollback plan: to be read at any time, a checklist from ROLLBACK on. */
export function RollbackView() {
  const { state } = useRoom();
  const { openDialog } = useRoomUi();
  const phases = rollbackPhases(state);
  return (
    <div>
      {state.status === "rolling-back" ? (
        <Panel look={meanings["rolling-back"]} title="Rolling back: this is the checklist now">
          {state.rollbackAt ? (
            <p className="text-muted">
              Decided at <Instant iso={state.rollbackAt} zone={state.timeZone} style="clock" />
              {state.decisions.at(-1)?.reason ? `: ${state.decisions.at(-1)?.reason}` : ""}
            </p>
          ) : null}
          <Finish />
        </Panel>
      ) : state.rollbackAt === null ? (
        <Panel look={meanings.locked} title="The rollback plan is locked">
          <p className="text-muted">
            It opens as a checklist when the commander records ROLLBACK. Until then it is here to be read.
          </p>
          <div>
            <Button variant="halt" onClick={() => openDialog({ kind: "trigger" })}>
              Report a rollback trigger…
            </Button>
          </div>
        </Panel>
      ) : null}
      {phases.length === 0 ? (
        <EmptyState icon="turn-back" title="The runbook has no rollback plan">
          ROLLBACK can still be recorded; what is done then goes on the timeline.
        </EmptyState>
      ) : null}
      <div className="grid gap-8">
        {phases.map((phase) => (
          <PhaseView key={phase.id} phase={phase} />
        ))}
      </div>
    </div>
  );
}

function Finish() {
  const { refuse } = useRoom();
  const { act, problem } = useAct();
  const [remaining, setRemaining] = useState("");
  const text = remaining.trim();
  const draft = { type: "FinishRollback" as const, payload: text ? { remaining: text } : {} };
  const barred = refuse(draft);
  if (barred?.code === "forbidden") return null;
  return (
    <div className="grid gap-2">
      <div className="flex flex-wrap items-end gap-3">
        <Field label="What stays changed, if anything" className="flex-1 basis-64">
          {(control) => (
            <Input
              {...control}
              value={remaining}
              onChange={(event) => setRemaining(event.target.value)}
              placeholder="Nothing: fully rolled back"
            />
          )}
        </Field>
        <HoldButton
          size="lg"
          variant="rollback"
          disabled={barred !== null}
          reason={barred?.message}
          onConfirm={() => act(draft)}
        >
          Hold: rollback is done
        </HoldButton>
      </div>
      {barred ? <p className="text-[0.8125rem] text-muted">{rejectionText(barred)}</p> : null}
      <ActProblemLine problem={problem} />
    </div>
  );
}
