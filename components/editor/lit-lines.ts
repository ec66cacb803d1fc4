import { type Extension, RangeSetBuilder, StateEffect, StateField } from "@codemirror/state";
import { Decoration, type DecorationSet, EditorView } from "@codemirror/view";
import type { LineRange } from "../runbook/source-link";

const setLit = StateEffect.define<LineRange | null>();
const lit = Decoration.line({ class: "cm-lit" });
/** A piece of structure may be a whole chapter; beyond this a light says nothing more. */
const MOST_LINES = 400;

const field = StateField.define<DecorationSet>({
  create: () => Decoration.none,
  update(value, transaction) {
    let decorations = value.map(transaction.changes);
    for (const effect of transaction.effects) {
      if (!effect.is(setLit)) continue;
      const builder = new RangeSetBuilder<Decoration>();
      const { doc } = transaction.state;
      const range = effect.value;
      const last = range ? Math.min(range.to, range.from + MOST_LINES, doc.lines) : 0;
      for (let line = Math.max(1, range?.from ?? 1); line <= last; line += 1) {
        const { from } = doc.line(line);
        builder.add(from, from, lit);
      }
      decorations = builder.finish();
    }
    return decorations;
  },
  provide: (self) => EditorView.decorations.from(self),
});

export function litLines(): Extension {
  return field;
}

/** Lights the source lines of a piece of structure, and no others. */
export function lightLines(view: EditorView, range: LineRange | null): void {
  if (range === null && view.state.field(field).size === 0) return;
  view.dispatch({ effects: setLit.of(range) });
}
