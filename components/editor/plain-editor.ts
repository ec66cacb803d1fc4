import { annotationEdit, offsetOfLine } from "../runbook/source-draft";
import { type EditorEvents, type EditorHandle, TEXT_PAUSE_MS } from "./editor-handle";

/** What stands in for the editor where its code could not be fetched: the browser's own text field. */
export function plainEditor(area: HTMLTextAreaElement, events: EditorEvents): EditorHandle {
  let pause: ReturnType<typeof setTimeout> | null = null;
  const flush = () => {
    if (pause === null) return;
    clearTimeout(pause);
    pause = null;
    events.onText(area.value);
  };
  const later = () => {
    if (pause !== null) clearTimeout(pause);
    pause = setTimeout(flush, TEXT_PAUSE_MS);
  };
  area.addEventListener("input", later);
  /** Texts before a change that was not typed: the browser's own undo knows nothing of those. */
  const before: string[] = [];
  const put = (from: number, to: number, text: string) => {
    before.push(area.value);
    area.setRangeText(text, from, to, "end");
    later();
    flush();
  };
  return {
    text: () => area.value,
    flush,
    replace: (text) => put(0, area.value.length, text),
    correct(suggestion) {
      const at = offsetOfLine(area.value, suggestion.line);
      const line = area.value.slice(at).split("\n", 1)[0] ?? "";
      const edit = annotationEdit(line, suggestion.annotation);
      if (edit === null) return false;
      put(at + edit.from, at + line.length, edit.insert);
      events.onCorrected(suggestion);
      return true;
    },
    correctHere: () => false,
    nextRemark: () => false,
    undo() {
      const last = before.pop();
      if (last === undefined) return;
      area.value = last;
      later();
      flush();
    },
    goTo(line) {
      const at = offsetOfLine(area.value, line);
      area.focus();
      area.setSelectionRange(at, at);
    },
    reveal: () => {},
    light: () => {},
    mark: () => {},
    destroy() {
      flush();
      area.removeEventListener("input", later);
    },
  };
}
