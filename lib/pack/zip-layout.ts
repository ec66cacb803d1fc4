import { open } from "node:fs/promises";

/** A zip's bytes by their place. */
export interface ZipBytes {
  size: number;
  read(start: number, length: number): Promise<Buffer>;
  close(): Promise<void>;
}

/** Where an entry lies, as its headers say. */
export interface PlacedEntry {
  name: string;
  /** Of its local header. */
  start: number;
  dataStart: number;
  compressedSize: number;
  uncompressedSize: number;
  crc32: number;
  /** True where sizes and checksum follow the data. */
  hasDescriptor: boolean;
  /** Of its record in the central directory. */
  recordLength: number;
}

/** Bytes that belong to nothing which anybody vouches for. */
export interface Stray {
  where: string;
  message: string;
}

const END = 0x06054b50;
const END_LENGTH = 22;
const END_64 = 0x06064b50;
const END_64_LENGTH = 56;
const LOCATOR = 0x07064b50;
const LOCATOR_LENGTH = 20;
const DESCRIPTOR = 0x08074b50;

export async function openBytes(zip: string | Buffer): Promise<ZipBytes> {
  if (typeof zip !== "string") {
    const read = async (start: number, length: number) => zip.subarray(start, start + length);
    return { size: zip.length, read, close: async () => {} };
  }
  const file = await open(zip);
  return {
    size: (await file.stat()).size,
    async read(start, length) {
      const { buffer, bytesRead } = await file.read(Buffer.alloc(length), 0, length, start);
      return buffer.subarray(0, bytesRead);
    },
    close: () => file.close(),
  };
}

function sized(value: number, wide: boolean): Buffer {
  const bytes = Buffer.alloc(wide ? 8 : 4);
  if (wide) bytes.writeBigUInt64LE(BigInt(value));
  else bytes.writeUInt32LE(value % 2 ** 32);
  return bytes;
}

/** What may follow an entry's data, in its four forms: with or without its sign, with sizes of four bytes or of eight. */
function descriptors({ crc32, compressedSize, uncompressedSize }: PlacedEntry): Buffer[] {
  const sums = [true, false].map((wide) =>
    Buffer.concat([sized(crc32, false), sized(compressedSize, wide), sized(uncompressedSize, wide)]),
  );
  return [...sums.map((sum) => Buffer.concat([sized(DESCRIPTOR, false), sum])), ...sums];
}

/** Where the entry's bytes end; null where what follows its data is not its descriptor. */
async function endOf(bytes: ZipBytes, entry: PlacedEntry): Promise<number | null> {
  const dataEnd = entry.dataStart + entry.compressedSize;
  if (!entry.hasDescriptor) return dataEnd;
  const found = await bytes.read(dataEnd, 24);
  const own = descriptors(entry).find((form) => found.subarray(0, form.length).equals(form));
  return own ? dataEnd + own.length : null;
}

interface Directory {
  start: number;
  length: number;
  /** Where the records that end the zip begin. */
  end: number;
}

/** The 64-bit record of the directory's place, where there is one. */
async function wideDirectory(bytes: ZipBytes): Promise<Directory | null> {
  const end = bytes.size - END_LENGTH - LOCATOR_LENGTH - END_64_LENGTH;
  if (end < 0) return null;
  const record = await bytes.read(end, END_64_LENGTH + LOCATOR_LENGTH);
  const own =
    record.readUInt32LE(0) === END_64 &&
    record.readBigUInt64LE(4) === BigInt(END_64_LENGTH - 12) &&
    record.readUInt32LE(END_64_LENGTH) === LOCATOR &&
    record.readBigUInt64LE(END_64_LENGTH + 8) === BigInt(end);
  return own
    ? { start: Number(record.readBigUInt64LE(48)), length: Number(record.readBigUInt64LE(40)), end }
    : null;
}

/** The directory's place; null where the zip does not end with the record of it, as with a comment behind. */
async function directoryOf(bytes: ZipBytes): Promise<Directory | null> {
  const end = bytes.size - END_LENGTH;
  if (end < 0) return null;
  const record = await bytes.read(end, END_LENGTH);
  if (record.readUInt32LE(0) !== END || record.readUInt16LE(20) !== 0) return null;
  const wide = await wideDirectory(bytes);
  return wide ?? { start: record.readUInt32LE(16), length: record.readUInt32LE(12), end };
}

/**
 * The first bytes of a zip that belong neither to an entry nor to its directory: before, between or behind them, in a
 * comment, or in a descriptor that is none. Null where every byte has its place.
 */
export async function strayBytes(bytes: ZipBytes, entries: readonly PlacedEntry[]): Promise<Stray | null> {
  const directory = await directoryOf(bytes);
  if (!directory) return { where: "the zip", message: "carries a comment, or bytes behind its end" };
  let reached = 0;
  for (const entry of entries.toSorted((a, b) => a.start - b.start)) {
    if (entry.start !== reached)
      return { where: entry.name, message: "has bytes before it that belong to no file" };
    const end = await endOf(bytes, entry);
    if (end === null) return { where: entry.name, message: "is followed by bytes that belong to no file" };
    reached = end;
  }
  const records = entries.reduce((sum, { recordLength }) => sum + recordLength, 0);
  const fits =
    directory.start === reached && directory.length === records && reached + records === directory.end;
  return fits ? null : { where: "the zip", message: "has bytes around its directory that belong to no file" };
}
