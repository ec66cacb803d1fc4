"use client";

import type { ReactNode } from "react";
import { type CommandDialog, isCommandDialog } from "./command-dialog-kinds";
import { lazily } from "./lazily";
import { type RoomDialog, useRoomUi } from "./room-ui";
import { isStepDialog, type StepDialog } from "./step-dialog-kinds";
import { usePrefetchedParts } from "./use-prefetched-parts";

/** A dialog stands over the room: it is no part of the first load, and here before anybody can want it. */
const over = { floating: true };

const DecisionDialog = lazily(() => import("./decision-dialog").then((found) => found.DecisionDialog), over);
const StepResultDialog = lazily(
  () => import("./step-result-dialog").then((found) => found.StepResultDialog),
  over,
);
const ReasonDialog = lazily(() => import("./reason-dialog").then((found) => found.ReasonDialog), over);
const AbortDialog = lazily(() => import("./abort-dialog").then((found) => found.AbortDialog), over);
const TriggerDialog = lazily(() => import("./trigger-dialog").then((found) => found.TriggerDialog), over);
const BroadcastDialog = lazily(
  () => import("./broadcast-dialog").then((found) => found.BroadcastDialog),
  over,
);
const FreezeDialog = lazily(() => import("./freeze-dialog").then((found) => found.FreezeDialog), over);
const ShareDialog = lazily(() => import("./share-dialog").then((found) => found.ShareDialog), over);
const HandoverDialog = lazily(() => import("./handover-dialog").then((found) => found.HandoverDialog), over);
const AssignRoleDialog = lazily(
  () => import("./assign-role-dialog").then((found) => found.AssignRoleDialog),
  over,
);
const KeysDialog = lazily(() => import("./keys-dialog").then((found) => found.KeysDialog), over);
const CommandDialogs = lazily(() => import("./command-dialogs").then((found) => found.CommandDialogs), over);
const StepDialogs = lazily(() => import("./step-dialogs").then((found) => found.StepDialogs), over);
const EvidenceIntake = lazily(() => import("./evidence-intake").then((found) => found.EvidenceIntake), over);
const Palette = lazily(() => import("./palette").then((found) => found.Palette), over);

/** The dialog that is open in this room, if any, and what takes files anywhere in it. */
export function RoomDialogs() {
  const { dialog, openDialog } = useRoomUi();
  usePrefetchedParts();
  const close = () => openDialog(null);
  return (
    <>
      <EvidenceIntake />
      {dialog ? <OpenDialog dialog={dialog} onClose={close} /> : null}
    </>
  );
}

function OpenDialog({ dialog, onClose }: { dialog: RoomDialog; onClose: () => void }) {
  if (isCommandDialog(dialog)) return <CommandDialogs dialog={dialog} onClose={onClose} />;
  if (isStepDialog(dialog)) return <StepDialogs dialog={dialog} onClose={onClose} />;
  return dialogOf(dialog, onClose);
}

function dialogOf(dialog: Exclude<RoomDialog, CommandDialog | StepDialog>, onClose: () => void): ReactNode {
  switch (dialog.kind) {
    case "decide":
      return <DecisionDialog {...dialog} onClose={onClose} />;
    case "step-result":
      return <StepResultDialog {...dialog} onClose={onClose} />;
    case "abort":
      return <AbortDialog onClose={onClose} />;
    case "trigger":
      return <TriggerDialog triggerId={dialog.triggerId} onClose={onClose} />;
    case "broadcast":
      return <BroadcastDialog templateId={dialog.templateId} onClose={onClose} />;
    case "write-freeze":
      return <FreezeDialog onClose={onClose} />;
    case "share":
      return <ShareDialog onClose={onClose} />;
    case "handover":
      return <HandoverDialog onClose={onClose} />;
    case "assign-role":
      return <AssignRoleDialog role={dialog.role} onClose={onClose} />;
    case "keys":
      return <KeysDialog onClose={onClose} />;
    case "palette":
      return <Palette onClose={onClose} />;
    default:
      return reasonOf(dialog, onClose);
  }
}

type Reasoned = Extract<RoomDialog, { kind: "vote-no-go" | "withdraw-abort" | "cancel-run" }>;

function reasonOf(dialog: Reasoned, onClose: () => void): ReactNode {
  switch (dialog.kind) {
    case "vote-no-go": {
      const { pollId, role } = dialog;
      return (
        <ReasonDialog
          title="Answer NO-GO"
          consequence="Your answer and its reason stand in the decision's record. The commander decides."
          tone="nogo"
          variant="nogo"
          confirm="Answer NO-GO"
          draftOf={(reason) => ({ type: "CastVote", payload: { pollId, role, answer: "no-go", reason } })}
          onClose={onClose}
        />
      );
    }
    case "withdraw-abort":
      return (
        <ReasonDialog
          title="Withdraw the abort report"
          consequence="A false alarm: it takes the one who reported it and the commander together."
          confirm="Withdraw"
          draftOf={(reason) => ({ type: "WithdrawAbort", payload: { abortId: dialog.abortId, reason } })}
          onClose={onClose}
        />
      );
    case "cancel-run":
      return (
        <ReasonDialog
          title="Cancel the run"
          consequence="Closes the run before it has started. It cannot be opened again."
          tone="halt"
          variant="halt"
          confirm="Cancel the run"
          draftOf={(reason) => ({ type: "CancelRun", payload: { reason } })}
          onClose={onClose}
        />
      );
  }
}
