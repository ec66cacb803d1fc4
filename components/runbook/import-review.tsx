"use client";

import { type ReactNode, useDeferredValue, useMemo, useState } from "react";
import type { Diagnostic, RunbookDefinition } from "@/lib/run/definition";
import { Button } from "../ui/button";
import { Icon } from "../ui/icon";
import { DiagnosticsList } from "./diagnostics-list";
import { DocumentFacts } from "./document-facts";
import { LinesKept } from "./lines-kept";
import { LinkedPanes } from "./linked-panes";
import { counted } from "./section";
import { Structure } from "./structure";

interface ImportReviewProps {
  text: string;
  onText: (text: string) => void;
  /** What was found in the text, or in a slightly older one while `reading`. */
  definition: RunbookDefinition | null;
  reading: boolean;
  onCorrect: (suggestion: NonNullable<Diagnostic["suggestion"]>) => void;
  /** Why the text could not be read, shown above everything. */
  problem: ReactNode;
  /** Buttons of the head: file, download, publish. */
  actions: ReactNode;
}

/** The review of an import: source and structure side by side, diagnostics on top, nothing lost. */
export function ImportReview(props: ImportReviewProps) {
  const { text, onText, reading, onCorrect, problem, actions } = props;
  const definition = useDeferredValue(props.definition);
  const [narrow, setNarrow] = useState<"source" | "structure">("structure");
  const diagnostics = definition?.diagnostics ?? noDiagnostics;
  const marks = useMemo(() => marksOf(diagnostics), [diagnostics]);
  // The element is kept while only the text changes, so that a keystroke does not render the structure again.
  const structure = useMemo(() => (definition ? <Found definition={definition} /> : null), [definition]);

  return (
    <div className="flex h-[calc(100dvh-3.5rem)] min-h-[32rem] flex-col">
      <header className="flex flex-wrap items-center gap-x-4 gap-y-2 border-b border-line bg-panel px-4 py-3 sm:px-6">
        <div className="min-w-0 grow">
          <h1 className="truncate text-lg font-[650] tracking-[-0.01em]">
            {definition?.title ?? "Reading…"}
          </h1>
          <p className="text-[0.8125rem] text-muted" role="status">
            {reading ? "Reading the text…" : definition ? summaryOf(definition) : "Not read yet"}
          </p>
        </div>
        {actions}
      </header>
      <div className="flex gap-2 border-b border-line px-4 py-2 lg:hidden">
        {(["structure", "source"] as const).map((pane) => (
          <Button
            key={pane}
            size="sm"
            variant={narrow === pane ? "line" : "ghost"}
            aria-pressed={narrow === pane}
            onClick={() => setNarrow(pane)}
          >
            {pane === "structure" ? "Structure" : "Source"}
          </Button>
        ))}
      </div>
      {problem ? <div className="border-b border-line px-4 py-3 sm:px-6">{problem}</div> : null}
      <LinkedPanes text={text} onText={onText} marks={marks} narrow={narrow}>
        {diagnostics.length > 0 ? (
          <section aria-label="Diagnostics">
            <details open className="group border-b border-line bg-panel">
              <summary className="flex items-center gap-2 px-4 py-2 text-[0.8125rem] font-semibold hover:bg-raised/60">
                <Icon name="chevron" className="size-3.5 -rotate-90 text-muted group-open:rotate-0" />
                Diagnostics <span className="font-medium text-muted">{diagnostics.length}</span>
              </summary>
              <div className="max-h-60 overflow-y-auto border-t border-line/60">
                <DiagnosticsList diagnostics={diagnostics} onCorrect={onCorrect} />
              </div>
            </details>
          </section>
        ) : null}
        {structure ?? <Skeleton />}
      </LinkedPanes>
    </div>
  );
}

const noDiagnostics: Diagnostic[] = [];

function Found({ definition }: { definition: RunbookDefinition }) {
  return (
    <div className="space-y-6 px-4 py-5 sm:px-6">
      <LinesKept lines={definition.lines} />
      <DocumentFacts definition={definition} />
      <Structure definition={definition} />
    </div>
  );
}

function Skeleton() {
  return (
    <div className="space-y-3 px-6 py-6" aria-hidden="true">
      {[72, 48, 60, 40, 66].map((width) => (
        <div key={width} className="h-4 animate-pulse rounded bg-raised" style={{ width: `${width}%` }} />
      ))}
    </div>
  );
}

function summaryOf(definition: RunbookDefinition): string {
  const steps = definition.phases.reduce((sum, phase) => sum + phase.steps.length, 0);
  const { diagnostics } = definition;
  const errors = diagnostics.filter((diagnostic) => diagnostic.severity === "error").length;
  return [
    counted(definition.phases.length, "phase"),
    counted(steps, "step"),
    counted(definition.roles.length, "role"),
    counted(definition.rollback.triggers.length, "trigger"),
    errors > 0
      ? counted(errors, "error")
      : diagnostics.length > 0
        ? counted(diagnostics.length, "remark")
        : "nothing left unplaced",
  ].join(" · ");
}

function marksOf(diagnostics: Diagnostic[]): ReadonlyMap<number, Diagnostic["severity"]> {
  const marks = new Map<number, Diagnostic["severity"]>();
  for (const { line, severity } of diagnostics) {
    const known = marks.get(line);
    if (known === "error" || (known === "warning" && severity === "info")) continue;
    marks.set(line, severity);
  }
  return marks;
}
