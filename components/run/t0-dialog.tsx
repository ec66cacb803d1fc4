"use client";

import { useState } from "react";
import { chosenInstant, type LocalChoice, localValue } from "../plan/local-time";
import { ZonedTimeField } from "../plan/zoned-time-field";
import { Dialog } from "../ui/dialog";
import { Icon } from "../ui/icon";
import { Instant } from "../ui/time";
import { ActProblemLine } from "./act-problem";
import { foresee } from "./foresee";
import { ProposeFooter } from "./propose-footer";
import { ReasonField } from "./reason-field";
import { rejectionText } from "./rejection-text";
import { useRoom } from "./room-context";
import { reopenedTitles, shiftText } from "./t0-effect";
import { useAct } from "./use-act";

const minuteOf = (iso: string) => Math.floor(Date.parse(iso) / 60_000);

/** Moves T-0: what has not started moves with it, the window never does. */
export function T0Dialog({ onClose }: { onClose: () => void }) {
  const { state, refuse, me, nowIso } = useRoom();
  const { act, busy, problem } = useAct();
  const [value, setValue] = useState<LocalChoice>({
    local: localValue(Date.parse(state.t0), state.timeZone),
    later: null,
  });
  const [reason, setReason] = useState("");
  const t0 = chosenInstant(value, state.timeZone);
  const text = reason.trim();
  const draft = t0 ? { type: "MoveT0" as const, payload: { t0, reason: text || "asked" } } : null;
  // The field knows minutes; T-0 may have been planned to the second.
  const moves = t0 !== null && minuteOf(t0) !== minuteOf(state.t0);
  const barred = draft && moves ? refuse(draft) : null;
  const reopens = draft && moves ? reopenedTitles(foresee(draft, me, nowIso(), state), state) : [];
  const why = barred
    ? rejectionText(barred)
    : !moves
      ? "Choose another time first."
      : text === ""
        ? "Write the reason first."
        : "";
  return (
    <Dialog
      open
      onOpenChange={(open) => {
        if (!open) onClose();
      }}
      title="Move T-0"
      description="A decision on record: what has not started moves with it. The window stays where it is."
      footer={
        <ProposeFooter
          why={why}
          busy={busy}
          onCancel={onClose}
          onPropose={async () => {
            if (draft && (await act({ ...draft, payload: { ...draft.payload, reason: text } }))) onClose();
          }}
        >
          Move T-0
        </ProposeFooter>
      }
    >
      <div className="grid gap-4 text-sm">
        <p className="text-muted">
          T-0 is <Instant iso={state.t0} zone={state.timeZone} style="short" withZone />
          {t0 && moves ? (
            <span className="font-semibold text-text">; this is {shiftText(state.t0, t0)}</span>
          ) : null}
          .
        </p>
        <ZonedTimeField label="New T-0" name="t0" zone={state.timeZone} value={value} onChange={setValue} />
        {state.window ? (
          <p className="text-muted">
            The window ends at <Instant iso={state.window.end} zone={state.timeZone} style="short" withZone />
            .
          </p>
        ) : null}
        {reopens.length > 0 ? (
          <div className="text-hold">
            <p className="flex items-center gap-2 font-semibold">
              <Icon name="triangle" /> Attested for the old time, and asked for again:
            </p>
            <ul className="mt-1 list-disc pl-6 text-text">
              {reopens.map((title) => (
                <li key={title}>{title}</li>
              ))}
            </ul>
          </div>
        ) : null}
        <ReasonField value={reason} onChange={setReason} />
        <ActProblemLine problem={problem} />
      </div>
    </Dialog>
  );
}
