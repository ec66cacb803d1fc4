"use client";

import { Button } from "../ui/button";
import { meanings } from "../ui/meaning";
import { carriable } from "./carry-over-list";
import { Panel } from "./panel";
import { useRoom } from "./room-context";
import { useRoomUi } from "./room-ui";

/** This run resumes an earlier one, and results of it could still be carried over. */
export function CarryOverNote() {
  const { state, refuse } = useRoom();
  const { openDialog } = useRoomUi();
  const offered = carriable(state);
  const [first] = offered;
  if (!first) return null;
  const barred = refuse({ type: "CarryOver", payload: { stepIds: [first.stepId], reason: "asked" } });
  if (barred) return null;
  return (
    <Panel
      look={{ ...meanings.resume, icon: "arrow-right" }}
      title={`Continues “${state.continues?.title ?? "an earlier run"}”`}
    >
      <div className="flex flex-wrap items-center gap-3">
        <p className="min-w-0 flex-1 basis-60">
          {offered.length === 1 ? "One PASS" : `${offered.length} PASSes`} of it may be carried over; each
          owner attests it again.
        </p>
        <Button onClick={() => openDialog({ kind: "carry-over" })}>Choose what carries…</Button>
      </div>
    </Panel>
  );
}
