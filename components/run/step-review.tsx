"use client";

import type { ReactNode } from "react";
import { verifierWords } from "@/lib/run/step-standing";
import type { AttemptState, StepState } from "@/lib/run/step-state";
import { awaitsVerification, hasResult } from "@/lib/run/structure";
import { Button } from "../ui/button";
import { Icon } from "../ui/icon";
import { meaningOf, toneClass } from "../ui/meaning";
import { Instant } from "../ui/time";
import { ActProblemLine } from "./act-problem";
import { rejectionText } from "./rejection-text";
import { useRoom } from "./room-context";
import { useRoomUi } from "./room-ui";
import { standingWaiver } from "./step-marks";
import { useAct } from "./use-act";
import { voidWords } from "./void-words";
import { WaiverMark } from "./waiver-mark";

/** What other people say to the step's result: verified, taken back, carried over, waived; and its earlier attempts. */
export function StepReview({ step }: { step: StepState }) {
  const { state } = useRoom();
  const waiver = standingWaiver(state, step);
  return (
    <div className="mb-3 grid gap-2.5 empty:hidden">
      {step.removed ? (
        <Mark icon="cross">
          <b className="font-semibold">REMOVED</b> An amendment has taken this step out of the text. What was
          recorded stays; it owes nothing any more.
        </Mark>
      ) : null}
      {step.carriedFrom ? (
        <Mark icon="arrow-right">
          <b className="font-semibold">CARRIED OVER</b> Its PASS is of an earlier run. The owner looks again,
          and attests it by PASS here.
        </Mark>
      ) : null}
      {waiver ? <WaiverMark waiver={waiver} /> : null}
      {step.exceptionUsed ? (
        <Mark icon="triangle" tone="text-hold">
          <b className="font-semibold">EXCEPTION</b> PASS under what the text grants: {step.exceptionUsed}
        </Mark>
      ) : null}
      {step.notComputed.length > 0 ? (
        <Mark icon="triangle" tone="text-hold">
          <b className="font-semibold">NOT COMPUTED</b> PASS says nothing about {step.notComputed.join(", ")}
          {step.warnAccepted ? ": accepted by the decider." : ": no value was entered."}
        </Mark>
      ) : null}
      <Verification step={step} />
      <VoidRequest step={step} />
      <Attempts step={step} />
    </div>
  );
}

interface MarkProps {
  icon: "cross" | "arrow-right" | "triangle";
  tone?: string;
  children: ReactNode;
}

function Mark({ icon, tone = "text-muted", children }: MarkProps) {
  return (
    <p className={`flex items-start gap-2 text-[0.8125rem] ${tone}`}>
      <Icon name={icon} className="mt-0.5 size-3.5" />
      <span>{children}</span>
    </p>
  );
}

/** The second pair of eyes, where the runbook asks for it (R12). */
function Verification({ step }: { step: StepState }) {
  const { state, refuse } = useRoom();
  const { act, busy, problem } = useAct();
  if (step.verifiedBy) {
    return (
      <p className="flex items-center gap-2 text-[0.8125rem] text-go">
        <Icon name="check" className="size-3.5" /> Verified by {step.verifiedBy.name}
      </p>
    );
  }
  if (!awaitsVerification(step)) return null;
  const draft = { type: "VerifyStep" as const, payload: { stepId: step.id } };
  const barred = refuse(draft);
  return (
    <div className="tinted tone-hold grid gap-2 rounded-lg border px-3 py-2.5">
      <p className="flex items-start gap-2">
        <Icon name="clock" className="mt-0.5" />
        <span className="text-text">
          {state.status === "closed"
            ? "The run was closed without this result being verified."
            : `Waits for verification by ${verifierWords(state, step)}.`}{" "}
          {step.finishedBy?.name} recorded it.
        </span>
      </p>
      {barred ? null : (
        <div className="flex flex-wrap items-center gap-3">
          <Button size="lg" variant="go" busy={busy} onClick={() => act(draft)}>
            <Icon name="check" /> VERIFY
          </Button>
          <span className="min-w-0 flex-1 basis-40 text-[0.8125rem] text-muted">
            You have seen for yourself that the result is right. Where it is not, ask to void it.
          </span>
        </div>
      )}
      <ActProblemLine problem={problem} />
    </div>
  );
}

/** A result marked by mistake: one has asked, and the other agrees with one press (R4). */
function VoidRequest({ step }: { step: StepState }) {
  const { state, refuse, me } = useRoom();
  const { act, busy, problem } = useAct();
  const { openDialog } = useRoomUi();
  const request = step.voidRequest;
  if (!request) return null;
  const draft = { type: "VoidResult" as const, payload: { stepId: step.id, reason: request.reason } };
  const mine = request.by.personId === me.personId;
  const closed = state.status === "closed";
  const barred = refuse(draft);
  const needsProof = step.noExceptions && step.status === "failed";
  return (
    <div className="tinted tone-hold grid gap-2 rounded-lg border px-3 py-2.5">
      <p className="flex items-start gap-2">
        <Icon name="turn-back" className="mt-0.5" />
        <span className="text-text">
          <b className="font-semibold">{request.by.name} says this was marked by mistake:</b> {request.reason}
          <span className="text-muted">
            {" "}
            <Instant iso={request.at} zone={state.timeZone} style="clock" />
          </span>
        </span>
      </p>
      {mine || barred ? (
        <p className="text-[0.8125rem] text-muted">
          {closed ? "The run was closed before anybody agreed: the result stands." : null}
          {!closed && mine
            ? `${voidWords(state, step).awaited} is awaited: the result stands until then.`
            : null}
          {!closed && !mine && barred ? rejectionText(barred) : null}
        </p>
      ) : (
        <div className="flex flex-wrap items-center gap-3">
          <Button size="lg" variant="hold" busy={busy} onClick={() => act(draft)}>
            <Icon name="turn-back" /> Agree: void it
          </Button>
          <span className="min-w-0 flex-1 basis-40 text-[0.8125rem] text-muted">
            Takes the result back at once. It stays visible, and what rested on it opens again.
          </span>
        </div>
      )}
      {needsProof && barred && barred.rule === "R4" ? (
        <div>
          <Button size="sm" onClick={() => openDialog({ kind: "file-evidence", files: [], stepId: step.id })}>
            File what shows it…
          </Button>
        </div>
      ) : null}
      <ActProblemLine problem={problem} />
    </div>
  );
}

/** Earlier attempts with their reasons; what was voided is struck out, never gone. */
function Attempts({ step }: { step: StepState }) {
  const { state } = useRoom();
  const current = hasResult(step) ? step.attempt : null;
  const past = step.attempts.filter(
    (attempt) =>
      attempt.voided !== undefined || attempt.attempt !== current || attempt.status !== step.status,
  );
  if (past.length === 0) return null;
  return (
    <details className="text-[0.8125rem]" open={past.some(({ voided }) => voided !== undefined)}>
      <summary className="cursor-pointer text-muted hover:text-text">
        {past.length === 1 ? "1 earlier attempt" : `${past.length} earlier attempts`}
      </summary>
      <ol className="mt-1.5 grid gap-1.5 border-l border-line pl-3">
        {past.map((attempt) => (
          <li key={`${attempt.attempt}-${attempt.finishedAt ?? ""}-${attempt.voided?.at ?? ""}`}>
            <AttemptLine attempt={attempt} zone={state.timeZone} />
          </li>
        ))}
      </ol>
    </details>
  );
}

function AttemptLine({ attempt, zone }: { attempt: AttemptState; zone: string }) {
  const look = meaningOf(attempt.status);
  const { voided } = attempt;
  return (
    <>
      <p className="flex flex-wrap items-baseline gap-x-2">
        <span className={voided ? "text-muted line-through" : toneClass[look.tone]}>
          <b className="font-semibold">{look.word}</b>
        </span>
        {voided ? <b className="font-semibold text-hold">VOIDED</b> : null}
        <span className="text-muted">
          attempt {attempt.attempt}
          {attempt.by ? ` · ${attempt.by.name}` : ""}
          {attempt.finishedAt ? (
            <>
              {" "}
              <Instant iso={attempt.finishedAt} zone={zone} style="clock" />
            </>
          ) : null}
        </span>
        {attempt.reason ? <span className="min-w-0">{attempt.reason}</span> : null}
      </p>
      {voided ? (
        <p className="text-hold">
          Taken back by {voided.by.map(({ name }) => name).join(" and ")}: {voided.reason}
        </p>
      ) : null}
    </>
  );
}
