"use client";

import { ReasonDialog } from "./reason-dialog";
import { useRoom } from "./room-context";

/** Declares that nobody writes to production, or that they may again. */
export function FreezeDialog({ onClose }: { onClose: () => void }) {
  const { state } = useRoom();
  const on = !state.writeFreeze.on;
  return (
    <ReasonDialog
      title={on ? "Start the write freeze" : "Lift the write freeze"}
      consequence={
        on
          ? "Shown on every screen until it is lifted; the run cannot close while it stands."
          : "Writes to production are allowed again."
      }
      confirm={on ? "Start the freeze" : "Lift the freeze"}
      label="Said to everybody"
      draftOf={(reason) => ({ type: "SetWriteFreeze", payload: { on, reason } })}
      onClose={onClose}
    />
  );
}
