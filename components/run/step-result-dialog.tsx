"use client";

import type { CommandDraft } from "@/lib/client/command-draft";
import { locate } from "@/lib/run/structure";
import { stepWaiver } from "@/lib/run/waived";
import type { Tone } from "../ui/meaning";
import { ReasonDialog } from "./reason-dialog";
import { useRoom } from "./room-context";
import type { StepResult } from "./room-ui";

interface ResultWords {
  verb: string;
  consequence: string;
  tone: Tone;
  variant: "halt" | "hold" | "primary";
  label: string;
  draftOf: (stepId: string, reason: string) => CommandDraft;
}

const words: Record<StepResult, ResultWords> = {
  fail: {
    verb: "FAIL",
    consequence:
      "Blocks what depends on this step. A failure that an abort gate or a trigger covers raises it at once.",
    tone: "halt",
    variant: "halt",
    label: "What went wrong",
    draftOf: (stepId, reason) => ({ type: "FailStep", payload: { stepId, reason } }),
  },
  warn: {
    verb: "WARN",
    consequence: "Counts as done. On criteria and preconditions it bars GO until the decider accepts it.",
    tone: "hold",
    variant: "hold",
    label: "What is not as expected",
    draftOf: (stepId, reason) => ({ type: "WarnStep", payload: { stepId, reason } }),
  },
  "not-applicable": {
    verb: "N/A",
    consequence: "Leaves this step out, with the reason on record.",
    tone: "quiet",
    variant: "primary",
    label: "Why it does not apply",
    draftOf: (stepId, reason) => ({ type: "MarkNotApplicable", payload: { stepId, reason } }),
  },
  retry: {
    verb: "Retry",
    consequence: "Opens the step once more. The failed attempt stays on record.",
    tone: "live",
    variant: "primary",
    label: "What is different now",
    draftOf: (stepId, reason) => ({ type: "RetryStep", payload: { stepId, reason } }),
  },
  "accept-warn": {
    verb: "Accept as it stands",
    consequence: "Says that GO may be given with this warning, or with this check not computed.",
    tone: "hold",
    variant: "hold",
    label: "Why it is acceptable",
    draftOf: (stepId, reason) => ({ type: "AcceptWarn", payload: { stepId, reason } }),
  },
};

interface StepResultDialogProps {
  stepId: string;
  result: StepResult;
  onClose: () => void;
}

/** Every result of a step that takes a reason. */
export function StepResultDialog({ stepId, result, onClose }: StepResultDialogProps) {
  const { state } = useRoom();
  const step = locate(state, stepId)?.step;
  const waiver = result === "not-applicable" ? stepWaiver(state, stepId) : null;
  const { verb, consequence, tone, variant, label, draftOf } = words[result];
  return (
    <ReasonDialog
      title={`${verb}: ${step?.title ?? stepId}`}
      consequence={consequence}
      tone={tone}
      variant={variant}
      label={label}
      confirm={verb}
      start={waiver ? `Under waiver ${waiver.ticket}: ${waiver.reason}` : undefined}
      draftOf={(reason) => draftOf(stepId, reason)}
      onClose={onClose}
    />
  );
}
