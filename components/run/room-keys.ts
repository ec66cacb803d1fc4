"use client";

import { useEffect } from "react";
import { flushSync } from "react-dom";
import type { RoomUi } from "./room-ui";

/** Every key that works anywhere in the room, as `?` lists them. */
export const keyList: readonly { keys: readonly string[]; what: string }[] = [
  { keys: ["/"], what: "Log what happened" },
  { keys: ["Enter"], what: "Log the line that is being written" },
  { keys: ["Shift", "Enter"], what: "Break that line" },
  { keys: ["Ctrl", "K"], what: "Find a step or an action (⌘ K on a Mac)" },
  { keys: ["n"], what: "Go to what is current" },
  { keys: ["t"], what: "Report a rollback trigger" },
  { keys: ["!"], what: "Report an abort condition" },
  { keys: ["u"], what: "Send an update" },
  { keys: ["?"], what: "This list" },
  { keys: ["Esc"], what: "Leave a dialog or a field; what is typed stays" },
];

/** Single keys work only where nothing is being typed and no dialog is open. */
export function useRoomKeys(ui: RoomUi): void {
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if ((event.metaKey || event.ctrlKey) && event.key.toLowerCase() === "k") {
        event.preventDefault();
        ui.openDialog({ kind: "palette" });
        return;
      }
      if (event.metaKey || event.ctrlKey || event.altKey || ui.dialog || isTyping(event.target)) return;
      const action = actions[event.key];
      if (!action) return;
      event.preventDefault();
      action(ui);
    };
    window.addEventListener("keydown", onKey);
    return () => window.removeEventListener("keydown", onKey);
  }, [ui]);
}

const actions: Readonly<Record<string, (ui: RoomUi) => void>> = {
  "/": (ui) => focusComposer(ui),
  "?": (ui) => ui.openDialog({ kind: "keys" }),
  n: (ui) => {
    ui.show({ kind: "now" });
    ui.showTab("now");
  },
  t: (ui) => ui.openDialog({ kind: "trigger" }),
  "!": (ui) => ui.openDialog({ kind: "abort" }),
  u: (ui) => ui.openDialog({ kind: "broadcast" }),
};

/** At once, not with the next frame: whoever presses `/` is typing already, and no letter may get lost. */
export function focusComposer(ui: RoomUi): void {
  flushSync(() => ui.showTab("timeline"));
  document.querySelector<HTMLElement>("[data-composer]")?.focus();
}

function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  return target.isContentEditable || ["INPUT", "TEXTAREA", "SELECT"].includes(target.tagName);
}
