"use client";

import { useState } from "react";
import type { CommandDraft } from "@/lib/client/command-draft";
import type { Rejection } from "@/lib/run/rejections";
import type { StepState } from "@/lib/run/step-state";
import { hasResult } from "@/lib/run/structure";
import { Button } from "../ui/button";
import { Field } from "../ui/field";
import { Icon } from "../ui/icon";
import { Select } from "../ui/select";
import { ActProblemLine } from "./act-problem";
import { lazily } from "./lazily";
import { useRoom } from "./room-context";
import { useRoomUi } from "./room-ui";
import { useAct } from "./use-act";
import type { FieldDrafts } from "./use-field-drafts";

const StepAfter = lazily(() => import("./step-after").then((found) => found.StepAfter));

interface StepActionsProps {
  step: StepState;
  drafts: FieldDrafts;
}

/** What can be said of a step now. Nothing is hidden: what is barred says in words why. */
export function StepActions({ step, drafts }: StepActionsProps) {
  const { state } = useRoom();
  // A closed run takes nothing more: neither what was left open nor a result is offered to anybody.
  if (state.status === "closed") return null;
  return hasResult(step) ? <StepAfter step={step} /> : <OpenActions step={step} drafts={drafts} />;
}

function OpenActions({ step, drafts }: StepActionsProps) {
  const { refuse } = useRoom();
  const { openDialog } = useRoomUi();
  const { act, busy, problem } = useAct();
  const [exception, setException] = useState("");
  const stepId = step.id;
  const fields = typed(drafts.values);
  const pass: CommandDraft = {
    type: "PassStep",
    payload: { stepId, ...(fields ? { fields } : {}), ...(exception ? { exception } : {}) },
  };
  const passBarred = refuse(pass);
  const startBarred = refuse({ type: "StartStep", payload: { stepId } });
  const failBarred = refuse({ type: "FailStep", payload: { stepId, reason: "asked" } });
  const abortBarred = refuse({ type: "ReportAbort", payload: { text: "asked" } });
  return (
    <footer className="mt-4 grid gap-2.5">
      <Exceptions step={step} value={exception} onChange={setException} />
      <div className="flex flex-wrap items-center gap-2.5">
        {step.status === "waiting" ? (
          <Button
            size="lg"
            className={thumb}
            disabled={startBarred !== null}
            busy={busy}
            onClick={() => act({ type: "StartStep", payload: { stepId } })}
          >
            Start
          </Button>
        ) : null}
        <Button
          size="lg"
          variant="go"
          className={thumb}
          disabled={passBarred !== null}
          busy={busy}
          onClick={() => act(pass)}
        >
          <Icon name="check" /> PASS
        </Button>
        <Button
          size="lg"
          className={thumb}
          disabled={failBarred !== null}
          onClick={() => openDialog({ kind: "step-result", stepId, result: "fail" })}
        >
          <Icon name="octagon" className={failBarred ? "" : "text-halt"} /> FAIL…
        </Button>
        <SideResults step={step} fields={fields} />
        <Button
          size="lg"
          className="ml-auto enabled:text-halt! max-sm:w-full"
          disabled={abortBarred !== null}
          onClick={() => openDialog({ kind: "abort" })}
        >
          Report abort condition…
        </Button>
      </div>
      {passBarred ? (
        <p className="text-[0.8125rem] text-muted" data-reason="PassStep">
          <b className="font-semibold text-text">PASS waits:</b> {whyNot(passBarred)}
        </p>
      ) : null}
      <ActProblemLine problem={problem} />
    </footer>
  );
}

/** In the hand the three answers share the line, as large as a thumb needs them. */
const thumb = "max-sm:min-h-13 max-sm:flex-1 max-sm:px-3";

const side = "px-3!";

interface ExceptionsProps {
  step: StepState;
  value: string;
  onChange: (exception: string) => void;
}

/** Exceptions that the text itself grants: PASS names the one that it stands on (R11). */
function Exceptions({ step, value, onChange }: ExceptionsProps) {
  if (step.exceptions.length === 0 || step.noExceptions) return null;
  return (
    <Field label="PASS under an exception of the text (optional)" className="max-w-lg">
      {(control) => (
        <Select {...control} value={value} onChange={(event) => onChange(event.target.value)}>
          <option value="">None: as the runbook wants it</option>
          {step.exceptions.map((exception) => (
            <option key={exception}>{exception}</option>
          ))}
        </Select>
      )}
    </Field>
  );
}

interface SideResultsProps {
  step: StepState;
  fields: Record<string, string> | null;
}

/** The rarer answers; each stands there only where it can be given. */
function SideResults({ step, fields }: SideResultsProps) {
  const { refuse } = useRoom();
  const { openDialog } = useRoomUi();
  const stepId = step.id;
  const may = (draft: CommandDraft) => refuse(draft) === null;
  const warn = { stepId, reason: "asked", ...(fields ? { fields } : {}) };
  const mayWarn = !step.noExceptions && may({ type: "WarnStep", payload: warn });
  const maySkip = may({ type: "MarkNotApplicable", payload: { stepId, reason: "asked" } });
  const mayWaive =
    !maySkip &&
    may({
      type: "RequestWaiver",
      payload: { stepId, ticket: "asked", reason: "asked", expiresAt: "2999-01-01T00:00:00Z" },
    });
  return (
    <>
      {mayWarn ? (
        <Button
          size="lg"
          variant="ghost"
          className={side}
          onClick={() => openDialog({ kind: "step-result", stepId, result: "warn" })}
        >
          WARN…
        </Button>
      ) : null}
      {maySkip ? (
        <Button
          size="lg"
          variant="ghost"
          className={side}
          onClick={() => openDialog({ kind: "step-result", stepId, result: "not-applicable" })}
        >
          N/A…
        </Button>
      ) : null}
      {mayWaive ? (
        <Button
          size="lg"
          variant="ghost"
          className={side}
          onClick={() => openDialog({ kind: "request-waiver", stepId })}
        >
          Waiver…
        </Button>
      ) : null}
    </>
  );
}

/** Everything that is missing, each thing once; the sentence alone where nothing is listed. */
function whyNot({ message, missing, code }: Rejection): string {
  return code === "rule" && missing.length > 0
    ? [...new Set(missing)].map((thing) => thing.replace(/\.$/, "")).join(" · ")
    : message;
}

function typed(values: Readonly<Record<string, string>>): Record<string, string> | null {
  const filled = Object.entries(values).filter(([, value]) => value.trim() !== "");
  return filled.length > 0 ? Object.fromEntries(filled.map(([name, value]) => [name, value.trim()])) : null;
}
