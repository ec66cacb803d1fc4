"use client";

import { AmendmentDialog } from "./amendment-dialog";
import { AppointmentDialog } from "./appointment-dialog";
import { CarryOverDialog } from "./carry-over-dialog";
import { CheckResultDialog } from "./check-result-dialog";
import type { CommandDialog } from "./command-dialog-kinds";
import { DeputyAssumeDialog } from "./deputy-assume-dialog";
import { DeputyDialog } from "./deputy-dialog";
import { ReasonDialog } from "./reason-dialog";
import { ReportDialog } from "./report-dialog";
import { SnoozeDialog } from "./snooze-dialog";
import { T0Dialog } from "./t0-dialog";
import { VariablesDialog } from "./variables-dialog";
import { WindowDialog } from "./window-dialog";

interface CommandDialogsProps {
  dialog: CommandDialog;
  onClose: () => void;
}

/** The dialog of command, time or plan that is open; all of them are fetched together. */
export function CommandDialogs({ dialog, onClose }: CommandDialogsProps) {
  switch (dialog.kind) {
    case "name-deputy":
      return <DeputyDialog onClose={onClose} />;
    case "assume-command":
      return <DeputyAssumeDialog onClose={onClose} />;
    case "appoint-decider":
      return <AppointmentDialog onClose={onClose} />;
    case "variables":
      return <VariablesDialog onClose={onClose} />;
    case "move-t0":
      return <T0Dialog onClose={onClose} />;
    case "extend-window":
      return <WindowDialog onClose={onClose} />;
    case "propose-amendment":
      return <AmendmentDialog onClose={onClose} />;
    case "reject-amendment":
      return (
        <ReasonDialog
          title="Reject the amendment"
          consequence="The run stays with the version that it executes now; one that was held for it stays on hold until it is resumed."
          tone="nogo"
          variant="nogo"
          confirm="Reject it"
          draftOf={(reason) => ({
            type: "RejectAmendment",
            payload: { amendmentId: dialog.amendmentId, reason },
          })}
          onClose={onClose}
        />
      );
    case "carry-over":
      return <CarryOverDialog onClose={onClose} />;
    case "snooze-update":
      return <SnoozeDialog onClose={onClose} />;
    case "check-result":
      return <CheckResultDialog {...dialog} onClose={onClose} />;
    case "file-report":
      return <ReportDialog reportId={dialog.reportId} onClose={onClose} />;
  }
}
