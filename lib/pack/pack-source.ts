/** A file inside a pack; `path` is below the pack's root folder. */
interface PackFile {
  path: string;
  size: number;
}

/** Somewhere that a pack can be read from: a zip, or memory. */
export interface PackSource {
  /** Every file, in the order of the source; a path may stand twice where somebody put it there. */
  files: readonly PackFile[];
  /** Bytes of the file at this place in `files`. Throws PackReadError. */
  read(index: number): AsyncIterable<Buffer>;
}

/** Bytes that cannot be had: a damaged or cut archive. The message is a sentence's end. */
export class PackReadError extends Error {}

/** A pack in memory. */
export function memorySource(files: readonly (readonly [path: string, bytes: Buffer])[]): PackSource {
  return {
    files: files.map(([path, bytes]) => ({ path, size: bytes.length })),
    async *read(index) {
      const file = files[index];
      if (!file) throw new PackReadError("is not there");
      yield file[1];
    },
  };
}
