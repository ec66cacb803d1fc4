import {
  autocompletion,
  type CompletionContext,
  type CompletionResult,
  startCompletion,
} from "@codemirror/autocomplete";
import { type Extension, StateEffect, StateField } from "@codemirror/state";
import type { EditorView } from "@codemirror/view";
import { type Completions, completionsAt, type KnownNames } from "@/lib/runbook/complete";

const nothingKnown: KnownNames = {
  roles: [],
  steps: [],
  artifacts: [],
  variables: [],
  streams: [],
  choices: [],
};

const setNames = StateEffect.define<KnownNames>();

const field = StateField.define<KnownNames>({
  create: () => nothingKnown,
  update: (value, { effects }) => effects.find((effect) => effect.is(setNames))?.value ?? value,
});

/** Puts the choice in, and closes what has to be closed behind it. */
function taken(kind: Completions["kind"], text: string) {
  return (view: EditorView, _: unknown, from: number, to: number) => {
    const behind = view.state.doc.sliceString(to, to + 4);
    const closing =
      kind === "comment" && !behind.includes("-->")
        ? " -->"
        : kind === "variable" && !behind.startsWith("}}")
          ? "}}"
          : "";
    const caret = from + text.length + (kind === "variable" ? closing.length : 0);
    view.dispatch({
      changes: { from, to, insert: text + closing },
      selection: { anchor: caret },
      userEvent: "input.complete",
      scrollIntoView: true,
    });
    // What comes next is known: the keys of an annotation, the values of a key.
    if (kind === "comment" || text.endsWith("=")) startCompletion(view);
  };
}

function complete({ state, pos }: CompletionContext): CompletionResult | null {
  const line = state.doc.lineAt(pos);
  const found = completionsAt(line.text.slice(0, pos - line.from), state.field(field));
  if (!found) return null;
  return {
    from: line.from + found.from,
    options: found.options.map(({ text, label, detail }, index) => ({
      label,
      detail,
      apply: taken(found.kind, text),
      // In the document's own order: the alphabet says nothing of a runbook.
      boost: -index / found.options.length,
    })),
  };
}

/** Offers annotations, their values, and variables; prose is left alone. */
export function annotationCompletion(): Extension {
  return [field, autocompletion({ override: [complete], icons: false, interactionDelay: 0 })];
}

export function knowNames(names: KnownNames): StateEffect<KnownNames> {
  return setNames.of(names);
}
