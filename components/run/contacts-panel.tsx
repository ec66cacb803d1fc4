"use client";

import { useNow } from "@/lib/client/use-now";
import { meanings } from "../ui/meaning";
import { Contacts } from "./contacts";
import { Panel } from "./panel";
import { useRoom } from "./room-context";

/** A decision clock has run out unanswered: whom to call stands on every screen until it is answered. */
export function ContactsPanel() {
  const { state } = useRoom();
  const now = useNow();
  const expired = state.clocks.some(({ expired: told, dueAt }) => told || Date.parse(dueAt) < now);
  if (!expired || state.contacts.length === 0) return null;
  return (
    <Panel look={meanings.overdue} title="The decision is overdue: escalate">
      <Contacts />
    </Panel>
  );
}
