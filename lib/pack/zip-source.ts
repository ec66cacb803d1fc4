import { type Entry, fromBufferPromise, openPromise, type ZipFile } from "yauzl";
import { PackReadError, type PackSource } from "./pack-source";

/** What a zip is: a source with a root folder, or a sentence why it is none. */
export type OpenedZip =
  | { ok: true; root: string; source: PackSource; close(): void }
  | { ok: false; unreadable: boolean; where: string; message: string };

const MOST_ENTRIES = 100_000;
const SYMLINK = 0o120000;
const FILE_TYPE = 0o170000;
const NAMES_A_PATH = /relative path|absolute path|invalid characters/;

function refuse(where: string, message: string, unreadable = false): OpenedZip {
  return { ok: false, unreadable, where, message };
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** Why an entry cannot belong to a pack; null for one that can. */
async function entryProblem(zip: ZipFile, entry: Entry): Promise<string | null> {
  if (entry.isEncrypted()) return "is encrypted";
  if (((entry.externalFileAttributes >>> 16) & FILE_TYPE) === SYMLINK) return "is a symbolic link";
  if (entry.fileName.endsWith("/") && (entry.uncompressedSize > 0 || entry.compressedSize > 0))
    return "is a folder that holds bytes";
  if (/\p{Cc}/u.test(entry.fileName)) return "has control characters in its name";
  if (entry.compressionMethod !== 0 && entry.compressionMethod !== 8) return "is packed in an unknown way";
  // Tools that read from the front see the local header, others the central directory: they must agree.
  const header = await zip.readLocalFileHeaderPromise(entry);
  if (!header.fileName.equals(entry.fileNameRaw)) return "has another name in its local header";
  if (header.compressionMethod !== entry.compressionMethod) return "has two ways of packing";
  return null;
}

function rootOf(names: readonly string[]): string | null {
  const roots = new Set(names.map((name) => name.slice(0, name.indexOf("/") + 1)));
  const [root = ""] = roots;
  return roots.size === 1 && root.length > 1 ? root : null;
}

function sourceOf(zip: ZipFile, entries: readonly Entry[], root: string): PackSource {
  return {
    files: entries.map(({ fileName, uncompressedSize: size }) => ({
      path: fileName.slice(root.length),
      size,
    })),
    async *read(index) {
      const entry = entries[index];
      if (!entry) throw new PackReadError("is not there");
      try {
        const stream = await zip.openReadStreamPromise(entry);
        for await (const chunk of stream) yield Buffer.from(chunk);
      } catch (error) {
        throw new PackReadError(`cannot be unpacked: ${reasonOf(error)}`);
      }
    },
  };
}

async function readDirectory(zip: ZipFile): Promise<OpenedZip> {
  if (zip.entryCount > MOST_ENTRIES) return refuse("the zip", `has ${zip.entryCount} entries`, true);
  const entries: Entry[] = [];
  for await (const entry of zip.eachEntry()) {
    const problem = await entryProblem(zip, entry);
    if (problem) return refuse(entry.fileName, problem);
    entries.push(entry);
  }
  const files = entries.filter(({ fileName }) => !fileName.endsWith("/"));
  if (files.length === 0) return refuse("the zip", "is empty", true);
  const root = rootOf(entries.map(({ fileName }) => fileName));
  if (root === null) return refuse("the zip", "has not one folder that everything lies in", true);
  return { ok: true, root: root.slice(0, -1), source: sourceOf(zip, files, root), close: () => zip.close() };
}

const OPTIONS = {
  lazyEntries: true,
  autoClose: false,
  decodeStrings: true,
  validateEntrySizes: true,
  strictFileNames: true,
};

/** Opens a pack's zip, a file or bytes, and looks its directory over. Close what it gives. */
export async function openZip(zip: string | Buffer): Promise<OpenedZip> {
  let opened: ZipFile;
  try {
    opened = await (typeof zip === "string" ? openPromise(zip, OPTIONS) : fromBufferPromise(zip, OPTIONS));
  } catch (error) {
    return refuse("the zip", `cannot be read: ${reasonOf(error)}`, true);
  }
  const close = () => {
    if (opened.isOpen) opened.close();
  };
  try {
    const found = await readDirectory(opened);
    if (!found.ok) close();
    return found;
  } catch (error) {
    close();
    const reason = reasonOf(error);
    return refuse("the zip", reason, !NAMES_A_PATH.test(reason));
  }
}
