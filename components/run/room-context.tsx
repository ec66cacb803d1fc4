"use client";

import { createContext, type ReactNode, useContext } from "react";
import type { Asker } from "@/lib/client/command-draft";
import type { OutboxEntry } from "@/lib/client/outbox";
import type { Presence } from "@/lib/client/presence";
import type { EarlierLink } from "@/lib/client/share-links";
import type { ClearanceLook } from "@/lib/client/use-clearance";
import type { Refuse, Send } from "@/lib/client/use-send-command";
import type { RunEvent } from "@/lib/run/events";
import type { RunState } from "@/lib/run/state";

/** What every part of a war room needs; a replay provides the same with another state and no way to send. */
export interface Room {
  runId: string;
  state: RunState;
  /** Loaded part of the log, ascending. */
  events: readonly RunEvent[];
  me: Asker;
  presence: Presence;
  /** True while the line is down or silent: what is shown may no longer hold. */
  behind: boolean;
  outbox: readonly OutboxEntry[];
  /** Share links that were open when the page was made. */
  shareLinks: readonly EarlierLink[];
  /** What a start would rest on, as the server last said. */
  look: ClearanceLook;
  send: Send;
  refuse: Refuse;
  /** Puts an older page of the log before the loaded part. */
  prepend: (older: readonly RunEvent[]) => void;
  retry: (entry: OutboxEntry) => void;
  discard: (commandId: string) => void;
  /** Server time of this moment, ISO. */
  nowIso: () => string;
}

const RoomContext = createContext<Room | null>(null);

export function RoomProvider({ room, children }: { room: Room; children: ReactNode }) {
  return <RoomContext value={room}>{children}</RoomContext>;
}

export function useRoom(): Room {
  const room = useContext(RoomContext);
  if (!room) throw new Error("useRoom needs a RoomProvider above it");
  return room;
}
