"use client";

import type { CommandDraft } from "@/lib/client/command-draft";
import { type Blocker, passBlockers } from "@/lib/run/blockers";
import type { PhaseState, StepState } from "@/lib/run/step-state";
import { isDone } from "@/lib/run/structure";
import { Button } from "../ui/button";
import { Icon } from "../ui/icon";
import { ActProblemLine } from "./act-problem";
import { useRoom } from "./room-context";
import { useRoomUi } from "./room-ui";
import { useAct } from "./use-act";
import type { FieldDrafts } from "./use-field-drafts";

interface StepActionsProps {
  step: StepState;
  phase: PhaseState;
  blockers: readonly Blocker[];
  drafts: FieldDrafts;
}

/** What can be said of a step now. Nothing is hidden: what is barred says in words why. */
export function StepActions({ step, drafts }: StepActionsProps) {
  const { refuse, state } = useRoom();
  const { openDialog } = useRoomUi();
  const { act, busy, problem } = useAct();
  const stepId = step.id;
  const fields = typed(drafts.values);
  const pass: CommandDraft = { type: "PassStep", payload: fields ? { stepId, fields } : { stepId } };
  const passBarred = refuse(pass);
  const startBarred = refuse({ type: "StartStep", payload: { stepId } });
  const failBarred = refuse({ type: "FailStep", payload: { stepId, reason: "asked" } });
  const abortBarred = refuse({ type: "ReportAbort", payload: { text: "asked" } });

  if (isDone(step)) return <DoneActions step={step} />;
  if (step.status === "failed") return <FailedActions step={step} />;
  const missing =
    passBarred?.code === "rule" ? passBlockers(state, stepId).map((blocker) => blocker.text) : [];
  return (
    <footer className="mt-4 grid gap-2.5">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-2.5">
        {step.status === "waiting" ? (
          <Button
            size="lg"
            disabled={startBarred !== null}
            busy={busy}
            onClick={() => act({ type: "StartStep", payload: { stepId } })}
          >
            Start
          </Button>
        ) : null}
        <Button size="lg" variant="go" disabled={passBarred !== null} busy={busy} onClick={() => act(pass)}>
          <Icon name="check" /> PASS
        </Button>
        <Button
          size="lg"
          disabled={failBarred !== null}
          onClick={() => openDialog({ kind: "step-result", stepId, result: "fail" })}
        >
          <Icon name="octagon" className={failBarred ? "" : "text-halt"} /> FAIL…
        </Button>
        <SideResults step={step} />
        <Button
          size="lg"
          className="ml-auto enabled:text-halt!"
          disabled={abortBarred !== null}
          onClick={() => openDialog({ kind: "abort" })}
        >
          Report abort condition…
        </Button>
      </div>
      {passBarred ? (
        <p className="text-[0.8125rem] text-muted" data-reason="PassStep">
          <b className="font-semibold text-text">PASS waits:</b>{" "}
          {missing.length > 0 ? missing.join(" · ") : passBarred.message}
        </p>
      ) : null}
      <ActProblemLine problem={problem} />
    </footer>
  );
}

function SideResults({ step }: { step: StepState }) {
  const { refuse } = useRoom();
  const { openDialog } = useRoomUi();
  const stepId = step.id;
  const mayWarn =
    !step.noExceptions && !refuse({ type: "WarnStep", payload: { stepId, reason: "asked", note: "asked" } });
  const maySkip = !refuse({ type: "MarkNotApplicable", payload: { stepId, reason: "asked" } });
  return (
    <>
      {mayWarn ? (
        <Button
          size="lg"
          variant="ghost"
          onClick={() => openDialog({ kind: "step-result", stepId, result: "warn" })}
        >
          WARN…
        </Button>
      ) : null}
      {maySkip ? (
        <Button
          size="lg"
          variant="ghost"
          onClick={() => openDialog({ kind: "step-result", stepId, result: "not-applicable" })}
        >
          N/A…
        </Button>
      ) : null}
    </>
  );
}

function DoneActions({ step }: { step: StepState }) {
  const { refuse } = useRoom();
  const { openDialog } = useRoomUi();
  const stepId = step.id;
  const mayAccept = step.status === "warned" && !step.warnAccepted;
  const barred = mayAccept ? refuse({ type: "AcceptWarn", payload: { stepId, reason: "asked" } }) : null;
  if (!mayAccept) return null;
  return (
    <footer className="mt-4 flex flex-wrap items-center gap-3">
      <Button
        variant="hold"
        disabled={barred !== null}
        onClick={() => openDialog({ kind: "step-result", stepId, result: "accept-warn" })}
      >
        <Icon name="triangle" /> Accept WARN…
      </Button>
      <p className="text-[0.8125rem] text-muted">
        {barred ? barred.message : "A WARN bars GO here until the decider accepts it."}
      </p>
    </footer>
  );
}

function FailedActions({ step }: { step: StepState }) {
  const { refuse } = useRoom();
  const { openDialog } = useRoomUi();
  const stepId = step.id;
  const barred = refuse({ type: "RetryStep", payload: { stepId, reason: "asked" } });
  return (
    <footer className="mt-4 flex flex-wrap items-center gap-3">
      <Button
        size="lg"
        disabled={barred !== null}
        onClick={() => openDialog({ kind: "step-result", stepId, result: "retry" })}
      >
        Retry…
      </Button>
      <p className="min-w-0 flex-1 text-[0.8125rem] text-muted" data-reason="RetryStep">
        {step.noExceptions ? "This FAIL bars GO for the rest of the run; no retry lifts it. " : ""}
        {barred?.message}
      </p>
    </footer>
  );
}

function typed(values: Readonly<Record<string, string>>): Record<string, string> | null {
  const filled = Object.entries(values).filter(([, value]) => value.trim() !== "");
  return filled.length > 0 ? Object.fromEntries(filled.map(([name, value]) => [name, value.trim()])) : null;
}
