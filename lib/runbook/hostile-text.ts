/**
 * Text that would make any CommonMark parser explode, told apart before it is parsed. Nesting, emphasis and brackets beyond
 * these are no document: the parser would need minutes or overflow its stack.
 */
const MAX_MARKERS_PER_LINE = 100;
const MAX_INDENT = 400;
const MAX_MARKS_PER_PARAGRAPH = 5000;
/** Items, headings and rows of one document. */
const MAX_STRUCTURE = 20_000;
/** Characters that a parser reads again for each opening of a code span, comment or instruction that never closes. */
const MAX_REREAD = 30_000_000;

const STARTS_BLOCK = /^(?:[-*+]|\d{1,9}[.)]|#{1,6}|\|)(?:\s|$|(?<=\|))/;

interface Paragraph {
  marks: number;
  length: number;
  /** `<!` and `<?`. */
  openings: number;
  /** Different lengths of runs of backticks: a run is closed by one of its own length only. */
  runs: Set<number>;
}

const newParagraph = (): Paragraph => ({ marks: 0, length: 0, openings: 0, runs: new Set() });

/** True for text that must not be parsed; linear in the length of the text. */
export function isHostile(lines: string[]): boolean {
  let paragraph = newParagraph();
  let structure = 0;
  for (const line of lines) {
    const trimmed = line.trim();
    if (trimmed === "") {
      paragraph = newParagraph();
      continue;
    }
    if (line.length - line.trimStart().length > MAX_INDENT && /^[-*+>\d]/.test(trimmed)) return true;
    if (STARTS_BLOCK.test(trimmed)) {
      paragraph = newParagraph();
      structure++;
    }
    if (markersOf(line) > MAX_MARKERS_PER_LINE || structure > MAX_STRUCTURE) return true;
    readLine(line, paragraph);
    if (
      paragraph.marks > MAX_MARKS_PER_PARAGRAPH ||
      (paragraph.openings + paragraph.runs.size) * paragraph.length > MAX_REREAD
    )
      return true;
  }
  return false;
}

/** Quote and list markers that open a line, each of which nests what follows. */
function markersOf(line: string): number {
  let markers = 0;
  for (let i = 0; i < line.length; i++) {
    const char = line.charAt(i);
    if (char === " " || char === "\t") continue;
    if (!/[>\-*+.)\d]/.test(char)) break;
    if (char === ">" || /\s/.test(line.charAt(i + 1))) markers++;
  }
  return markers;
}

function readLine(line: string, paragraph: Paragraph): void {
  let previous = 0;
  let run = 0;
  for (let i = 0; i < line.length; i++) {
    const code = line.charCodeAt(i);
    if (code === BACKTICK) run++;
    else if (run > 0) {
      paragraph.runs.add(run);
      run = 0;
    }
    if (code === BRACKET || ((code === STAR || code === LOW_LINE || code === TILDE) && code !== previous))
      paragraph.marks++;
    else if ((code === BANG || code === QUESTION) && previous === LESS) paragraph.openings++;
    previous = code;
  }
  if (run > 0) paragraph.runs.add(run);
  paragraph.length += line.length + 1;
}

const [BACKTICK, BRACKET, STAR, LOW_LINE, TILDE, BANG, QUESTION, LESS] = [
  0x60, 0x5b, 0x2a, 0x5f, 0x7e, 0x21, 0x3f, 0x3c,
] as const;
