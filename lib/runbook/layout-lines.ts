/** What the readings of odd layouts share: the shapes of single lines. */

export const FENCE = /^\s{0,3}(`{3,}|~{3,})\s*([\w-]*)\s*$/;

/** A line and the author's comments at its end, which never decide how the line is read. */
export function splitComment(line: string): { text: string; comment: string } {
  const at = line.indexOf("<!-- hp:");
  return at < 0 || !line.trimEnd().endsWith("-->")
    ? { text: line, comment: "" }
    : { text: line.slice(0, at).trimEnd(), comment: ` ${line.slice(at)}` };
}

/** Applies a reading to the lines outside fences; the others stay as they are. */
export function outsideFences(lines: string[], read: (line: string, index: number) => string): string[] {
  let mark: string | null = null;
  return lines.map((line, index) => {
    const fence = /^\s*(?:[-*+>]\s+|\d{1,3}[.)]\s+)?(`{3,}|~{3,})/.exec(line)?.[1];
    if (fence !== undefined && mark === null) mark = fence;
    else if (fence !== undefined && mark !== null && fence.startsWith(mark)) {
      mark = null;
      return line;
    }
    return mark === null ? read(line, index) : line;
  });
}

/** Null where a reading changed nothing. */
export function changed(before: string[], after: string[]): string[] | null {
  return after.some((line, index) => line !== before[index]) ? after : null;
}
