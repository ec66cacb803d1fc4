"use client";

import { type ReactNode, useRef } from "react";
import { type LineRange, light, pieceAt, pieceUnder, rangeOf } from "./source-link";

interface LinkedVersionProps {
  source: ReactNode;
  structure: ReactNode;
}

/** A version's source and structure side by side; hovering or reaching one lights the other. */
export function LinkedVersion({ source, structure }: LinkedVersionProps) {
  const found = useRef<HTMLElement>(null);
  const lines = useRef<HTMLElement>(null);

  const show = (piece: Element | null, range: LineRange | null) => {
    if (found.current) light(found.current, piece);
    if (lines.current) lightLines(lines.current, range);
  };
  const fromStructure = (target: EventTarget) => {
    const piece = pieceUnder(target);
    show(piece, piece ? rangeOf(piece) : null);
  };
  const fromSource = (target: EventTarget) => {
    const row = target instanceof Element ? target.closest("[data-source-line]") : null;
    const line = Number(row?.getAttribute("data-source-line"));
    if (!row || !found.current) return show(null, null);
    show(pieceAt(found.current, line), { from: line, to: line });
  };

  return (
    <div className="grid gap-x-8 gap-y-8 lg:grid-cols-[minmax(0,1.2fr)_minmax(0,1fr)]">
      <section
        aria-label="Structure"
        className="min-w-0"
        ref={found}
        onPointerOver={(event) => fromStructure(event.target)}
        onPointerLeave={() => show(null, null)}
        onFocus={(event) => fromStructure(event.target)}
      >
        {structure}
      </section>
      <section
        aria-labelledby="source-title"
        className="min-w-0 lg:sticky lg:top-18 lg:max-h-[calc(100dvh-5.5rem)] lg:self-start"
        ref={lines}
        onPointerOver={(event) => fromSource(event.target)}
        onPointerLeave={() => show(null, null)}
      >
        {source}
      </section>
    </div>
  );
}

function lightLines(root: Element, range: LineRange | null): void {
  for (const lit of root.querySelectorAll("[data-source-line][data-lit]")) lit.removeAttribute("data-lit");
  if (!range) return;
  for (let line = range.from; line <= range.to; line++)
    root.querySelector(`[data-source-line="${line}"]`)?.setAttribute("data-lit", "");
}
