"use client";

import { useEffect, useRef } from "react";
import { callOuts } from "@/lib/client/call-outs";
import { raiseCalls } from "@/lib/client/raise-calls";
import { followSignals, signalSettings } from "@/lib/client/signal-settings";
import { unlockSound } from "@/lib/client/signal-sound";
import { useRoom } from "./room-context";

/** Calls this person, as they have allowed, for what changes in the room while it is open. */
export function useRoomSignals(): void {
  const { state, events, me, runId, nowIso } = useRoom();
  const seen = useRef(state);
  useEffect(followSignals, []);
  useUnlockedSound();
  useEffect(() => {
    const before = seen.current;
    seen.current = state;
    const { sound, desktop } = signalSettings.get();
    if (!sound && !desktop) return;
    const calls = callOuts({ before, after: state, events, personId: me.personId, now: nowIso() });
    raiseCalls({ runId, title: state.title }, calls, { sound, desktop });
  }, [state, events, me.personId, runId, nowIso]);
}

/** After a reload the browser lets the page sound again with the first click or key. */
function useUnlockedSound(): void {
  useEffect(() => {
    const unlock = () => {
      if (!signalSettings.get().sound) return;
      unlockSound();
      stop();
    };
    const stop = () => {
      removeEventListener("pointerdown", unlock);
      removeEventListener("keydown", unlock);
    };
    addEventListener("pointerdown", unlock);
    addEventListener("keydown", unlock);
    return stop;
  }, []);
}
