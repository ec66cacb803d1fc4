"use client";

import type { RunState } from "@/lib/run/state";
import type { StepState } from "@/lib/run/step-state";
import { awaitsVerification, hasResult, isDone } from "@/lib/run/structure";
import { stepWaiver } from "@/lib/run/waived";
import type { WaiverState } from "@/lib/run/waiver-state";
import { Badge } from "../ui/badge";
import { useRoom } from "./room-context";

/** The waiver that the step was left out under, or that would let it be; a step that was done stands on its own. */
export function standingWaiver(state: RunState, step: StepState): WaiverState | null {
  if (step.waiverId !== null) return state.waivers.find(({ id }) => id === step.waiverId) ?? null;
  return isDone(step) ? null : stepWaiver(state, step.id);
}

/** Whether other people have something to say, or have said it, about the step's result. */
export function isReviewed(state: RunState, step: StepState): boolean {
  const earlier = step.attempts.length > (hasResult(step) ? 1 : 0);
  return (
    earlier ||
    step.removed ||
    step.verifiedBy !== null ||
    step.voidRequest !== null ||
    step.carriedFrom !== null ||
    step.exceptionUsed !== null ||
    step.notComputed.length > 0 ||
    awaitsVerification(step) ||
    standingWaiver(state, step) !== null
  );
}

/** One word each for what is not plain about the step, in its card's head and in its line. */
export function StepMarks({ step, className }: { step: StepState; className?: string }) {
  const { state } = useRoom();
  const voided = step.attempts.some((attempt) => attempt.voided);
  return (
    <>
      {awaitsVerification(step) ? (
        <Badge tone="hold" className={className}>
          To be verified
        </Badge>
      ) : null}
      {step.voidRequest ? (
        <Badge tone="hold" className={className}>
          Void asked
        </Badge>
      ) : null}
      {voided ? <Badge className={className}>Voided once</Badge> : null}
      {standingWaiver(state, step) ? (
        <Badge tone="hold" className={className}>
          Waived
        </Badge>
      ) : null}
      {step.exceptionUsed ? (
        <Badge tone="hold" className={className}>
          Exception
        </Badge>
      ) : null}
      {step.status === "passed" && step.notComputed.length > 0 ? (
        <Badge tone="hold" className={className}>
          Not computed
        </Badge>
      ) : null}
      {step.carriedFrom ? <Badge className={className}>Carried over</Badge> : null}
      {step.removed ? <Badge className={className}>Removed</Badge> : null}
    </>
  );
}
