"use client";

import { useEffect, useRef } from "react";
import type { TimelineItem } from "./timeline-items";

/** Brings the entry that the address names (`#e123`) into view: at first, and whenever the address changes. */
export function usePermalink(items: readonly TimelineItem[], reveal: (index: number) => void): void {
  const latest = useRef({ items, reveal });
  latest.current = { items, reveal };
  useEffect(() => {
    const follow = () => {
      const key = window.location.hash.slice(1);
      if (!/^e\d+$/.test(key)) return;
      const index = latest.current.items.findIndex((item) => item.key === key);
      if (index >= 0) latest.current.reveal(index);
    };
    follow();
    window.addEventListener("hashchange", follow);
    return () => window.removeEventListener("hashchange", follow);
  }, []);
}
