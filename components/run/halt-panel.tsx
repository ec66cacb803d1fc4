"use client";

import { useState } from "react";
import type { AbortState, HaltState } from "@/lib/run/hazard-state";
import { Button } from "../ui/button";
import { Field } from "../ui/field";
import { Input } from "../ui/input";
import { meanings } from "../ui/meaning";
import { Select } from "../ui/select";
import { Textarea } from "../ui/textarea";
import { Instant } from "../ui/time";
import { ActProblemLine } from "./act-problem";
import { Panel } from "./panel";
import { useRoom } from "./room-context";
import { useRoomUi } from "./room-ui";
import { useAct } from "./use-act";

/** The run is halted: why, what was found, and which ways lead on. */
export function HaltPanel({ halt }: { halt: HaltState }) {
  const { state } = useRoom();
  const abort = state.aborts.find((candidate) => candidate.id === halt.abortId);
  return (
    <Panel look={meanings.halt} title={abort ? `Halted: ${abort.text}` : "Halted"}>
      {abort ? <AbortWords abort={abort} /> : null}
      <Classification halt={halt} />
      <ResumeSignOff halt={halt} />
      <Contacts />
    </Panel>
  );
}

function AbortWords({ abort }: { abort: AbortState }) {
  const { state, refuse } = useRoom();
  const { openDialog } = useRoomUi();
  const barred = refuse({ type: "WithdrawAbort", payload: { abortId: abort.id, reason: "asked" } });
  return (
    <div className="flex flex-wrap items-center gap-3">
      <p className="min-w-0 flex-1">
        Reported by {abort.by.name} at <Instant iso={abort.at} zone={state.timeZone} style="clock" />
        {abort.note ? `: ${abort.note}` : "."}
        {abort.withdrawalBy.length > 0 ? (
          <span className="block text-hold">
            {abort.withdrawalBy.map((person) => person.name).join(", ")} called it a false alarm; it takes the
            one who reported it and the commander together.
          </span>
        ) : null}
      </p>
      {barred ? null : (
        <Button onClick={() => openDialog({ kind: "withdraw-abort", abortId: abort.id })}>
          False alarm…
        </Button>
      )}
    </div>
  );
}

function Classification({ halt }: { halt: HaltState }) {
  const { state, refuse } = useRoom();
  const { act, busy, problem } = useAct();
  const [classification, setClassification] = useState("");
  const [rootCause, setRootCause] = useState("");
  const [again, setAgain] = useState(false);
  const draft = {
    type: "ClassifyBlocker" as const,
    payload: { classification: classification.trim(), rootCause: rootCause.trim() },
  };
  const barred = refuse({
    type: "ClassifyBlocker",
    payload: { classification: "asked", rootCause: "asked" },
  });
  if (halt.classification && !again) {
    return (
      <p>
        <b className="font-semibold">{halt.classification}</b>: {halt.rootCause}{" "}
        {barred ? null : (
          <button type="button" className="text-muted underline" onClick={() => setAgain(true)}>
            change
          </button>
        )}
      </p>
    );
  }
  if (barred) return <p className="text-muted">Blocker not classified yet. {barred.message}</p>;
  const complete = draft.payload.classification !== "" && draft.payload.rootCause !== "";
  return (
    <div className="grid gap-3">
      <p className="text-muted">
        To lead on, the blocker needs its class and its root cause, as far as they are known.
      </p>
      <div className="grid gap-3 sm:grid-cols-[14rem_minmax(0,1fr)]">
        <Field label="Class">
          {(control) =>
            state.taxonomy.length > 0 ? (
              <Select
                {...control}
                value={classification}
                onChange={(event) => setClassification(event.target.value)}
              >
                <option value="">Choose…</option>
                {state.taxonomy.map((name) => (
                  <option key={name}>{name}</option>
                ))}
              </Select>
            ) : (
              <Input
                {...control}
                value={classification}
                onChange={(event) => setClassification(event.target.value)}
              />
            )
          }
        </Field>
        <Field label="Root cause">
          {(control) => (
            <Textarea
              {...control}
              rows={1}
              value={rootCause}
              onChange={(event) => setRootCause(event.target.value)}
            />
          )}
        </Field>
      </div>
      <div>
        <Button
          busy={busy}
          disabled={!complete}
          onClick={async () => {
            if (await act(draft)) setAgain(false);
          }}
        >
          Classify the blocker
        </Button>
      </div>
      <ActProblemLine problem={problem} />
    </div>
  );
}

/** Resuming takes an approver's signature beside the decider's word. */
function ResumeSignOff({ halt }: { halt: HaltState }) {
  const { refuse } = useRoom();
  const { act, busy, problem } = useAct();
  if (halt.resumeSignOff) return <p>Resuming signed off by {halt.resumeSignOff.name}.</p>;
  const draft = {
    type: "SignOff" as const,
    payload: { subject: "resume", statement: "The blocker is understood; the run may resume." },
  };
  if (refuse(draft)) return null;
  return (
    <div className="flex flex-wrap items-center gap-3">
      <Button busy={busy} onClick={() => act(draft)}>
        Sign off resuming
      </Button>
      <span className="text-[0.8125rem] text-muted">“{draft.payload.statement}”</span>
      <ActProblemLine problem={problem} />
    </div>
  );
}

function Contacts() {
  const { state } = useRoom();
  if (state.contacts.length === 0) return null;
  return (
    <ul className="grid gap-1 text-[0.8125rem] text-muted">
      {state.contacts.map((contact) => (
        <li key={`${contact.role}-${contact.contact}`}>
          <b className="font-semibold text-text">{contact.role}</b> {contact.contact}
          {contact.escalation ? ` · then ${contact.escalation}` : ""}
        </li>
      ))}
    </ul>
  );
}
