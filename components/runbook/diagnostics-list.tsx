"use client";

import type { Diagnostic, DiagnosticSeverity } from "@/lib/run/definition";
import { Button } from "../ui/button";
import { StateWord } from "../ui/state-pill";
import { remarkLooks } from "./remark-looks";

interface DiagnosticsListProps {
  diagnostics: readonly Diagnostic[];
  /** Puts the suggested annotation into the text. */
  onCorrect?: (suggestion: NonNullable<Diagnostic["suggestion"]>) => void;
}

const weight: Record<DiagnosticSeverity, number> = { error: 0, warning: 1, info: 2 };

/** What the importer could not place or had to guess, the severest first, each with its line and its correction. */
export function DiagnosticsList({ diagnostics, onCorrect }: DiagnosticsListProps) {
  const sorted = diagnostics.toSorted((a, b) => weight[a.severity] - weight[b.severity] || a.line - b.line);
  return (
    <ul className="divide-y divide-line/60">
      {sorted.map((diagnostic, index) => {
        const { suggestion } = diagnostic;
        return (
          <li
            // biome-ignore lint/suspicious/noArrayIndexKey: two diagnostics may agree in everything; the list holds no state.
            key={`${diagnostic.line}-${diagnostic.code}-${index}`}
            data-line={diagnostic.line}
            data-end-line={diagnostic.line}
            className="flex flex-wrap items-center gap-x-3 gap-y-1.5 px-4 py-2 text-[0.8125rem] data-lit:bg-live/12"
          >
            <StateWord
              state={remarkLooks[diagnostic.severity]}
              className="min-w-24 text-[0.6875rem] tracking-[0.06em]"
            />
            <span className="min-w-0 grow basis-60">{diagnostic.message}</span>
            {suggestion && onCorrect ? (
              <Button
                size="sm"
                onClick={() => onCorrect(suggestion)}
                title={`Adds to line ${suggestion.line}: ${suggestion.annotation}`}
              >
                {suggestion.label}
              </Button>
            ) : null}
            <a
              href={`#L${diagnostic.line}`}
              className="rounded px-1 font-mono text-xs text-muted hover:bg-raised hover:text-text"
            >
              line {diagnostic.line}
            </a>
          </li>
        );
      })}
    </ul>
  );
}
