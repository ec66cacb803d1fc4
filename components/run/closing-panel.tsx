"use client";

import { useState } from "react";
import { Button } from "../ui/button";
import { meaningOf, meanings } from "../ui/meaning";
import { StatePill } from "../ui/state-pill";
import { Instant } from "../ui/time";
import { CompletionCriteria } from "./completion-criteria";
import { FactGroup, FactLine } from "./fact-group";
import { inTemplateOrder } from "./final-record-draft";
import { FinalRecordForm } from "./final-record-form";
import { deciderRefusal } from "./foresee";
import { Panel } from "./panel";
import { rejectionText } from "./rejection-text";
import { useRoom } from "./room-context";
import { useRoomUi } from "./room-ui";
import { SealedRecord } from "./sealed-record";

/** The end: the outcome, the final record to be filled in and signed, what still bars closing; then the seal. */
export function ClosingPanel() {
  const { state } = useRoom();
  const closed = state.status === "closed";
  // What ends otherwise owes none of the criteria.
  const complete = state.outcome === null || state.outcome === "complete";
  const look = state.outcome ? meaningOf(state.outcome) : meanings.concluding;
  return (
    <Panel
      look={look}
      title={closed ? "Closed and sealed" : "The outcome stands: sign the final record, then close"}
    >
      {state.outcome ? (
        <p className="flex flex-wrap items-center gap-3">
          <StatePill state={state.outcome} />
          {state.drill ? (
            <span className="text-muted">with a drilled rollback; the rehearsal closes as PASS</span>
          ) : null}
        </p>
      ) : null}
      {state.rollbackRemaining ? (
        <p>
          <span className="text-muted">What stays changed:</span> {state.rollbackRemaining}
        </p>
      ) : null}
      {closed ? null : <Bars />}
      {/* In hypercare they stand above, in the panel of hypercare. */}
      {complete && !closed && state.status !== "hypercare" ? <CompletionCriteria /> : null}
      {state.finalRecord ? <SignedRecord /> : closed ? null : <FinalRecordForm />}
      {closed ? <SealedRecord /> : null}
    </Panel>
  );
}

/** What closing still waits for, told to everybody, and the way to lift it. */
function Bars() {
  const { state, refuse, nowIso } = useRoom();
  const { openDialog } = useRoomUi();
  const barred = deciderRefusal({ type: "CloseRun", payload: {} }, nowIso(), state);
  const liftable =
    state.writeFreeze.on && !refuse({ type: "SetWriteFreeze", payload: { on: false, reason: "asked" } });
  return (
    <FactGroup name="Closing">
      {barred ? (
        <FactLine look={{ ...meanings.locked, word: "waits" }}>{rejectionText(barred)}</FactLine>
      ) : (
        <FactLine look={{ ...meanings.passed, word: "ready" }}>Nothing bars it any more</FactLine>
      )}
      {state.writeFreeze.on ? (
        <FactLine look={{ ...meanings.warned, word: "WRITE FREEZE" }}>
          It still stands, and has to be lifted before closing.
          {liftable ? (
            <Button size="sm" className="ml-3" onClick={() => openDialog({ kind: "write-freeze" })}>
              Lift it…
            </Button>
          ) : null}
        </FactLine>
      ) : null}
    </FactGroup>
  );
}

/** The record as it was signed; until the run is closed it may be signed again, which replaces it. */
function SignedRecord() {
  const { state, refuse } = useRoom();
  const [again, setAgain] = useState(false);
  if (!state.finalRecord) return null;
  const { fields } = state.finalRecord;
  if (again && state.status !== "closed")
    return <FinalRecordForm signed={fields} onDone={() => setAgain(false)} />;
  const mayAgain = !refuse({ type: "SignFinalRecord", payload: { fields } });
  return (
    <div className="grid gap-2">
      <h3 className="text-[0.6875rem] tracking-[0.08em] text-muted uppercase">Final decision record</h3>
      <dl className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-5 gap-y-1">
        {inTemplateOrder(state.finalRecord.fields, state.finalRecordFields).map(([name, value]) => (
          <div key={name} className="contents">
            <dt className="text-muted">{name}</dt>
            <dd className="min-w-0 break-words">{value}</dd>
          </div>
        ))}
      </dl>
      <p className="text-muted">
        Signed by {state.finalRecord.by.name} at{" "}
        <Instant iso={state.finalRecord.at} zone={state.timeZone} style="clock" />.
      </p>
      {mayAgain ? (
        <Button size="sm" className="justify-self-start" onClick={() => setAgain(true)}>
          Correct and sign again…
        </Button>
      ) : null}
    </div>
  );
}
