import { Readable } from "node:stream";
import ZipStream from "zip-stream";

/** Bytes, or where they come from. */
export type ZipContent = Buffer | AsyncIterable<Buffer>;

/**
 * A zip that is written as it is read, one entry after the other; ZIP64 where it has to be. `readable` keeps only what
 * a reader has not taken yet, so a slow reader slows the sources down.
 */
export class ZipWriter {
  private readonly zip = new ZipStream({ level: 1 });
  private readonly closed: Promise<never>;

  /** `date` stands at every entry. */
  constructor(private readonly date: Date) {
    this.closed = new Promise((_resolve, reject) => {
      this.zip.once("error", reject);
      this.zip.once("close", () => reject(new Error("the reader went away")));
    });
    // It is raced against each entry; between entries nobody listens.
    this.closed.catch(() => {});
  }

  get readable(): Readable {
    return this.zip;
  }

  /** Resolves when the entry was taken; rejects where its source fails or the reader goes away. */
  async add(name: string, content: ZipContent, { store = false } = {}): Promise<void> {
    const source = Buffer.isBuffer(content) ? content : Readable.from(content, { objectMode: false });
    const broken = new Promise<never>((_resolve, reject) => {
      if (source instanceof Readable) source.once("error", reject);
    });
    const added = new Promise<void>((resolve, reject) => {
      const data = { name, date: this.date, mode: 0o644, store };
      this.zip.entry(source, data, (error) => (error ? reject(error) : resolve()));
    });
    // What comes after the first answer is no news.
    added.catch(() => {});
    broken.catch(() => {});
    try {
      await Promise.race([added, broken, this.closed]);
    } finally {
      if (source instanceof Readable) source.destroy();
    }
  }

  /** Writes the central directory. */
  finish(): void {
    this.zip.finalize();
  }

  /** Ends the zip without a central directory: whoever reads it sees that it is not whole. */
  abort(error: Error): void {
    this.zip.destroy(error);
  }
}
