"use client";

import { useEffect, useRef } from "react";
import type { Diagnostic } from "@/lib/run/definition";
import type { Suggestion } from "../editor/editor-handle";
import { Icon } from "../ui/icon";
import { DiagnosticsList } from "./diagnostics-list";

interface RemarksPanelProps {
  diagnostics: readonly Diagnostic[];
  onCorrect: (suggestion: Suggestion) => void;
}

/** The importer's remarks above the structure. Whoever corrects one by keyboard goes on at the next. */
export function RemarksPanel({ diagnostics, onCorrect }: RemarksPanelProps) {
  const panel = useRef<HTMLElement>(null);
  const pressed = useRef<number | null>(null);
  const buttons = () => [...(panel.current?.querySelectorAll("button") ?? [])];

  // The button that was pressed goes with its remark; without this the focus would fall out of the page.
  // biome-ignore lint/correctness/useExhaustiveDependencies: runs when the remarks have changed.
  useEffect(() => {
    if (pressed.current === null || document.activeElement !== document.body) return;
    const left = buttons();
    const next = left[Math.min(pressed.current, left.length - 1)] ?? panel.current?.querySelector("summary");
    next?.focus({ preventScroll: true });
    pressed.current = null;
  }, [diagnostics]);

  if (diagnostics.length === 0) return null;
  return (
    <section aria-label="Diagnostics" ref={panel}>
      <details open className="group border-b border-line bg-panel">
        <summary className="flex items-center gap-2 px-4 py-2 text-[0.8125rem] font-semibold hover:bg-raised/60">
          <Icon name="chevron" className="size-3.5 -rotate-90 text-muted group-open:rotate-0" />
          Diagnostics <span className="font-medium text-muted">{diagnostics.length}</span>
        </summary>
        <div className="max-h-60 overflow-y-auto border-t border-line/60">
          <DiagnosticsList
            diagnostics={diagnostics}
            onCorrect={(suggestion) => {
              const focused = document.activeElement;
              const at = focused instanceof HTMLButtonElement ? buttons().indexOf(focused) : -1;
              pressed.current = at < 0 ? null : at;
              onCorrect(suggestion);
            }}
          />
        </div>
      </details>
    </section>
  );
}
