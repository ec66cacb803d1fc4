"use client";

import { Button } from "../ui/button";
import { EmptyState } from "../ui/empty-state";
import { Instant } from "../ui/time";
import { useRoom } from "./room-context";
import { useRoomUi } from "./room-ui";
import { shiftText } from "./t0-effect";

/** Every departure from the plan: amendments that were agreed on, moves of T-0, an extended window. */
export function Deviations() {
  const { state, refuse } = useRoom();
  const { openDialog } = useRoomUi();
  const none = state.deviations.length === 0 && state.t0Moves.length === 0;
  const amendBarred = refuse({ type: "ProposeAmendment", payload: { version: 1, reason: "asked" } });
  const moveBarred = refuse({ type: "MoveT0", payload: { t0: state.t0, reason: "asked" } });
  const extendBarred = refuse({ type: "ExtendWindow", payload: { end: state.t0, reason: "asked" } });
  const out = (code: string | undefined) => code === "forbidden" || code === "wrong-status";
  return (
    <section aria-labelledby="changes-title" className="grid gap-4">
      <h2 id="changes-title" className="text-xl font-[650] tracking-[-0.01em]">
        Changes to the plan
      </h2>
      <div className="flex flex-wrap gap-2 empty:hidden">
        {out(moveBarred?.code) ? null : (
          <Button onClick={() => openDialog({ kind: "move-t0" })}>Move T-0…</Button>
        )}
        {out(extendBarred?.code) || !state.window ? null : (
          <Button onClick={() => openDialog({ kind: "extend-window" })}>Extend the window…</Button>
        )}
        {out(amendBarred?.code) ? null : (
          <Button onClick={() => openDialog({ kind: "propose-amendment" })}>Amend the runbook…</Button>
        )}
      </div>
      {none ? (
        <EmptyState icon="document" title="The run goes by its plan">
          No amendment was agreed on, and T-0 stands where it was planned.
        </EmptyState>
      ) : null}
      <ul className="grid">
        {state.deviations.map((deviation) => (
          <li key={deviation.id} className="border-b border-line py-3">
            <p>
              <span className="font-semibold">Amendment</span> {deviation.text}
            </p>
            <p className="text-[0.8125rem] text-muted">
              Agreed by {deviation.by.map(({ name }) => name).join(", ")} at{" "}
              <Instant iso={deviation.at} zone={state.timeZone} style="short" />
            </p>
          </li>
        ))}
        {state.t0Moves.map((move) => (
          <li key={move.at} className="border-b border-line py-3">
            <p>
              <span className="font-semibold">T-0 moved</span>{" "}
              <Instant iso={move.from} zone={state.timeZone} style="short" /> →{" "}
              <Instant iso={move.to} zone={state.timeZone} style="short" /> ({shiftText(move.from, move.to)}):{" "}
              {move.reason}
            </p>
            <p className="text-[0.8125rem] text-muted">
              {move.by.name} at <Instant iso={move.at} zone={state.timeZone} style="short" />
            </p>
          </li>
        ))}
      </ul>
    </section>
  );
}
