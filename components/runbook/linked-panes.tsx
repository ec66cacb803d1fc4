"use client";

import { type ReactNode, type RefObject, useRef } from "react";
import type { EditorHandle } from "../editor/editor-handle";
import { cx } from "../ui/class-names";
import { light, linkedLine, pieceAt, pieceUnder, rangeOf } from "./source-link";

export type Pane = "source" | "structure";

interface LinkedPanesProps {
  editor: RefObject<EditorHandle | null>;
  /** The editor's pane; it is given what a line under pointer or caret sets off. */
  source: (onLine: (line: number | null) => void) => ReactNode;
  /** Stands at right and is linked by its lines. */
  children: ReactNode;
  /** On a narrow screen only one pane fits. */
  narrow: Pane;
  onNarrow: (pane: Pane) => void;
}

/** Source at left, what was found at right; hovering or reaching one lights the other, a click leads into the text. */
export function LinkedPanes({ editor, source, children, narrow, onNarrow }: LinkedPanesProps) {
  const structure = useRef<HTMLElement>(null);
  const frame = useRef(0);

  /** At most once a frame: a pointer that crosses a hundred lines asks for one of them. */
  const soon = (work: () => void) => {
    cancelAnimationFrame(frame.current);
    frame.current = requestAnimationFrame(work);
  };
  const fromStructure = (target: EventTarget) =>
    soon(() => {
      const piece = pieceUnder(target);
      if (structure.current) light(structure.current, piece);
      const range = piece ? rangeOf(piece) : null;
      editor.current?.light(range);
      if (range) editor.current?.reveal(range);
    });
  const fromSource = (line: number | null) =>
    soon(() => {
      editor.current?.light(null);
      if (!structure.current) return;
      const piece = line === null ? null : pieceAt(structure.current, line);
      light(structure.current, piece);
      piece?.scrollIntoView({ block: "nearest" });
    });
  const goTo = (line: number) => {
    onNarrow("source");
    // The pane has to be there before its text can take the focus.
    requestAnimationFrame(() => editor.current?.goTo(line));
  };

  return (
    <div className="grid min-h-0 grow grid-cols-[minmax(0,1fr)] lg:grid-cols-[minmax(0,1fr)_minmax(0,1.1fr)]">
      <section
        aria-label="Source"
        className={cx(
          "min-h-0 flex-col border-line contain-layout contain-paint lg:flex lg:border-r",
          narrow === "source" ? "flex" : "hidden",
        )}
      >
        {source(fromSource)}
      </section>
      {/* biome-ignore lint/a11y/useKeyWithClickEvents: by keyboard the line links inside do the same. */}
      <section
        aria-label="Structure found"
        ref={structure}
        className={cx(
          "relative min-h-0 overflow-y-auto contain-layout contain-paint lg:block",
          narrow === "structure" ? "block" : "hidden",
        )}
        onPointerOver={(event) => fromStructure(event.target)}
        onPointerLeave={() =>
          soon(() => {
            if (structure.current) light(structure.current, null);
            editor.current?.light(null);
          })
        }
        onFocus={(event) => fromStructure(event.target)}
        onClick={(event) => {
          const line = linkedLine(event.target) ?? clickedLine(event.target);
          if (line === null) return;
          event.preventDefault();
          goTo(line);
        }}
      >
        {children}
      </section>
    </div>
  );
}

/** First line of the piece that was clicked; null for controls inside of it, and while text is being marked. */
function clickedLine(target: EventTarget): number | null {
  if (!(target instanceof Element) || target.closest("a, button, summary, input, select")) return null;
  if (getSelection()?.isCollapsed === false) return null;
  const piece = pieceUnder(target);
  return piece ? rangeOf(piece).from : null;
}
