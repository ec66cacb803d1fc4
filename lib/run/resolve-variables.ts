const PLACEHOLDER = /\{\{\s*([A-Za-z_][A-Za-z0-9_]*)\s*\}\}/g;

/** A piece of a text: as it stands, a value that was put in, or a placeholder that has none. */
interface TextPiece {
  kind: "text" | "value" | "open";
  text: string;
}

/** Cuts a text at its `{{NAME}}`, with the run's values put in; what has none stays as it stands. */
export function variablePieces(text: string, variables: Readonly<Record<string, string>>): TextPiece[] {
  const pieces: TextPiece[] = [];
  let from = 0;
  for (const match of text.matchAll(PLACEHOLDER)) {
    const [placeholder, name = ""] = match;
    if (match.index > from) pieces.push({ kind: "text", text: text.slice(from, match.index) });
    const value = Object.hasOwn(variables, name) ? variables[name] : undefined;
    pieces.push(
      value === undefined || value === ""
        ? { kind: "open", text: placeholder }
        : { kind: "value", text: value },
    );
    from = match.index + placeholder.length;
  }
  if (from < text.length) pieces.push({ kind: "text", text: text.slice(from) });
  return pieces;
}

/** Puts the run's values in for `{{NAME}}`; names without a value stay as they stand and are listed once each. */
export function resolveVariables(
  text: string,
  variables: Readonly<Record<string, string>>,
): { text: string; open: string[] } {
  const pieces = variablePieces(text, variables);
  const open = pieces
    .filter((piece) => piece.kind === "open")
    .map((piece) => piece.text.replace(/[{}\s]/g, ""));
  return { text: pieces.map((piece) => piece.text).join(""), open: [...new Set(open)] };
}
