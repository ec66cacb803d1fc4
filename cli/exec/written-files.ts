import { createHash } from "node:crypto";
import { type BigIntStats, createReadStream, statSync } from "node:fs";
import { open } from "node:fs/promises";
import { basename, resolve } from "node:path";
import { OutputFile } from "./output-file";

/** Files that a step's artifacts may be, as they were before the command ran. */
export class WatchedFiles {
  private readonly before = new Map<string, string | null>();

  /** @param names artifacts that the step names; paths that the command itself gives them are looked at, too */
  constructor(
    private readonly names: readonly string[],
    private readonly command: string,
  ) {
    for (const name of names) {
      for (const path of this.pathsOf(name)) this.before.set(path, signature(path));
    }
  }

  private pathsOf(name: string): string[] {
    const wanted = basename(name).toLowerCase();
    const words = this.command
      .split(/[\s=<>|;&()"'`]+/)
      .filter((word) => word !== "" && basename(word).toLowerCase() === wanted);
    return [...new Set([name, ...words].map((path) => resolve(path)))];
  }

  /** The files that are there and were not there so before, by the artifact that they are. */
  written(): { name: string; path: string }[] {
    return this.names.flatMap((name) => {
      const path = this.pathsOf(name).find((each) => {
        const now = signature(each);
        return now !== null && now !== this.before.get(each);
      });
      return path === undefined ? [] : [{ name, path }];
    });
  }
}

/** What changes when a file is written; null for what is no file. */
function signature(path: string): string | null {
  let stats: BigIntStats;
  try {
    stats = statSync(path, { bigint: true });
  } catch {
    return null;
  }
  return stats.isFile() ? [stats.ino, stats.size, stats.mtimeNs, stats.ctimeNs].join(" ") : null;
}

export interface Hashed {
  sha256: string;
  size: number;
}

/** Hashes a file as it streams by. */
export async function hashFile(path: string): Promise<Hashed> {
  const hash = createHash("sha256");
  let size = 0;
  for await (const piece of createReadStream(path)) {
    hash.update(piece);
    size += piece.length;
  }
  return { sha256: hash.digest("hex"), size };
}

async function isText(path: string): Promise<boolean> {
  const file = await open(path, "r");
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(8_192), 0, 8_192, 0);
    return !buffer.subarray(0, bytesRead).includes(0);
  } finally {
    await file.close();
  }
}

/**
 * Copies a file as it is now, text without its credentials. A file of other bytes is copied as it is: masking would only
 * break it.
 */
export async function copyRedacted(
  from: string,
  to: string,
  secrets: readonly string[],
): Promise<Hashed & { redacted: number }> {
  const text = await isText(from);
  const out = await OutputFile.create(to, secrets);
  for await (const piece of createReadStream(from)) {
    await (text ? out.write("file", piece) : out.writeAsIs(piece));
  }
  const { broken, ...written } = await out.end();
  if (broken !== null) throw new Error(broken);
  return written;
}
