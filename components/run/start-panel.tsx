"use client";

import { isDecider } from "@/lib/run/people";
import { Button } from "../ui/button";
import { meanings } from "../ui/meaning";
import { Instant } from "../ui/time";
import { Panel } from "./panel";
import { rejectionText } from "./rejection-text";
import { useRoom } from "./room-context";
import { useRoomUi } from "./room-ui";

/** Before the start: who is still missing, and when it goes off. */
export function StartPanel() {
  const { state, me, refuse } = useRoom();
  const { openDialog } = useRoomUi();
  const vacant = state.roles.filter((role) => role.required && !role.holder);
  const barred = refuse({ type: "StartRun", payload: {} });
  return (
    <Panel look={{ ...meanings.planned, tone: "live" }} title="Planned, not started">
      <p>
        T-0 is{" "}
        <Instant iso={state.t0} zone={state.timeZone} style="short" withZone className="font-semibold" />
        {state.window ? (
          <>
            , the window <Instant iso={state.window.start} zone={state.timeZone} style="short" /> to{" "}
            <Instant iso={state.window.end} zone={state.timeZone} style="short" />
          </>
        ) : null}
        . The run may start days early: checks of the day before are part of it.
      </p>
      {vacant.length > 0 ? (
        <ul className="grid gap-2">
          {vacant.map((role) => (
            <li key={role.key} className="flex items-center gap-3 text-hold">
              <span className="font-semibold">{role.name} is missing</span>
              {refuse({
                type: "AssignRole",
                payload: { role: role.key, email: "someone@example.org" },
              }) ? null : (
                <Button size="sm" onClick={() => openDialog({ kind: "assign-role", role: role.key })}>
                  Assign…
                </Button>
              )}
            </li>
          ))}
        </ul>
      ) : null}
      <p className="text-muted">
        {barred
          ? rejectionText(barred)
          : isDecider(state, me.personId)
            ? "Everything is in place: start the run below."
            : "Everything is in place."}
      </p>
    </Panel>
  );
}
