/** The text as the importer reads it: no BOM, LF line ends, 1-based lines. */
export interface SourceText {
  text: string;
  lines: string[];
}

export function readSource(raw: string): SourceText {
  const text = (raw.startsWith("\uFEFF") ? raw.slice(1) : raw).replace(/\r\n?/g, "\n");
  return { text, lines: text.split("\n") };
}

/** UTF-8 length without an encoder, so that it runs the same in a browser, a worker and on the server. */
export function utf8Length(text: string): number {
  let bytes = 0;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code < 0x80) bytes += 1;
    else if (code < 0x800) bytes += 2;
    else if (code >= 0xd800 && code <= 0xdbff && i + 1 < text.length) {
      bytes += 4;
      i++;
    } else bytes += 3;
  }
  return bytes;
}

/**
 * Which source lines the structure took. A line may be claimed for an owner, so that a section that turns
 * out to repeat another one can give all its lines back to the prose.
 */
export class LineLedger {
  private readonly owners: (object | null)[];
  private static readonly nobody = {};

  constructor(lineCount: number) {
    this.owners = new Array<object | null>(lineCount + 2).fill(null);
  }

  place(line: number, endLine: number = line, owner: object = LineLedger.nobody): void {
    const last = Math.min(endLine, this.owners.length - 2);
    for (let i = Math.max(1, line); i <= last; i++) this.owners[i] = owner;
  }

  release(owner: object): void {
    for (let i = 0; i < this.owners.length; i++) if (this.owners[i] === owner) this.owners[i] = null;
  }

  isPlaced(line: number): boolean {
    return this.owners[line] != null;
  }
}
