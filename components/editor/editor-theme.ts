import { HighlightStyle, syntaxHighlighting } from "@codemirror/language";
import type { Extension } from "@codemirror/state";
import { EditorView } from "@codemirror/view";
import { tags } from "@lezer/highlight";

const mono = '"JetBrains Mono Variable", "JetBrains Mono", ui-monospace, monospace';
const tint = (colour: string, share: number) =>
  `color-mix(in oklab, var(--${colour}) ${share}%, transparent)`;

/** The product's tokens; light and dark follow the page. */
const look = EditorView.theme({
  "&": { height: "100%", backgroundColor: "var(--ground)", color: "var(--text)", fontSize: "0.8125rem" },
  "&.cm-focused": { outline: "none" },
  ".cm-scroller": { fontFamily: mono, fontVariantLigatures: "none", lineHeight: "20px", overflow: "auto" },
  // No padding above the text: while its pane is hidden the editor cannot measure it, and the numbers would slip.
  ".cm-content": { padding: "0", caretColor: "var(--live)" },
  ".cm-line": { padding: "0 12px 0 10px" },
  ".cm-cursor": { borderLeftColor: "var(--live)", borderLeftWidth: "2px" },
  "&.cm-focused .cm-activeLine": { backgroundColor: tint("live", 6) },
  ".cm-activeLine": { backgroundColor: "transparent" },
  ".cm-lit.cm-line": { backgroundColor: tint("live", 13), boxShadow: "inset 2px 0 0 var(--live)" },
  ".cm-gutters": {
    backgroundColor: "var(--ground)",
    color: "var(--muted)",
    border: "none",
    borderRight: "1px solid var(--line)",
  },
  ".cm-lineNumbers .cm-gutterElement": { padding: "0 8px 0 6px", minWidth: "2.5rem", fontSize: "0.75rem" },
  ".cm-activeLineGutter": { backgroundColor: "transparent", color: "var(--text)", fontWeight: "600" },
  ".cm-gutter-lint": { width: "1.1em" },
  ".cm-gutter-lint .cm-gutterElement": { padding: "0 0 0 2px" },
  ".cm-lint-marker": { width: "0.7em", height: "0.7em", marginTop: "6px", content: '""' },
  ".cm-lint-marker-error": { content: '""', backgroundColor: "var(--halt)", borderRadius: "2px" },
  ".cm-lint-marker-warning": {
    content: '""',
    backgroundColor: "var(--hold)",
    clipPath: "polygon(50% 0, 100% 100%, 0 100%)",
  },
  ".cm-lint-marker-info": { content: '""', backgroundColor: "var(--live)", borderRadius: "50%" },
  ".cm-lintRange": { backgroundImage: "none", paddingBottom: "0" },
  ".cm-lintRange-error": { textDecoration: "underline wavy var(--halt) 1px", textUnderlineOffset: "3px" },
  ".cm-lintRange-warning": { textDecoration: "underline wavy var(--hold) 1px", textUnderlineOffset: "3px" },
  ".cm-lintRange-info": { textDecoration: "underline dotted var(--live) 1px", textUnderlineOffset: "3px" },
  ".cm-lintRange-active": { backgroundColor: tint("hold", 14) },
  ".cm-secret": {
    borderRadius: "3px",
    padding: "0 3px",
    backgroundColor: tint("halt", 18),
    color: "var(--halt)",
  },
  ".cm-selectionBackground, &.cm-focused .cm-selectionBackground": { backgroundColor: tint("live", 26) },
  ".cm-content ::selection": { backgroundColor: tint("live", 26) },
  ".cm-tooltip": {
    border: "1px solid var(--line)",
    borderRadius: "10px",
    backgroundColor: "var(--panel)",
    color: "var(--text)",
    boxShadow: "var(--shade)",
    overflow: "hidden",
    maxWidth: "min(34rem, 92vw)",
  },
  ".cm-diagnostic": { padding: "8px 12px", fontFamily: "inherit", whiteSpace: "pre-wrap" },
  ".cm-diagnostic-error": { borderLeft: "3px solid var(--halt)" },
  ".cm-diagnostic-warning": { borderLeft: "3px solid var(--hold)" },
  ".cm-diagnostic-info": { borderLeft: "3px solid var(--live)" },
  ".cm-diagnosticAction": {
    display: "block",
    margin: "6px 0 0",
    padding: "3px 10px",
    border: "1px solid var(--edge)",
    borderRadius: "7px",
    backgroundColor: "var(--raised)",
    color: "var(--text)",
    font: "inherit",
    fontWeight: "600",
    cursor: "pointer",
  },
  ".cm-tooltip-autocomplete > ul": { fontFamily: "inherit", maxHeight: "16em" },
  ".cm-tooltip-autocomplete > ul > li": {
    padding: "5px 12px",
    display: "flex",
    flexWrap: "wrap",
    columnGap: "10px",
    lineHeight: "1.35",
  },
  ".cm-tooltip-autocomplete > ul > li[aria-selected]": {
    backgroundColor: tint("live", 20),
    color: "var(--text)",
  },
  ".cm-completionLabel": { fontFamily: mono, fontWeight: "600" },
  ".cm-completionDetail": {
    marginLeft: "0",
    fontStyle: "normal",
    color: "var(--muted)",
    whiteSpace: "normal",
  },
  ".cm-completionMatchedText": { textDecoration: "none", color: "var(--live)" },
  ".cm-panels": { backgroundColor: "var(--panel)", color: "var(--text)", zIndex: "10" },
  ".cm-panels-top": { borderBottom: "1px solid var(--line)" },
  ".cm-panel.cm-search": { padding: "8px 12px", fontSize: "0.8125rem", fontFamily: "inherit" },
  ".cm-panel.cm-search label": {
    display: "inline-flex",
    alignItems: "center",
    gap: "4px",
    fontSize: "inherit",
  },
  ".cm-textfield": {
    border: "1px solid var(--edge)",
    borderRadius: "7px",
    backgroundColor: "var(--ground)",
    color: "var(--text)",
    fontSize: "inherit",
    padding: "3px 8px",
  },
  ".cm-button": {
    border: "1px solid var(--edge)",
    borderRadius: "7px",
    backgroundImage: "none",
    backgroundColor: "var(--raised)",
    color: "var(--text)",
    fontSize: "inherit",
    padding: "3px 10px",
  },
  ".cm-panel.cm-search [name=close]": { color: "var(--muted)", fontSize: "1.25rem" },
  ".cm-searchMatch": { backgroundColor: tint("hold", 28) },
  ".cm-searchMatch-selected": { backgroundColor: tint("hold", 55) },
});

const colours = HighlightStyle.define([
  { tag: tags.heading, fontWeight: "700" },
  { tag: tags.strong, fontWeight: "700" },
  { tag: tags.emphasis, fontStyle: "italic" },
  { tag: tags.strikethrough, textDecoration: "line-through" },
  { tag: tags.monospace, color: "var(--go)" },
  { tag: [tags.link, tags.url], color: "var(--live)" },
  { tag: tags.meta, color: "var(--muted)" },
  { tag: tags.comment, color: "var(--nogo)" },
  { tag: tags.quote, color: "var(--muted)" },
  { tag: [tags.processingInstruction, tags.contentSeparator, tags.labelName], color: "var(--muted)" },
  { tag: [tags.list, tags.atom], color: "var(--text)" },
]);

export function editorTheme(): Extension {
  return [look, syntaxHighlighting(colours)];
}
