"use client";

import type { WindowExtensionState } from "@/lib/run/state";
import { Button } from "../ui/button";
import { formatInstant, zoneNameAt } from "../ui/instant-format";
import { meanings } from "../ui/meaning";
import { Instant } from "../ui/time";
import { ActProblemLine } from "./act-problem";
import { Panel } from "./panel";
import { useRoom } from "./room-context";
import { SignOffButton } from "./sign-off-button";
import { useAct } from "./use-act";

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
        subject={`window:${request.id}`}
        statement={`The window may end on ${formatInstant(request.end, zone, "short")} ${zoneNameAt(request.end, zone)}.`}
        word="Approve the later end"
      />
      {state.window ? <TakeBack end={state.window.end} /> : null}
    </Panel>
  );
}

/** For who asked: asking for the end that the window has takes the request back. */
function TakeBack({ end }: { end: string }) {
  const { refuse } = useRoom();
  const { act, busy, problem } = useAct();
  const draft = { type: "ExtendWindow" as const, payload: { end, reason: "Taken back" } };
  if (refuse(draft)) return null;
  return (
    <div className="grid gap-2">
      <div>
        <Button busy={busy} onClick={() => act(draft)}>
          Take the request back
        </Button>
      </div>
      <ActProblemLine problem={problem} />
    </div>
  );
}
