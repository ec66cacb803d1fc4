"use client";

import { useState } from "react";
import { phaseProgress } from "@/lib/run/focus";
import type { HaltState } from "@/lib/run/hazard-state";
import { Button } from "../ui/button";
import { Field } from "../ui/field";
import { Input } from "../ui/input";
import { meanings } from "../ui/meaning";
import { Select } from "../ui/select";
import { Textarea } from "../ui/textarea";
import { Instant } from "../ui/time";
import { ActProblemLine } from "./act-problem";
import { Contacts } from "./contacts";
import { FactGroup, FactLine } from "./fact-group";
import { HaltWays } from "./halt-ways";
import { Panel } from "./panel";
import { useRoom } from "./room-context";
import { useRoomUi } from "./room-ui";
import { containmentPhases } from "./run-outline";
import { useAct } from "./use-act";

/** The run is halted: why, what contains it, what was found, and which ways lead on. */
export function HaltPanel({ halt }: { halt: HaltState }) {
  const { state } = useRoom();
  const abort = state.aborts.find((candidate) => candidate.id === halt.abortId);
  return (
    <Panel look={meanings.halt} title={abort ? `Halted: ${abort.text}` : "Halted"}>
      {abort ? (
        <p>
          Reported by {abort.by.name} at <Instant iso={abort.at} zone={state.timeZone} style="clock" />
          {abort.note ? `: ${abort.note}` : "."}
        </p>
      ) : null}
      <Containment />
      <Classification halt={halt} />
      <HaltWays halt={halt} abort={abort} />
      <Contacts />
    </Panel>
  );
}

/** The runbook's containment steps, which the halt has opened. */
function Containment() {
  const { state } = useRoom();
  const { show, showTab } = useRoomUi();
  const phases = containmentPhases(state);
  if (phases.length === 0) return null;
  return (
    <FactGroup name="Containment">
      {phases.map((phase) => {
        const { done, total } = phaseProgress(phase);
        return (
          <FactLine
            key={phase.id}
            look={
              done === total
                ? { ...meanings.passed, word: "done" }
                : { ...meanings.now, word: `${done} of ${total}` }
            }
          >
            {phase.title}{" "}
            <button
              type="button"
              className="text-live underline"
              onClick={() => {
                show({ kind: "phase", id: phase.id });
                showTab("steps");
              }}
            >
              show the steps
            </button>
          </FactLine>
        );
      })}
    </FactGroup>
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
    payload: { classification: state.taxonomy[0] ?? "asked", rootCause: "asked" },
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
              rows={2}
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
