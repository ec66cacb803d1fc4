"use client";

import { useEffect, useMemo, useRef, useState } from "react";
import type { Asker } from "@/lib/client/command-draft";
import { isBehind } from "@/lib/client/connection";
import { awayFacts } from "@/lib/client/known-facts";
import type { FirstState } from "@/lib/client/run-session";
import type { EarlierLink } from "@/lib/client/share-links";
import { useStore } from "@/lib/client/store";
import { useClearance } from "@/lib/client/use-clearance";
import { TickProvider } from "@/lib/client/use-now";
import { useRun } from "@/lib/client/use-run";
import { useSendCommand } from "@/lib/client/use-send-command";
import { type Room, RoomProvider } from "./room-context";
import { RoomScreen } from "./room-screen";
import { useLineState } from "./use-line-state";

interface WarRoomProps {
  runId: string;
  me: Asker;
  first: FirstState;
  shareLinks: readonly EarlierLink[];
}

/** A run, live: everything under it reads the room and gives commands through it. */
export function WarRoom({ runId, me, first, shareLinks }: WarRoomProps) {
  const { session, data } = useRun(runId, me, first);
  const presence = useStore(session.presence);
  const outbox = useStore(session.outbox.entries);
  const connection = useLineState(session);
  const look = useClearance(runId, data.state);
  const { clearance } = look;
  const facts = useMemo(
    () => ({
      away: awayFacts(presence, data.state, data.events),
      ...(clearance ? { clearance } : {}),
    }),
    [presence, data, clearance],
  );
  const { send, refuse } = useSendCommand(session, data.state, me, facts);
  const [ownActs, setOwnActs] = useState(0);
  const counted = useRef(send);
  counted.current = send;

  const room: Room = useMemo(
    () => ({
      runId,
      me,
      state: data.state,
      events: data.events,
      presence,
      outbox,
      shareLinks,
      look,
      behind: isBehind(connection),
      refuse,
      send: async (draft, shownSeq) => {
        const result = await counted.current(draft, shownSeq);
        if (result.kind === "recorded") setOwnActs((count) => count + 1);
        return result;
      },
      prepend: session.prepend,
      retry: (entry) => session.sender.retry(entry),
      discard: (commandId) => session.sender.discard(commandId),
      nowIso: () => session.clock.nowIso(),
    }),
    [runId, me, data, presence, outbox, shareLinks, look, connection, refuse, session],
  );

  useWarnBeforeLeaving(outbox.length > 0);
  return (
    <TickProvider clock={session.clock} initialMs={Date.parse(first.serverTime)}>
      <RoomProvider room={room}>
        <RoomScreen connection={connection} ownActs={ownActs} />
      </RoomProvider>
    </TickProvider>
  );
}

/** What is not sent survives in this browser; still, somebody who leaves should know that it is not recorded. */
function useWarnBeforeLeaving(unsent: boolean): void {
  useEffect(() => {
    if (!unsent) return;
    const warn = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener("beforeunload", warn);
    return () => window.removeEventListener("beforeunload", warn);
  }, [unsent]);
}
