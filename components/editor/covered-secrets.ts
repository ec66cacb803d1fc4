import { type EditorState, type Extension, StateEffect, StateField } from "@codemirror/state";
import { Decoration, type DecorationSet, EditorView, WidgetType } from "@codemirror/view";
import type { SecretSpan } from "@/lib/runbook/secret-spans";

class Cover extends WidgetType {
  override eq(): boolean {
    return true;
  }

  /** A click on the cover puts the caret into the line, which uncovers it. */
  override ignoreEvent(): boolean {
    return false;
  }

  toDOM(): HTMLElement {
    const cover = document.createElement("span");
    cover.className = "cm-secret";
    cover.textContent = "••••••";
    cover.title = "A credential, covered until the caret is in its line";
    return cover;
  }
}

const cover = Decoration.replace({ widget: new Cover() });
const setSecrets = StateEffect.define<readonly SecretSpan[]>();

/** All credentials known, covered or not; they move with the text until the next reading. */
const field = StateField.define<DecorationSet>({
  create: () => Decoration.none,
  update(value, transaction) {
    let decorations = value.map(transaction.changes);
    for (const effect of transaction.effects) {
      if (effect.is(setSecrets)) decorations = placed(transaction.state, effect.value);
    }
    return decorations;
  },
  provide: (self) => EditorView.decorations.compute([self, "selection"], (state) => covered(state)),
});

function placed({ doc }: EditorState, spans: readonly SecretSpan[]): DecorationSet {
  const ranges = spans.flatMap(({ line, from, to }) => {
    if (line > doc.lines) return [];
    const at = doc.line(line);
    return to <= at.length && from < to ? [cover.range(at.from + from, at.from + to)] : [];
  });
  return Decoration.set(ranges, true);
}

/** Where the caret is, the author has to see what to mend. */
function covered(state: EditorState): DecorationSet {
  const all = state.field(field);
  if (all.size === 0) return all;
  const lines = state.selection.ranges.map((range) => ({
    from: state.doc.lineAt(range.from).from,
    to: state.doc.lineAt(range.to).to,
  }));
  return all.update({
    filter: (from, to) => !lines.some((line) => from <= line.to && to >= line.from),
  });
}

export function coveredSecrets(): Extension {
  return field;
}

/** Covers these credentials and no others. */
export function coverSecrets(spans: readonly SecretSpan[]): StateEffect<readonly SecretSpan[]> {
  return setSecrets.of(spans);
}
