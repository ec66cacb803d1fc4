import { isolateHistory } from "@codemirror/commands";
import { forEachDiagnostic, type Diagnostic as Lint, lintGutter, setDiagnostics } from "@codemirror/lint";
import type { EditorState, Extension, TransactionSpec } from "@codemirror/state";
import type { EditorView } from "@codemirror/view";
import type { Diagnostic } from "@/lib/run/definition";
import { annotationEdit } from "../runbook/source-draft";
import type { CaretRemark, Suggestion } from "./editor-handle";

/** A remark as it stands in the text, with the correction that it offers. */
interface Shown extends Lint {
  /** Its line in the text that was read. */
  line: number;
  suggestion: Suggestion | null;
}

const weight = { error: 0, warning: 1, info: 2, hint: 3 } as const;

function isShown(lint: Lint): lint is Shown {
  return "suggestion" in lint;
}

/** Writes a suggestion's annotation behind the line at `from`; one undo takes it back. False where it is there already. */
export function writeCorrection(view: EditorView, suggestion: Suggestion): boolean {
  const { doc } = view.state;
  if (suggestion.line > doc.lines) return false;
  const line = doc.line(suggestion.line);
  const edit = annotationEdit(line.text, suggestion.annotation);
  if (edit === null) return false;
  view.dispatch({
    changes: { from: line.from + edit.from, to: line.to, insert: edit.insert },
    annotations: isolateHistory.of("full"),
    userEvent: "input.correct",
  });
  return true;
}

/** The remarks of a reading: in the gutter, underlined, in a tooltip with the correction. */
export function showDiagnostics(
  state: EditorState,
  diagnostics: readonly Diagnostic[],
  correct: (view: EditorView, suggestion: Suggestion) => void,
): TransactionSpec {
  const lints = diagnostics.flatMap((diagnostic): Shown[] => {
    const { line, severity, message, suggestion = null } = diagnostic;
    if (line < 1 || line > state.doc.lines) return [];
    const { from, to, text } = state.doc.line(line);
    const indent = text.length - text.trimStart().length;
    const start = Math.min(from + indent, to);
    const apply = (view: EditorView, at: number) => {
      if (suggestion) correct(view, moved(suggestion, line, view.state.doc.lineAt(at).number));
    };
    return [
      {
        from: start,
        to: Math.max(start, from + text.trimEnd().length),
        severity,
        message,
        actions: suggestion ? [{ name: suggestion.label, apply }] : [],
        line,
        suggestion,
      },
    ];
  });
  return setDiagnostics(state, lints);
}

/** The suggestion where its remark stands now: lines above it may have come and gone since the reading. */
function moved(suggestion: Suggestion, read: number, now: number): Suggestion {
  return { ...suggestion, line: suggestion.line + now - read };
}

interface AtCaret {
  remark: CaretRemark;
  suggestion: Suggestion | null;
}

/** The severest remark of the caret's line, one that offers a correction first among equals. */
export function remarkAtCaret(state: EditorState): AtCaret | null {
  const line = state.doc.lineAt(state.selection.main.head);
  const here: Shown[] = [];
  forEachDiagnostic(state, (lint, from) => {
    if (from >= line.from && from <= line.to && isShown(lint)) here.push(lint);
  });
  const [first] = here.sort((a, b) => rank(a) - rank(b));
  return first ? told(first, line.number) : null;
}

function rank({ severity, suggestion }: Shown): number {
  return weight[severity] * 2 + (suggestion ? 0 : 1);
}

function told({ severity, message, suggestion, line }: Shown, now: number): AtCaret {
  const known = severity === "error" || severity === "warning" ? severity : "info";
  return {
    remark: { severity: known, message, correction: suggestion?.label ?? null },
    suggestion: suggestion && moved(suggestion, line, now),
  };
}

/** Puts the caret on the next line that has a remark, in direction 1 or -1, around the ends. */
export function stepToRemark(view: EditorView, direction: 1 | -1): boolean {
  const { doc, selection } = view.state;
  const here = doc.lineAt(selection.main.head).number;
  const lines = new Map<number, number>();
  forEachDiagnostic(view.state, (_, from) => {
    lines.set(doc.lineAt(from).number, from);
  });
  const sorted = [...lines.keys()].sort((a, b) => (a - b) * direction);
  const next = sorted.find((line) => (line - here) * direction > 0) ?? sorted[0];
  const anchor = next === undefined ? undefined : lines.get(next);
  if (anchor === undefined) return false;
  view.dispatch({ selection: { anchor }, scrollIntoView: true, userEvent: "select" });
  return true;
}

export function shownDiagnostics(): Extension {
  return lintGutter();
}
