"use client";

import { type RefObject, useRef } from "react";
import { lineOfOffset } from "./source-draft";
import type { LineRange } from "./source-link";

/** Height of a line in pixels; gutter, light and text share it. */
export const lineHeight = 20;
const padding = 12;

interface SourceEditorProps {
  text: string;
  onChange: (text: string) => void;
  /** Lines to light; null for none. */
  lit: LineRange | null;
  /** The line under the pointer or the caret; null when it leaves. */
  onLine: (line: number | null) => void;
  /** Lines that carry a diagnostic, with the severest one. */
  marks: ReadonlyMap<number, "error" | "warning" | "info">;
  textareaRef: RefObject<HTMLTextAreaElement | null>;
}

const markColours = { error: "text-halt", warning: "text-hold", info: "text-live" };

/** Markdown with line numbers. Lines do not wrap, so that a number always stands beside its line. */
export function SourceEditor({ text, onChange, lit, onLine, marks, textareaRef }: SourceEditorProps) {
  const behind = useRef<HTMLDivElement>(null);
  const count = text.split("\n").length;

  const follow = (area: HTMLTextAreaElement) => {
    if (behind.current) behind.current.style.transform = `translateY(${-area.scrollTop}px)`;
  };

  return (
    <div className="relative flex min-h-0 grow overflow-hidden bg-ground font-mono text-[0.8125rem]">
      <div
        ref={behind}
        className="absolute inset-x-0 top-0"
        style={{ paddingTop: padding }}
        aria-hidden="true"
      >
        {lit ? (
          <div
            className="absolute inset-x-0 border-l-2 border-live bg-live/12"
            style={{
              top: padding + (lit.from - 1) * lineHeight,
              height: (lit.to - lit.from + 1) * lineHeight,
            }}
          />
        ) : null}
        <LineNumbers count={count} marks={marks} />
      </div>
      <textarea
        ref={textareaRef}
        aria-label="Markdown source"
        value={text}
        wrap="off"
        spellCheck={false}
        autoCapitalize="off"
        autoCorrect="off"
        className="relative ml-14 min-h-0 w-full resize-none overflow-auto whitespace-pre bg-transparent px-3 outline-offset-[-2px]"
        style={{ lineHeight: `${lineHeight}px`, paddingBlock: padding }}
        onChange={(event) => onChange(event.target.value)}
        onScroll={(event) => follow(event.currentTarget)}
        onPointerMove={(event) => {
          const area = event.currentTarget;
          const y = event.clientY - area.getBoundingClientRect().top + area.scrollTop - padding;
          const line = Math.floor(y / lineHeight) + 1;
          onLine(line >= 1 && line <= count ? line : null);
        }}
        onPointerLeave={() => onLine(null)}
        onSelect={(event) => {
          const area = event.currentTarget;
          onLine(lineOfOffset(area.value, area.selectionStart));
        }}
      />
    </div>
  );
}

function LineNumbers({ count, marks }: { count: number; marks: SourceEditorProps["marks"] }) {
  return (
    <ol className="w-14 border-r border-line">
      {Array.from({ length: count }, (_, index) => {
        const line = index + 1;
        const mark = marks.get(line);
        return (
          <li
            key={line}
            className={`pr-3 text-right text-xs ${mark ? `font-bold ${markColours[mark]}` : "text-muted"}`}
            style={{ lineHeight: `${lineHeight}px`, height: lineHeight }}
          >
            {line}
          </li>
        );
      })}
    </ol>
  );
}
