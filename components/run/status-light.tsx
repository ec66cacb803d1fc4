"use client";

import { useEffect } from "react";
import { useNow } from "@/lib/client/use-now";
import { tClock } from "@/lib/run/clock";
import { meaningOf, type Tone } from "../ui/meaning";
import { clockNow } from "./clock-now";
import { countdown } from "./countdown-text";
import { clocksByUrgency } from "./decision-clock-line";
import { useRoom } from "./room-context";

// The favicon is drawn outside of the page's style, so that its colours stand here by value.
const colours: Record<Tone, string> = {
  go: "#34d3a6",
  nogo: "#b79bff",
  halt: "#ff7a70",
  rollback: "#ff9f52",
  hold: "#fbc447",
  live: "#6cb2ff",
  quiet: "#98a2b3",
};

/** Makes the browser tab a status light: its title says clock and state, its icon mode and colour. */
export function StatusLight() {
  const { state } = useRoom();
  const now = useNow();
  const clock = clocksByUrgency(state.clocks)[0];
  const look = meaningOf(state.outcome && state.status === "closed" ? state.outcome : state.status);
  const lead = clock
    ? `DECIDE ${countdown(Date.parse(clock.dueAt) - now)}`
    : `${tClock(state.t0, clockNow(state, now))} ${look.word}`;
  const title = `${lead} · ${state.title}`;
  const icon = favicon(state.kind, colours[clock ? "halt" : look.tone]);

  useEffect(() => {
    document.title = title;
  }, [title]);
  useEffect(() => {
    const link =
      document.querySelector<HTMLLinkElement>("link[data-status-light]") ?? document.createElement("link");
    link.rel = "icon";
    link.type = "image/svg+xml";
    link.dataset.statusLight = "";
    link.href = icon;
    document.head.append(link);
  }, [icon]);
  return null;
}

/** Solid for production, striped for a rehearsal, in the colour of the state. */
function favicon(kind: "rehearsal" | "production", colour: string): string {
  const stripes =
    kind === "rehearsal"
      ? '<path d="M0 22 22 0h10L0 32zM18 32 32 18v10l-4 4z" fill="#0b0e14" opacity=".55"/>'
      : "";
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><clipPath id="c"><rect width="32" height="32" rx="8"/></clipPath><g clip-path="url(#c)"><rect width="32" height="32" fill="${colour}"/>${stripes}<path d="M10 7v18M22 7v18M10 16h12" stroke="#0b0e14" stroke-width="4" fill="none"/></g></svg>`;
  return `data:image/svg+xml,${encodeURIComponent(svg)}`;
}
