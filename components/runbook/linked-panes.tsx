"use client";

import { type ReactNode, useRef, useState } from "react";
import { cx } from "../ui/class-names";
import { offsetOfLine } from "./source-draft";
import { lineHeight, SourceEditor } from "./source-editor";
import { type LineRange, light, linkedLine, pieceAt, pieceUnder, rangeOf } from "./source-link";

interface LinkedPanesProps {
  text: string;
  onText: (text: string) => void;
  marks: ReadonlyMap<number, "error" | "warning" | "info">;
  /** Stands above the structure and is linked as it is. */
  children: ReactNode;
  /** On a narrow screen only one pane fits. */
  narrow: "source" | "structure";
}

/** Source at left, what was found at right; hovering or reaching one lights the other. */
export function LinkedPanes({ text, onText, marks, children, narrow }: LinkedPanesProps) {
  const [lit, setLit] = useState<LineRange | null>(null);
  const structure = useRef<HTMLElement>(null);
  const area = useRef<HTMLTextAreaElement>(null);

  const lightPiece = (piece: Element | null) => {
    if (structure.current) light(structure.current, piece);
  };
  const fromStructure = (target: EventTarget) => {
    const piece = pieceUnder(target);
    lightPiece(piece);
    const range = piece ? rangeOf(piece) : null;
    setLit(range);
    if (range && area.current) reveal(area.current, range);
  };
  const fromSource = (line: number | null) => {
    setLit(line === null ? null : { from: line, to: line });
    const piece = line === null || !structure.current ? null : pieceAt(structure.current, line);
    lightPiece(piece);
    piece?.scrollIntoView({ block: "nearest" });
  };
  const goToLine = (line: number) => {
    const at = offsetOfLine(text, line);
    area.current?.focus();
    area.current?.setSelectionRange(at, at);
    if (area.current) reveal(area.current, { from: line, to: line });
  };

  return (
    <div className="grid min-h-0 grow lg:grid-cols-[minmax(0,1fr)_minmax(0,1.1fr)]">
      <section
        aria-label="Source"
        className={cx(
          "min-h-0 flex-col border-line lg:flex lg:border-r",
          narrow === "source" ? "flex" : "hidden",
        )}
      >
        <SourceEditor
          text={text}
          onChange={onText}
          lit={lit}
          onLine={fromSource}
          marks={marks}
          textareaRef={area}
        />
      </section>
      {/* biome-ignore lint/a11y/useKeyWithClickEvents: watches the links inside, which the keyboard reaches. */}
      <section
        aria-label="Structure found"
        ref={structure}
        className={cx(
          "relative min-h-0 overflow-y-auto lg:block",
          narrow === "structure" ? "block" : "hidden",
        )}
        onPointerOver={(event) => fromStructure(event.target)}
        onPointerLeave={() => {
          lightPiece(null);
          setLit(null);
        }}
        onFocus={(event) => fromStructure(event.target)}
        onClick={(event) => {
          const line = linkedLine(event.target);
          if (line === null) return;
          event.preventDefault();
          goToLine(line);
        }}
      >
        {children}
      </section>
    </div>
  );
}

/** Scrolls the source so that the lines can be seen, without taking the focus. */
function reveal(area: HTMLTextAreaElement, range: LineRange): void {
  const top = (range.from - 1) * lineHeight;
  const bottom = range.to * lineHeight;
  const inView = top >= area.scrollTop && bottom <= area.scrollTop + area.clientHeight;
  if (!inView) area.scrollTop = Math.max(0, top - area.clientHeight / 3);
}
