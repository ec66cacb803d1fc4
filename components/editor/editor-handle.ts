import type { Diagnostic, DiagnosticSeverity } from "@/lib/run/definition";
import type { KnownNames } from "@/lib/runbook/complete";
import type { SecretSpan } from "@/lib/runbook/secret-spans";
import type { LineRange } from "../runbook/source-link";

export type Suggestion = NonNullable<Diagnostic["suggestion"]>;

/** What a reading found that the editor shows in the text. */
interface ReadingMarks {
  diagnostics: readonly Diagnostic[];
  secrets: readonly SecretSpan[];
  names: KnownNames;
}

/** The remark on the caret's line, as a person at the keyboard is told of it. */
export interface CaretRemark {
  severity: DiagnosticSeverity;
  message: string;
  /** What Ctrl-. does there; null where nothing is offered. */
  correction: string | null;
}

export interface EditorEvents {
  /** The whole text, a moment after the last keystroke. */
  onText(text: string): void;
  /** The line (1-based) under the pointer or the caret; null when the pointer leaves. */
  onLine(line: number | null): void;
  onRemark(remark: CaretRemark | null): void;
  /** A correction was written into the text, from the keyboard or from a tooltip. */
  onCorrected(suggestion: Suggestion): void;
}

/** What a screen can ask of an editor, whichever it is. */
export interface EditorHandle {
  /** The text as it stands this moment. */
  text(): string;
  /** Hands a text that is still waiting to `onText` at once. */
  flush(): void;
  /** Takes another text; one undo brings the former back. */
  replace(text: string): void;
  /** Writes the annotation behind its line; false where it stands there already. */
  correct(suggestion: Suggestion): boolean;
  /** Writes the correction that is offered on the caret's line; false where none is. */
  correctHere(): boolean;
  /** Puts the caret on the next line that has a remark; false where none has. */
  nextRemark(): boolean;
  undo(): void;
  /** Puts the caret on a line and the focus into the text. */
  goTo(line: number): void;
  /** Scrolls lines into view without taking the focus. */
  reveal(range: LineRange): void;
  light(range: LineRange | null): void;
  mark(marks: ReadingMarks): void;
  destroy(): void;
}

/** So long after the last keystroke a text is handed on, milliseconds. */
export const TEXT_PAUSE_MS = 250;
