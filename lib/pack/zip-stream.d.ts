/** The part of zip-stream that is used here; the package brings no types. */
declare module "zip-stream" {
  import type { Transform, TransformOptions } from "node:stream";

  interface EntryData {
    name: string;
    date?: Date | string;
    /** Unix mode of the entry. */
    mode?: number;
    /** Kept as it is, instead of being deflated. */
    store?: boolean;
  }

  export default class ZipStream extends Transform {
    constructor(options?: TransformOptions & { forceZip64?: boolean; level?: number });
    entry(
      source: Buffer | string | NodeJS.ReadableStream,
      data: EntryData,
      callback: (error: Error | null | undefined) => void,
    ): this;
    finalize(): void;
  }
}
