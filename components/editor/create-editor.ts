import { defaultKeymap, history, historyKeymap, undo } from "@codemirror/commands";
import { markdown, markdownLanguage } from "@codemirror/lang-markdown";
import { search, searchKeymap } from "@codemirror/search";
import { EditorState, type Extension } from "@codemirror/state";
import {
  EditorView,
  highlightActiveLine,
  highlightActiveLineGutter,
  highlightSpecialChars,
  keymap,
  lineNumbers,
} from "@codemirror/view";
import type { LineRange } from "../runbook/source-link";
import { annotationCompletion, knowNames } from "./annotation-completion";
import { coveredSecrets, coverSecrets } from "./covered-secrets";
import { type EditorEvents, type EditorHandle, type Suggestion, TEXT_PAUSE_MS } from "./editor-handle";
import { editorTheme } from "./editor-theme";
import { frontMatter } from "./front-matter";
import { lightLines, litLines } from "./lit-lines";
import {
  remarkAtCaret,
  showDiagnostics,
  shownDiagnostics,
  stepToRemark,
  writeCorrection,
} from "./shown-diagnostics";

interface EditorOptions {
  parent: HTMLElement;
  text: string;
  /** Id of the element that explains the keys. */
  describedBy: string;
  events: EditorEvents;
}

/** A Markdown editor in `parent`. It owns its text; `events` hear of it, and the handle reads and changes it. */
export function createEditor(options: EditorOptions): EditorHandle {
  return new MarkdownView(options);
}

class MarkdownView implements EditorHandle {
  private readonly view: EditorView;
  private readonly events: EditorEvents;
  private pause: ReturnType<typeof setTimeout> | null = null;
  private caretLine = 1;
  private remark = "";

  constructor({ parent, text, describedBy, events }: EditorOptions) {
    this.events = events;
    this.view = new EditorView({
      parent,
      state: EditorState.create({ doc: text, extensions: [this.extensions(describedBy)] }),
    });
  }

  text(): string {
    return this.view.state.doc.toString();
  }

  flush(): void {
    if (this.pause === null) return;
    clearTimeout(this.pause);
    this.pause = null;
    this.events.onText(this.text());
  }

  replace(text: string): void {
    const { length } = this.view.state.doc;
    this.view.dispatch({ changes: { from: 0, to: length, insert: text }, userEvent: "input.replace" });
    this.flush();
  }

  correct(suggestion: Suggestion): boolean {
    const written = writeCorrection(this.view, suggestion);
    if (!written) return false;
    this.flush();
    this.events.onCorrected(suggestion);
    return true;
  }

  nextRemark(): boolean {
    const found = stepToRemark(this.view, 1);
    if (found) this.view.focus();
    return found;
  }

  correctHere(): boolean {
    const suggestion = remarkAtCaret(this.view.state)?.suggestion;
    return suggestion ? this.correct(suggestion) : false;
  }

  undo(): void {
    undo(this.view);
    this.flush();
  }

  goTo(line: number): void {
    const { doc } = this.view.state;
    const at = doc.line(Math.min(Math.max(1, line), doc.lines)).from;
    this.view.dispatch({
      selection: { anchor: at },
      effects: EditorView.scrollIntoView(at, { y: "center" }),
    });
    this.view.focus();
  }

  reveal(range: LineRange): void {
    const { state, viewport } = this.view;
    const { from } = state.doc.line(Math.min(Math.max(1, range.from), state.doc.lines));
    const to = state.doc.line(Math.min(Math.max(1, range.to), state.doc.lines)).to;
    const box = this.view.scrollDOM.getBoundingClientRect();
    const top = from >= viewport.from && from <= viewport.to ? this.view.coordsAtPos(from) : null;
    const bottom = to >= viewport.from && to <= viewport.to ? this.view.coordsAtPos(to) : null;
    const inView = top !== null && top.top >= box.top && (bottom === null || bottom.bottom <= box.bottom);
    if (!inView) {
      this.view.dispatch({
        effects: EditorView.scrollIntoView(from, { y: "start", yMargin: box.height / 3 }),
      });
    }
  }

  light(range: LineRange | null): void {
    lightLines(this.view, range);
  }

  mark({ diagnostics, secrets, names }: Parameters<EditorHandle["mark"]>[0]): void {
    const shown = showDiagnostics(this.view.state, diagnostics, (_, suggestion) => this.correct(suggestion));
    this.view.dispatch(shown, { effects: [coverSecrets(secrets), knowNames(names)] });
  }

  destroy(): void {
    this.flush();
    this.view.destroy();
  }

  private extensions(describedBy: string): Extension {
    return [
      lineNumbers(),
      highlightActiveLineGutter(),
      highlightSpecialChars(),
      highlightActiveLine(),
      history(),
      search({ top: true }),
      EditorView.lineWrapping,
      markdown({
        base: markdownLanguage,
        extensions: frontMatter,
        completeHTMLTags: false,
        pasteURLAsLink: false,
      }),
      shownDiagnostics(),
      annotationCompletion(),
      litLines(),
      coveredSecrets(),
      editorTheme(),
      keymap.of([
        { key: "F8", run: (view) => stepToRemark(view, 1), shift: (view) => stepToRemark(view, -1) },
        { key: "Mod-.", run: () => this.correctHere(), preventDefault: true },
        ...defaultKeymap,
        ...historyKeymap,
        ...searchKeymap,
      ]),
      EditorView.contentAttributes.of({
        // It takes the focus anyway; with this, tools that check pages know it, too.
        tabindex: "0",
        "aria-label": "Markdown source",
        "aria-describedby": describedBy,
        spellcheck: "false",
        autocapitalize: "off",
        autocorrect: "off",
      }),
      EditorView.updateListener.of(({ docChanged, selectionSet, transactions }) => {
        if (docChanged) this.handOnLater();
        // A new set of remarks comes as an effect, without a change of text or caret.
        if (docChanged || selectionSet || transactions.length > 0) this.tellCaret(selectionSet || docChanged);
      }),
      EditorView.domEventHandlers({
        mousemove: (event, view) => {
          const at = view.posAtCoords({ x: event.clientX, y: event.clientY });
          if (at !== null) this.events.onLine(view.state.doc.lineAt(at).number);
        },
        mouseleave: () => this.events.onLine(null),
        blur: () => this.flush(),
      }),
    ];
  }

  private handOnLater(): void {
    if (this.pause !== null) clearTimeout(this.pause);
    this.pause = setTimeout(() => this.flush(), TEXT_PAUSE_MS);
  }

  private tellCaret(moved: boolean): void {
    const { state } = this.view;
    const line = state.doc.lineAt(state.selection.main.head).number;
    if (moved && line !== this.caretLine) {
      this.caretLine = line;
      this.events.onLine(line);
    }
    const remark = remarkAtCaret(state)?.remark ?? null;
    const said = remark ? `${remark.severity} ${remark.message} ${remark.correction}` : "";
    if (said === this.remark) return;
    this.remark = said;
    this.events.onRemark(remark);
  }
}
