import { createHash } from "node:crypto";
import { type FileHandle, open } from "node:fs/promises";
import { OutputRedactor } from "../../lib/runbook/redact-output";

export interface WrittenOutput {
  /** Hex, of the redacted bytes. */
  sha256: string;
  size: number;
  redacted: number;
  /** Why not everything was kept; null where it was. */
  broken: string | null;
}

/** Streams that write into one file, each redacted line by line by itself, in the order in which lines end. */
export class OutputFile {
  private readonly hash = createHash("sha256");
  private readonly redactors = new Map<string, OutputRedactor>();
  private size = 0;
  private broken: string | null = null;
  private last: Promise<void> = Promise.resolve();

  private constructor(
    private readonly file: FileHandle,
    private readonly secrets: readonly string[],
  ) {}

  static async create(path: string, secrets: readonly string[]): Promise<OutputFile> {
    return new OutputFile(await open(path, "wx", 0o600), secrets);
  }

  private redactorOf(source: string): OutputRedactor {
    const known = this.redactors.get(source) ?? new OutputRedactor(this.secrets);
    this.redactors.set(source, known);
    return known;
  }

  /** Resolves when the bytes are written: whoever waits for it never holds more than a piece. */
  write(source: string, piece: Buffer): Promise<void> {
    return this.put(this.redactorOf(source).push(piece.toString("latin1")));
  }

  /** Bytes that are no text. */
  writeAsIs(piece: Buffer): Promise<void> {
    return this.put(piece.toString("latin1"));
  }

  private put(text: string): Promise<void> {
    if (text !== "") this.last = this.last.then(() => this.append(Buffer.from(text, "latin1")));
    return this.last;
  }

  /** A full disk must not end the command that is running: it is remembered, and what follows is not kept. */
  private async append(bytes: Buffer): Promise<void> {
    if (this.broken !== null) return;
    try {
      await this.file.appendFile(bytes);
      this.hash.update(bytes);
      this.size += bytes.length;
    } catch (error) {
      this.broken = error instanceof Error ? error.message : String(error);
    }
  }

  async end(): Promise<WrittenOutput> {
    for (const redactor of this.redactors.values()) await this.put(redactor.end());
    await this.last;
    await this.file.sync().catch(() => {});
    await this.file.close();
    const redacted = [...this.redactors.values()].reduce((sum, { count }) => sum + count, 0);
    return { sha256: this.hash.digest("hex"), size: this.size, redacted, broken: this.broken };
  }
}
