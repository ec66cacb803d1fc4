"use client";

import { useEffect } from "react";

/** Keeps the screen from going dark while the page is shown, where the browser can. */
export function useAwakeScreen(): void {
  useEffect(() => {
    if (!("wakeLock" in navigator)) return;
    let lock: WakeLockSentinel | null = null;
    let over = false;
    const hold = async () => {
      if (document.visibilityState !== "visible") return;
      // Refused on an empty battery, for one; the wall then goes dark as it would have.
      const next = await navigator.wakeLock.request("screen").catch(() => null);
      if (over) void next?.release();
      else lock = next;
    };
    void hold();
    document.addEventListener("visibilitychange", hold);
    return () => {
      over = true;
      document.removeEventListener("visibilitychange", hold);
      void lock?.release();
    };
  }, []);
}
