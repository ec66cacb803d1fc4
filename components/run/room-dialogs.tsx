"use client";

import dynamic from "next/dynamic";
import type { ReactNode } from "react";
import { type RoomDialog, useRoomUi } from "./room-ui";

// Each dialog is fetched when it is first opened: the first load carries only what is seen at once.
const DecisionDialog = dynamic(() => import("./decision-dialog").then((found) => found.DecisionDialog));
const StepResultDialog = dynamic(() =>
  import("./step-result-dialog").then((found) => found.StepResultDialog),
);
const ReasonDialog = dynamic(() => import("./reason-dialog").then((found) => found.ReasonDialog));
const AbortDialog = dynamic(() => import("./abort-dialog").then((found) => found.AbortDialog));
const TriggerDialog = dynamic(() => import("./trigger-dialog").then((found) => found.TriggerDialog));
const BroadcastDialog = dynamic(() => import("./broadcast-dialog").then((found) => found.BroadcastDialog));
const FreezeDialog = dynamic(() => import("./freeze-dialog").then((found) => found.FreezeDialog));
const ShareDialog = dynamic(() => import("./share-dialog").then((found) => found.ShareDialog));
const HandoverDialog = dynamic(() => import("./handover-dialog").then((found) => found.HandoverDialog));
const AssignRoleDialog = dynamic(() =>
  import("./assign-role-dialog").then((found) => found.AssignRoleDialog),
);
const KeysDialog = dynamic(() => import("./keys-dialog").then((found) => found.KeysDialog));
const Palette = dynamic(() => import("./palette").then((found) => found.Palette));

/** The dialog that is open in this room, if any. */
export function RoomDialogs() {
  const { dialog, openDialog } = useRoomUi();
  return dialog ? dialogOf(dialog, () => openDialog(null)) : null;
}

function dialogOf(dialog: RoomDialog, onClose: () => void): ReactNode {
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
