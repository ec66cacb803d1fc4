"use client";

import { type ReactNode, type RefObject, useDeferredValue, useEffect, useMemo, useState } from "react";
import { toast } from "sonner";
import type { Diagnostic, RunbookDefinition } from "@/lib/run/definition";
import type { CaretRemark, EditorHandle, Suggestion } from "../editor/editor-handle";
import { MarkdownEditor } from "../editor/markdown-editor";
import { cx } from "../ui/class-names";
import { CaretRemarkBar } from "./caret-remark";
import { DocumentFacts } from "./document-facts";
import { LinesKept } from "./lines-kept";
import { LinkedPanes, type Pane } from "./linked-panes";
import { type Reading, remarksOf } from "./reading";
import { RemarksPanel } from "./remarks-panel";
import { counted } from "./section";
import { Structure } from "./structure";

interface AuthoringProps {
  /** The text to begin with. */
  text: string;
  editor: RefObject<EditorHandle | null>;
  /** The text, a moment after the last keystroke. */
  onText: (text: string) => void;
  /** What was found last; null until the first reading. */
  reading: Reading | null;
  /** The reading is of the text as it stands. */
  upToDate: boolean;
  /** Which pane a narrow screen begins with. */
  first: Pane;
  /** Above everything: the files on their way, where there are several. */
  files?: ReactNode;
  /** Beside the title: who else is here. */
  beside?: ReactNode;
  /** Under the head: why something does not go on, what someone has to decide. */
  notes: ReactNode;
  /** Buttons of the head: file, download, publish. */
  actions: ReactNode;
}

/** A runbook under work: source and structure side by side, diagnostics on top. Another text is another `key`. */
export function Authoring(props: AuthoringProps) {
  const { text, editor, onText, reading, upToDate } = props;
  const [narrow, setNarrow] = useState<Pane>(props.first);
  const [remark, setRemark] = useState<CaretRemark | null>(null);
  const [ready, setReady] = useState(0);
  // What was found last stays while a newer text cannot be read.
  const [found, setFound] = useState<RunbookDefinition | null>(null);
  if (reading?.ok && reading.definition !== found) setFound(reading.definition);
  const shown = useDeferredValue(found);
  const diagnostics = reading ? remarksOf(reading) : noDiagnostics;
  // The element is kept while only the text changes, so that a keystroke does not render the structure again.
  const structure = useMemo(() => (shown ? <Found definition={shown} /> : null), [shown]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: `ready` says that there is an editor to be told.
  useEffect(() => {
    if (!reading) return;
    editor.current?.mark({
      diagnostics: remarksOf(reading),
      secrets: reading.ok ? reading.secrets : [],
      names: reading.ok ? reading.names : noNames,
    });
  }, [reading, ready, editor]);

  const corrected = ({ label, line }: Suggestion) =>
    toast(`Line ${line}: ${label}`, {
      id: "correction",
      description: "Written into the Markdown as an annotation.",
      action: { label: "Undo", onClick: () => editor.current?.undo() },
    });

  return (
    <div className="flex h-[calc(100dvh-3.5rem)] min-h-[32rem] flex-col">
      {props.files}
      <header className="flex flex-wrap items-center gap-x-4 gap-y-2 border-b border-line bg-panel px-4 py-3 sm:px-6">
        <div className="min-w-0 grow basis-60">
          <h1 className="truncate text-lg font-[650] tracking-[-0.01em]">{shown?.title ?? "Reading…"}</h1>
          <p className="text-[0.8125rem] text-muted" role="status">
            {summaryOf(reading, upToDate)}
          </p>
        </div>
        {props.beside}
        {props.actions}
      </header>
      <PaneTabs narrow={narrow} onNarrow={setNarrow} remarks={diagnostics.length} />
      {props.notes}
      <LinkedPanes
        editor={editor}
        narrow={narrow}
        onNarrow={setNarrow}
        source={(onLine) => (
          <>
            <MarkdownEditor
              text={text}
              handle={editor}
              onReady={() => setReady((count) => count + 1)}
              events={{ onText, onLine, onRemark: setRemark, onCorrected: corrected }}
            />
            <CaretRemarkBar
              remark={remark}
              count={diagnostics.length}
              onNext={() => editor.current?.nextRemark()}
              onCorrect={() => editor.current?.correctHere()}
            />
          </>
        )}
      >
        <RemarksPanel
          diagnostics={diagnostics}
          onCorrect={(suggestion) => editor.current?.correct(suggestion)}
        />
        {structure ?? <Skeleton />}
      </LinkedPanes>
    </div>
  );
}

const noDiagnostics: Diagnostic[] = [];
const noNames = { roles: [], steps: [], artifacts: [], variables: [], streams: [], choices: [] };

interface PaneTabsProps {
  narrow: Pane;
  onNarrow: (pane: Pane) => void;
  remarks: number;
}

/** On a narrow screen: which of the two panes is seen. */
function PaneTabs({ narrow, onNarrow, remarks }: PaneTabsProps) {
  const words: Record<Pane, string> = {
    source: "Source",
    structure: remarks > 0 ? `Structure and ${counted(remarks, "remark")}` : "Structure",
  };
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset would make form controls of them.
    <div role="group" aria-label="Shown pane" className="flex border-b border-line bg-panel lg:hidden">
      {(["source", "structure"] as const).map((pane) => (
        <button
          key={pane}
          type="button"
          aria-pressed={narrow === pane}
          className={cx(
            "min-h-11 grow basis-0 border-b-2 px-3 text-[0.8125rem] font-semibold focus-visible:-outline-offset-2",
            narrow === pane ? "border-live text-text" : "border-transparent text-muted",
          )}
          onClick={() => onNarrow(pane)}
        >
          {words[pane]}
        </button>
      ))}
    </div>
  );
}

/** Above this, phases out of view are not laid out: a keystroke would have to wait for all of them. */
const MANY_PHASES = 12;

function Found({ definition }: { definition: RunbookDefinition }) {
  return (
    <div
      className={cx(
        "space-y-6 px-4 py-5 sm:px-6",
        definition.phases.length > MANY_PHASES &&
          "[&_article]:[contain-intrinsic-size:auto_24rem] [&_article]:[content-visibility:auto]",
      )}
    >
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

function summaryOf(reading: Reading | null, upToDate: boolean): string {
  if (!reading) return "Reading the text…";
  if (!reading.ok) return reading.diagnostic.message;
  const { definition } = reading;
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
    ...(upToDate ? [] : ["reading the change…"]),
  ].join(" · ");
}
