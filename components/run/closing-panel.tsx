"use client";

import { useState } from "react";
import { Button } from "../ui/button";
import { Field } from "../ui/field";
import { Input } from "../ui/input";
import { meaningOf, meanings } from "../ui/meaning";
import { Select } from "../ui/select";
import { StatePill } from "../ui/state-pill";
import { Instant } from "../ui/time";
import { ActProblemLine } from "./act-problem";
import { Panel } from "./panel";
import { rejectionText } from "./rejection-text";
import { useRoom } from "./room-context";
import { useRoomUi } from "./room-ui";
import { useAct } from "./use-act";

/** The end: the outcome, the final record to be filled in and signed, and what still stands before closing. */
export function ClosingPanel() {
  const { state, refuse } = useRoom();
  const { openDialog } = useRoomUi();
  const closed = state.status === "closed";
  const look = state.outcome ? meaningOf(state.outcome) : meanings.concluding;
  return (
    <Panel
      look={look}
      title={closed ? "Closed and sealed" : "The outcome stands: sign the final record, then close"}
    >
      {state.outcome ? (
        <p>
          <StatePill state={state.outcome} />
        </p>
      ) : null}
      {state.closedAt ? (
        <p>
          Closed at <Instant iso={state.closedAt} zone={state.timeZone} style="short" withZone />. No event is
          ever added to this run.
        </p>
      ) : null}
      {state.writeFreeze.on && !closed ? (
        <p className="flex flex-wrap items-center gap-3 text-hold">
          The write freeze still stands, and has to be lifted before closing.
          {refuse({ type: "SetWriteFreeze", payload: { on: false, reason: "asked" } }) ? null : (
            <Button size="sm" onClick={() => openDialog({ kind: "write-freeze" })}>
              Lift it…
            </Button>
          )}
        </p>
      ) : null}
      {state.finalRecord ? <SignedRecord /> : closed ? null : <RecordForm />}
    </Panel>
  );
}

function SignedRecord() {
  const { state } = useRoom();
  if (!state.finalRecord) return null;
  return (
    <div className="grid gap-2">
      <dl className="grid gap-x-5 gap-y-1 sm:grid-cols-[auto_minmax(0,1fr)]">
        {Object.entries(state.finalRecord.fields).map(([name, value]) => (
          <div key={name} className="contents">
            <dt className="text-muted">{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      <p className="text-muted">
        Signed by {state.finalRecord.by.name} at{" "}
        <Instant iso={state.finalRecord.at} zone={state.timeZone} style="clock" />.
      </p>
    </div>
  );
}

function RecordForm() {
  const { state, refuse } = useRoom();
  const { act, busy, problem } = useAct();
  const [values, setValues] = useState<Record<string, string>>({});
  const fields = Object.fromEntries(
    state.finalRecordFields.map(({ name }): [string, string] => [name, (values[name] ?? "").trim()]),
  );
  const draft = { type: "SignFinalRecord" as const, payload: { fields } };
  const barred = refuse(draft);
  const set = (name: string, value: string) => setValues((known) => ({ ...known, [name]: value }));
  if (barred?.code === "forbidden")
    return <p className="text-muted">The final record is not signed yet. {barred.message}</p>;
  return (
    <form
      className="grid gap-3"
      onSubmit={(event) => {
        event.preventDefault();
        void act(draft);
      }}
    >
      <div className="grid gap-3 sm:grid-cols-2">
        {state.finalRecordFields.map(({ name, options }) => (
          <Field key={name} label={name}>
            {(control) =>
              options.length > 0 ? (
                <Select
                  {...control}
                  value={values[name] ?? ""}
                  onChange={(event) => set(name, event.target.value)}
                >
                  <option value="">Choose…</option>
                  {options.map((option) => (
                    <option key={option}>{option}</option>
                  ))}
                </Select>
              ) : (
                <Input
                  {...control}
                  value={values[name] ?? ""}
                  onChange={(event) => set(name, event.target.value)}
                />
              )
            }
          </Field>
        ))}
      </div>
      <div className="flex flex-wrap items-center gap-3">
        <Button type="submit" variant="primary" busy={busy} disabled={barred !== null}>
          Sign the final record
        </Button>
        {barred ? <p className="text-[0.8125rem] text-muted">{rejectionText(barred)}</p> : null}
      </div>
      <ActProblemLine problem={problem} />
    </form>
  );
}
