import { createHash } from "node:crypto";
import { constants, fstatSync } from "node:fs";
import { type FileHandle, open } from "node:fs/promises";
import { Socket } from "node:net";
import type { Readable } from "node:stream";
import { type DecodedText, decodeText } from "../lib/runbook/decode-text";
import { MAX_RUNBOOK_BYTES } from "../lib/runbook/size-limit";
import type { Context } from "./terminal";

export type ReadMarkdown =
  | { ok: true; bytes: Uint8Array; sha256: string; decoding: DecodedText }
  /** No bytes could be had. */
  | { ok: false; message: string };

/** A pipe that says nothing for so long is not waited for. */
const SILENCE_MS = 10_000;

/** One byte more than may be: enough to know. */
const MOST = MAX_RUNBOOK_BYTES + 1;

async function readFile(file: FileHandle): Promise<Uint8Array> {
  const bytes = Buffer.alloc(MOST);
  let length = 0;
  while (length < MOST) {
    const { bytesRead } = await file.read(bytes, length, MOST - length, null);
    if (bytesRead === 0) break;
    length += bytesRead;
  }
  return bytes.subarray(0, length);
}

/** Reads what comes, up to the limit; null where nothing comes any more and there is no end either. */
function readPipe(pipe: Readable): Promise<Uint8Array | null> {
  return new Promise((resolve, reject) => {
    const pieces: Buffer[] = [];
    let length = 0;
    let timer = setTimeout(() => finish(null), SILENCE_MS);
    const finish = (bytes: Uint8Array | null) => {
      clearTimeout(timer);
      pipe.destroy();
      resolve(bytes);
    };
    pipe.on("data", (piece: Buffer) => {
      clearTimeout(timer);
      timer = setTimeout(() => finish(null), SILENCE_MS);
      pieces.push(piece);
      length += piece.length;
      if (length >= MOST) finish(Buffer.concat(pieces).subarray(0, MOST));
    });
    pipe.on("end", () => finish(Buffer.concat(pieces)));
    pipe.on("error", (error) => {
      clearTimeout(timer);
      reject(error);
    });
  });
}

const REASONS: Record<string, string> = {
  ENOENT: "there is no such file",
  EACCES: "you may not read it",
  EISDIR: "it is a folder",
  ELOOP: "its links lead in a circle",
  ENAMETOOLONG: "the name is too long",
};

function reasonOf(error: unknown): string {
  const code = error instanceof Error && "code" in error ? String(error.code) : "";
  return REASONS[code] ?? (error instanceof Error ? error.message : String(error));
}

async function bytesOf(path: string, context: Context): Promise<Uint8Array | string> {
  if (path === "-") return (await readPipe(context.input ?? process.stdin)) ?? "nothing more came";
  // A named pipe that nobody writes to would hold up an open that waits.
  const file = await open(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
  const stats = fstatSync(file.fd);
  try {
    if (stats.isDirectory()) return "it is a folder";
    if (stats.isFIFO()) {
      const read = await readPipe(new Socket({ fd: file.fd, readable: true, writable: false }));
      return read ?? "nothing more came";
    }
    if (!stats.isFile() && !stats.isCharacterDevice()) return "it is no file";
    return await readFile(file);
  } finally {
    await file.close().catch(() => {});
  }
}

/**
 * A runbook's bytes, never more of them than a runbook may have, whatever lies behind the name: a file of gigabytes, a
 * device without an end, a pipe. `-` is what is piped in.
 */
export async function readMarkdown(path: string, context: Context): Promise<ReadMarkdown> {
  try {
    const bytes = await bytesOf(path, context);
    if (typeof bytes === "string") return { ok: false, message: bytes };
    const sha256 = createHash("sha256").update(bytes).digest("hex");
    return { ok: true, bytes, sha256, decoding: decodeText(bytes) };
  } catch (error) {
    return { ok: false, message: reasonOf(error) };
  }
}
