"use client";

import { useState } from "react";
import { chosenInstant, type LocalChoice, localValue } from "../plan/local-time";
import { ZonedTimeField } from "../plan/zoned-time-field";
import { Dialog } from "../ui/dialog";
import { Instant } from "../ui/time";
import { ActProblemLine } from "./act-problem";
import { ProposeFooter } from "./propose-footer";
import { ReasonField } from "./reason-field";
import { rejectionText } from "./rejection-text";
import { useRoom } from "./room-context";
import { shiftText } from "./t0-effect";
import { useAct } from "./use-act";

const HALF_HOUR_MS = 1_800_000;

/** Asks for a later end of the maintenance window; an approver signs it before it counts. */
export function WindowDialog({ onClose }: { onClose: () => void }) {
  const { state, refuse } = useRoom();
  const { act, busy, problem } = useAct();
  const end = state.window?.end ?? state.t0;
  const [value, setValue] = useState<LocalChoice>({
    local: localValue(Date.parse(end) + HALF_HOUR_MS, state.timeZone),
    later: null,
  });
  const [reason, setReason] = useState("");
  const chosen = chosenInstant(value, state.timeZone);
  const text = reason.trim();
  const draft = chosen
    ? { type: "ExtendWindow" as const, payload: { end: chosen, reason: text || "asked" } }
    : null;
  const barred = draft ? refuse(draft) : null;
  const why = barred
    ? rejectionText(barred)
    : !chosen
      ? "Choose the new end first."
      : text === ""
        ? "Write the reason first."
        : "";
  return (
    <Dialog
      open
      onOpenChange={(open) => {
        if (!open) onClose();
      }}
      title="Extend the window"
      description={
        state.kind === "production"
          ? "The new end counts once an approver has signed it; until then the old one stands."
          : "In a rehearsal the new end counts at once."
      }
      footer={
        <ProposeFooter
          why={why}
          busy={busy}
          onCancel={onClose}
          onPropose={async () => {
            if (draft && (await act({ ...draft, payload: { ...draft.payload, reason: text } }))) onClose();
          }}
        >
          {state.kind === "production" ? "Ask for it" : "Extend it"}
        </ProposeFooter>
      }
    >
      <div className="grid gap-4 text-sm">
        {state.window ? (
          <p className="text-muted">
            The window ends at <Instant iso={state.window.end} zone={state.timeZone} style="short" withZone />
            {chosen && chosen !== state.window.end ? (
              <>
                ; this is <b className="font-semibold text-text">{shiftText(state.window.end, chosen)}</b>
              </>
            ) : null}
            .
          </p>
        ) : null}
        <ZonedTimeField label="New end" name="end" zone={state.timeZone} value={value} onChange={setValue} />
        <ReasonField value={reason} onChange={setReason} />
        <ActProblemLine problem={problem} />
      </div>
    </Dialog>
  );
}
