import { createHash } from "node:crypto";
import { auditLog, type LogAudit } from "./audit-log";
import { type Finding, found } from "./finding";
import { PAYLOAD, TAG } from "./layout";
import { PackReadError, type PackSource } from "./pack-source";

/** Files that are read whole; larger ones are none of ours. */
const LARGEST_TEXT = 128 * 1024 * 1024;

/** A pack's files, read and hashed. */
export interface ReadFiles {
  hashes: Map<string, string>;
  sizes: Map<string, number>;
  /** Texts of the tag files and of the derived ones. */
  texts: Map<string, string>;
  log: LogAudit;
}

const WHOLE = new Set<string>([
  ...Object.values(TAG),
  PAYLOAD.decisions,
  PAYLOAD.approvals,
  PAYLOAD.waivers,
  PAYLOAD.evidence,
  PAYLOAD.summaryJson,
  PAYLOAD.summaryMarkdown,
]);

interface Tally {
  sha256: string;
  size: number;
}

async function* metered(bytes: AsyncIterable<Buffer>, done: (tally: Tally) => void): AsyncGenerator<Buffer> {
  const hash = createHash("sha256");
  let size = 0;
  for await (const chunk of bytes) {
    hash.update(chunk);
    size += chunk.length;
    yield chunk;
  }
  done({ sha256: hash.digest("hex"), size });
}

/** UTF-8 with nothing lost: the bytes and the text say the same. */
function decode(chunks: readonly Buffer[]): string | null {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(Buffer.concat(chunks));
  } catch {
    return null;
  }
}

async function readOne(
  source: PackSource,
  index: number,
  files: Omit<ReadFiles, "log"> & { log: LogAudit | null },
): Promise<Finding | null> {
  const { path = "", size = 0 } = source.files[index] ?? {};
  if (WHOLE.has(path) && size > LARGEST_TEXT)
    return found("file", path, "is larger than any file of its kind");
  const bytes = metered(source.read(index), (tally) => {
    files.hashes.set(path, tally.sha256);
    files.sizes.set(path, tally.size);
  });
  if (path === PAYLOAD.events) {
    const log = await auditLog(bytes);
    if ("kind" in log) return log;
    files.log = log;
    return null;
  }
  const kept: Buffer[] = [];
  for await (const chunk of bytes) if (WHOLE.has(path)) kept.push(chunk);
  if (!WHOLE.has(path)) return null;
  const text = decode(kept);
  if (text === null) return found("file", path, "is no UTF-8 text");
  files.texts.set(path, text);
  return null;
}

/** Reads every file once. The log is followed while it is read: a broken event is named before its file. */
export async function readFiles(source: PackSource): Promise<ReadFiles | Finding> {
  const files = { hashes: new Map(), sizes: new Map(), texts: new Map(), log: null as LogAudit | null };
  for (const [index, { path }] of source.files.entries()) {
    if (files.hashes.has(path)) return found("zip", path, "stands in the pack twice");
    try {
      const finding = await readOne(source, index, files);
      if (finding) return finding;
    } catch (error) {
      if (error instanceof PackReadError) return found("file", path, error.message);
      throw error;
    }
  }
  const missing = [...Object.values(TAG), ...Object.values(PAYLOAD)].find((path) => !files.hashes.has(path));
  if (missing !== undefined || files.log === null)
    return found("file", missing ?? PAYLOAD.events, "is missing");
  return { ...files, log: files.log };
}
