import { type Entry, fromBufferPromise, type LocalFileHeader, openPromise, type ZipFile } from "yauzl";
import { PackReadError, type PackSource } from "./pack-source";
import { unpacked } from "./unpacked";
import { openBytes, type PlacedEntry, strayBytes, type ZipBytes } from "./zip-layout";

/** What a zip is: a source with a root folder, or a sentence why it is none. */
export type OpenedZip =
  | { ok: true; root: string; source: PackSource; close(): void }
  | { ok: false; unreadable: boolean; where: string; message: string };

const MOST_ENTRIES = 100_000;
const SYMLINK = 0o120000;
const FILE_TYPE = 0o170000;
const DESCRIPTOR_FOLLOWS = 0x8;
const NAMES_A_PATH = /relative path|absolute path|invalid characters/;

function refuse(where: string, message: string, unreadable = false): OpenedZip {
  return { ok: false, unreadable, where, message };
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** Extra fields of a fixed size: 64-bit sizes, times, Unix ids. Any other could carry whatever somebody likes. */
const PLAIN_FIELDS: Record<number, readonly number[]> = {
  1: [8, 16, 24, 28],
  21589: [5, 9, 13],
  30837: [11],
};

/** Whether the extra fields are such, each once, and nothing else lies between them. */
function isPlainExtra(extra: Buffer): boolean {
  const seen = new Set<number>();
  for (let at = 0; at < extra.length; ) {
    if (at + 4 > extra.length) return false;
    const [id, length] = [extra.readUInt16LE(at), extra.readUInt16LE(at + 2)];
    if (seen.has(id) || !PLAIN_FIELDS[id]?.includes(length)) return false;
    seen.add(id);
    at += 4 + length;
    if (at > extra.length) return false;
  }
  return true;
}

/** Why an entry cannot belong to a pack; null for one that can. */
function entryProblem(entry: Entry, header: LocalFileHeader): string | null {
  if (entry.isEncrypted()) return "is encrypted";
  if (((entry.externalFileAttributes >>> 16) & FILE_TYPE) === SYMLINK) return "is a symbolic link";
  if (entry.fileName.endsWith("/") && (entry.uncompressedSize > 0 || entry.compressedSize > 0))
    return "is a folder that holds bytes";
  if (/\p{Cc}/u.test(entry.fileName)) return "has control characters in its name";
  if (entry.compressionMethod !== 0 && entry.compressionMethod !== 8) return "is packed in an unknown way";
  // Tools that read from the front see the local header, others the central directory: they must agree.
  if (!header.fileName.equals(entry.fileNameRaw)) return "has another name in its local header";
  if (header.compressionMethod !== entry.compressionMethod) return "has two ways of packing";
  if (entry.fileCommentLength > 0) return "carries a comment";
  if (!isPlainExtra(entry.extraFieldRaw) || !isPlainExtra(header.extraField))
    return "carries a field that nobody vouches for";
  return null;
}

function placed(entry: Entry, header: LocalFileHeader): PlacedEntry {
  const { fileName: name, relativeOffsetOfLocalHeader: start, ...said } = entry;
  const { compressedSize, uncompressedSize, crc32 } = said;
  return {
    ...{ name, start, dataStart: header.fileDataStart, compressedSize, uncompressedSize, crc32 },
    hasDescriptor: (header.generalPurposeBitFlag & DESCRIPTOR_FOLLOWS) !== 0,
    recordLength: 46 + said.fileNameLength + said.extraFieldLength + said.fileCommentLength,
  };
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
        yield* unpacked(await zip.openReadStreamPromise(entry, { decodeFileData: false }), entry);
      } catch (error) {
        throw new PackReadError(`cannot be unpacked: ${reasonOf(error)}`);
      }
    },
  };
}

async function readDirectory(zip: ZipFile, bytes: ZipBytes): Promise<OpenedZip> {
  if (zip.entryCount > MOST_ENTRIES) return refuse("the zip", `has ${zip.entryCount} entries`, true);
  const entries: Entry[] = [];
  const places: PlacedEntry[] = [];
  for await (const entry of zip.eachEntry()) {
    const header = await zip.readLocalFileHeaderPromise(entry);
    const problem = entryProblem(entry, header);
    if (problem) return refuse(entry.fileName, problem);
    entries.push(entry);
    places.push(placed(entry, header));
  }
  const files = entries.filter(({ fileName }) => !fileName.endsWith("/"));
  if (files.length === 0) return refuse("the zip", "is empty", true);
  const root = rootOf(entries.map(({ fileName }) => fileName));
  if (root === null) return refuse("the zip", "has not one folder that everything lies in", true);
  const stray = await strayBytes(bytes, places);
  if (stray) return refuse(stray.where, stray.message);
  return { ok: true, root: root.slice(0, -1), source: sourceOf(zip, files, root), close: () => zip.close() };
}

const OPTIONS = {
  lazyEntries: true,
  autoClose: false,
  decodeStrings: true,
  validateEntrySizes: true,
  strictFileNames: true,
};

async function lookOver(zip: string | Buffer, opened: ZipFile): Promise<OpenedZip> {
  const bytes = await openBytes(zip);
  try {
    return await readDirectory(opened, bytes);
  } finally {
    await bytes.close();
  }
}

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
    const found = await lookOver(zip, opened);
    if (!found.ok) close();
    return found;
  } catch (error) {
    close();
    const reason = reasonOf(error);
    return refuse("the zip", reason, !NAMES_A_PATH.test(reason));
  }
}
