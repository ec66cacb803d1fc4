"use client";

import type { CommandDraft } from "@/lib/client/command-draft";
import { doubtWords } from "@/lib/run/step-standing";
import type { StepState } from "@/lib/run/step-state";
import { Button } from "../ui/button";
import { Icon } from "../ui/icon";
import { useRoom } from "./room-context";
import { type StepResult, useRoomUi } from "./room-ui";

/** What can still be said of a step that has its result: retried, accepted, left out under a waiver, taken back. */
export function StepAfter({ step }: { step: StepState }) {
  const { refuse } = useRoom();
  const { openDialog } = useRoomUi();
  const stepId = step.id;
  const asked = { stepId, reason: "asked" };
  const failed = step.status === "failed";
  const open = (result: StepResult) => openDialog({ kind: "step-result", stepId, result });
  const retryBarred = refuse({ type: "RetryStep", payload: asked });
  const warned = step.status === "warned";
  const doubtful = doubtWords(step) !== null;
  const acceptBarred = doubtful ? refuse({ type: "AcceptWarn", payload: asked }) : null;
  const may = (draft: CommandDraft) => refuse(draft) === null;
  const mayReopen = !failed && retryBarred === null;
  const maySkip = failed && may({ type: "MarkNotApplicable", payload: asked });
  const mayWaive =
    failed &&
    !maySkip &&
    may({
      type: "RequestWaiver",
      payload: { stepId, ticket: "asked", reason: "asked", expiresAt: "2999-01-01T00:00:00Z" },
    });
  const voidBarred = refuse({ type: "VoidResult", payload: asked });
  // Proof is asked of a no-exceptions FAIL before it is taken back: who may ask is told so instead of seeing nothing.
  const proofMissing = failed && step.noExceptions && voidBarred?.code === "rule";
  const mayVoid = step.voidRequest === null && (voidBarred === null || proofMissing);
  return (
    <footer className="mt-4 grid gap-2.5 empty:hidden">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-2.5 empty:hidden">
        {failed ? (
          <Button size="lg" disabled={retryBarred !== null} onClick={() => open("retry")}>
            Retry…
          </Button>
        ) : null}
        {doubtful ? (
          <Button
            size="lg"
            variant="hold"
            disabled={acceptBarred !== null}
            onClick={() => open("accept-warn")}
          >
            <Icon name="triangle" /> {warned ? "Accept WARN…" : "Accept as not computed…"}
          </Button>
        ) : null}
        {maySkip ? (
          <Button size="lg" variant="ghost" onClick={() => open("not-applicable")}>
            N/A…
          </Button>
        ) : null}
        {mayWaive ? (
          <Button size="lg" variant="ghost" onClick={() => openDialog({ kind: "request-waiver", stepId })}>
            Waiver…
          </Button>
        ) : null}
        {mayReopen ? (
          <Button variant="ghost" onClick={() => open("retry")}>
            Check again…
          </Button>
        ) : null}
        {mayVoid ? (
          <Button
            variant="ghost"
            disabled={voidBarred !== null}
            onClick={() => openDialog({ kind: "void-result", stepId })}
          >
            Marked by mistake…
          </Button>
        ) : null}
        {mayVoid && proofMissing ? (
          <Button variant="ghost" onClick={() => openDialog({ kind: "file-evidence", files: [], stepId })}>
            File what shows it…
          </Button>
        ) : null}
      </div>
      {failed ? (
        <p className="text-[0.8125rem] text-muted" data-reason="RetryStep">
          {step.noExceptions ? "This FAIL bars GO for the rest of the run; no retry lifts it. " : ""}
          {retryBarred?.message}
        </p>
      ) : null}
      {doubtful ? (
        <p className="text-[0.8125rem] text-muted">
          {warned
            ? (acceptBarred?.message ?? "A WARN bars GO here until the decider accepts it.")
            : `Not computed: ${step.notComputed.join(", ")}. On criteria and preconditions this bars GO until the value is entered or the decider accepts it.`}
        </p>
      ) : null}
      {mayVoid && proofMissing ? (
        <p className="text-[0.8125rem] text-muted" data-reason="VoidResult">
          {voidBarred?.message}
        </p>
      ) : null}
    </footer>
  );
}
