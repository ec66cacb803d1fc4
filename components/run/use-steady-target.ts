"use client";

import { type RefObject, useEffect, useRef, useState } from "react";
import { sameTarget } from "./phase-nav";
import type { Target } from "./room-ui";

/** So long after the last touch a reader is taken to have their hands on what they see. */
const HANDS_ON_MS = 4_000;

/**
 * Follows the run, but not while somebody is about to press or is writing something there: then it stays, and says
 * that the run has gone on. One's own act frees it at once, because the next step is what one waits for.
 */
export function useSteadyTarget(
  follow: Target,
  area: RefObject<HTMLElement | null>,
  ownActs: number,
): Target {
  const [steady, setSteady] = useState(follow);
  const touchedAt = useRef(0);
  const actsSeen = useRef(ownActs);

  useEffect(() => {
    const touch = () => {
      touchedAt.current = Date.now();
    };
    const element = area.current;
    element?.addEventListener("pointermove", touch);
    element?.addEventListener("pointerdown", touch);
    element?.addEventListener("keydown", touch);
    return () => {
      element?.removeEventListener("pointermove", touch);
      element?.removeEventListener("pointerdown", touch);
      element?.removeEventListener("keydown", touch);
    };
  }, [area]);

  useEffect(() => {
    if (sameTarget(follow, steady)) return;
    const own = ownActs !== actsSeen.current;
    actsSeen.current = ownActs;
    const writing =
      area.current?.contains(document.activeElement) === true && isField(document.activeElement);
    const since = Date.now() - touchedAt.current;
    if (own || (!writing && since > HANDS_ON_MS)) {
      setSteady(follow);
      return;
    }
    if (writing) return;
    const timer = setTimeout(() => setSteady(follow), HANDS_ON_MS - since + 50);
    return () => clearTimeout(timer);
  }, [follow, steady, area, ownActs]);

  return steady;
}

function isField(element: Element | null): boolean {
  return (
    element instanceof HTMLInputElement ||
    element instanceof HTMLTextAreaElement ||
    element instanceof HTMLSelectElement
  );
}
