"use client";

import type { WindowExtensionState } from "@/lib/run/state";
import { formatInstant, zoneNameAt } from "../ui/instant-format";
import { meanings } from "../ui/meaning";
import { Instant } from "../ui/time";
import { Panel } from "./panel";
import { useRoom } from "./room-context";
import { SignOffButton } from "./sign-off-button";

/** A later end of the window waits for an approver's signature. */
export function WindowPanel({ request }: { request: WindowExtensionState }) {
  const { state } = useRoom();
  const zone = state.timeZone;
  return (
    <Panel look={{ ...meanings.due, icon: "clock" }} title="A later end of the window waits for an approver">
      <p>
        {request.by.name} asks for <Instant iso={request.end} zone={state.timeZone} style="short" withZone />
        {state.window ? (
          <>
            {" "}
            instead of <Instant iso={state.window.end} zone={state.timeZone} style="short" />
          </>
        ) : null}
        : {request.reason}
      </p>
      <SignOffButton
        subject="window"
        statement={`The window may end on ${formatInstant(request.end, zone, "short")} ${zoneNameAt(request.end, zone)}.`}
        word="Approve the later end"
      />
    </Panel>
  );
}
