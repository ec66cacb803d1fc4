"use client";

import { useEffect } from "react";
import { prefetchParts } from "./lazily";

/** So long after the page is up the rest of it is fetched, where the browser does not say when it is idle. */
const QUIET_MS = 1_200;

/** The line was away: asked again after this. */
const AGAIN_MS = 10_000;

/**
 * Brings the parts of the room that the first load left out, as soon as the page is up and the browser idle: when
 * they are needed the line may be gone.
 */
export function usePrefetchedParts(): void {
  useEffect(() => {
    let wanted = true;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const fetchAll = async () => {
      clearTimeout(timer);
      const all = await prefetchParts();
      if (wanted && !all) timer = setTimeout(fetchAll, AGAIN_MS);
    };
    const whenIdle = () => {
      if (typeof requestIdleCallback === "function") requestIdleCallback(fetchAll, { timeout: 3_000 });
      else timer = setTimeout(fetchAll, QUIET_MS);
    };
    if (document.readyState === "complete") whenIdle();
    else window.addEventListener("load", whenIdle, { once: true });
    window.addEventListener("online", fetchAll);
    return () => {
      wanted = false;
      clearTimeout(timer);
      window.removeEventListener("load", whenIdle);
      window.removeEventListener("online", fetchAll);
    };
  }, []);
}
