"use client";

import { locate } from "@/lib/run/structure";
import { FileEvidenceDialog } from "./file-evidence-dialog";
import { ReasonDialog } from "./reason-dialog";
import { RequestWaiverDialog } from "./request-waiver-dialog";
import { useRoom } from "./room-context";
import type { StepDialog } from "./step-dialog-kinds";
import { voidWords } from "./void-words";

interface StepDialogsProps {
  dialog: StepDialog;
  onClose: () => void;
}

/** The dialog of a step, a piece of evidence or a waiver that is open. */
export function StepDialogs({ dialog, onClose }: StepDialogsProps) {
  switch (dialog.kind) {
    case "void-result":
      return <VoidDialog stepId={dialog.stepId} onClose={onClose} />;
    case "choose-alternative":
      return <AlternativeDialog stepId={dialog.stepId} onClose={onClose} />;
    case "request-waiver":
      return <RequestWaiverDialog stepId={dialog.stepId} evidence={dialog.evidence} onClose={onClose} />;
    case "grant-waiver":
    case "deny-waiver":
      return <AnswerDialog kind={dialog.kind} waiverId={dialog.waiverId} onClose={onClose} />;
    case "file-evidence":
      return <FileEvidenceDialog {...dialog} onClose={onClose} />;
  }
}

function VoidDialog({ stepId, onClose }: { stepId: string; onClose: () => void }) {
  const { state } = useRoom();
  const step = locate(state, stepId)?.step;
  if (!step) return null;
  return (
    <ReasonDialog
      title={`Marked by mistake: ${step.title}`}
      consequence={`Takes the result back once ${voidWords(state, step).both} have asked for it. The mistaken result stays visible, and what rested on it opens again.`}
      tone="hold"
      variant="hold"
      label="What was wrong with the mark"
      confirm="Ask to void it"
      draftOf={(reason) => ({ type: "VoidResult", payload: { stepId, reason } })}
      onClose={onClose}
    />
  );
}

function AlternativeDialog({ stepId, onClose }: { stepId: string; onClose: () => void }) {
  const { state } = useRoom();
  const step = locate(state, stepId)?.step;
  return (
    <ReasonDialog
      title={`Take this way: ${step?.title ?? stepId}`}
      consequence="Chosen once: the other ways of this step are left out, with your reason on record."
      tone="live"
      label="Why this way"
      confirm="Take this way"
      draftOf={(reason) => ({ type: "ChooseAlternative", payload: { stepId, reason } })}
      onClose={onClose}
    />
  );
}

interface AnswerDialogProps {
  kind: "grant-waiver" | "deny-waiver";
  waiverId: string;
  onClose: () => void;
}

function AnswerDialog({ kind, waiverId, onClose }: AnswerDialogProps) {
  const { state } = useRoom();
  const waiver = state.waivers.find((candidate) => candidate.id === waiverId);
  if (!waiver) return null;
  const what = `“${waiver.subjectText}”, ${waiver.ticket}`;
  if (kind === "deny-waiver") {
    return (
      <ReasonDialog
        title={`Deny the waiver for ${what}`}
        consequence="The run goes on owing it. The request and your reason stay in the register."
        tone="nogo"
        variant="nogo"
        confirm="Deny it"
        draftOf={(reason) => ({ type: "DenyWaiver", payload: { waiverId, reason } })}
        onClose={onClose}
      />
    );
  }
  return (
    <ReasonDialog
      title={`Grant the waiver for ${what}`}
      consequence={`${waiver.requestedBy.name} asks: ${waiver.reason}`}
      tone="hold"
      variant="hold"
      label="Statement"
      start="Granted as asked for."
      confirm="Grant it"
      draftOf={(statement) => ({ type: "GrantWaiver", payload: { waiverId, statement } })}
      onClose={onClose}
    />
  );
}
