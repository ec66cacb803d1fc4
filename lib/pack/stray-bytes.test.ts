import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import ZipStream from "zip-stream";
import { randomLog, sourcesOf, unzip, zipOf } from "./sample-pack.test-support";
import { verifyZip } from "./verify-zip";

const NOTE = Buffer.from("nobody vouches for this");
const END_LENGTH = 22;

let zip: Buffer;
beforeAll(async () => {
  zip = await zipOf(sourcesOf(randomLog(7)));
});

const finding = async (bytes: Buffer) => {
  const report = await verifyZip(bytes);
  return report.verdict === "intact" ? "intact" : report.finding.message;
};

/** Bytes put in at a place, with every offset behind it moved along, as somebody would who knows the format. */
function withBytes(at: number, put: Buffer): Buffer {
  const changed = Buffer.concat([zip.subarray(0, at), put, zip.subarray(at)]);
  const end = changed.length - END_LENGTH;
  const directory =
    changed.readUInt32LE(end + 16) + (at <= zip.readUInt32LE(zip.length - 6) ? put.length : 0);
  changed.writeUInt32LE(directory, end + 16);
  for (let record = directory; changed.readUInt32LE(record) === 0x02014b50; ) {
    const offset = changed.readUInt32LE(record + 42);
    if (offset >= at) changed.writeUInt32LE(offset + put.length, record + 42);
    record += 46 + [28, 30, 32].reduce((sum, place) => sum + changed.readUInt16LE(record + place), 0);
  }
  return changed;
}

/** The first record of the directory, and the offset of its entry. */
function firstRecord(bytes: Buffer): number {
  return bytes.readUInt32LE(bytes.length - END_LENGTH + 16);
}

/** A tail put behind a record of the directory, whose length field stands at this place. */
function withRecordTail(lengthAt: number, tail: Buffer): Buffer {
  const record = firstRecord(zip);
  const nameLength = zip.readUInt16LE(record + 28);
  const at = record + 46 + nameLength;
  const changed = Buffer.concat([zip.subarray(0, at), tail, zip.subarray(at)]);
  changed.writeUInt16LE(tail.length, record + lengthAt);
  const end = changed.length - END_LENGTH;
  changed.writeUInt32LE(changed.readUInt32LE(end + 12) + tail.length, end + 12);
  return changed;
}

/** The pack's files in a zip whose sizes are all written with 64 bits. */
async function wideZip(): Promise<Buffer> {
  const wide = new ZipStream({ level: 1, forceZip64: true });
  const chunks: Buffer[] = [];
  wide.on("data", (chunk: Buffer) => chunks.push(chunk));
  const ended = once(wide, "end");
  for (const [path, content] of await unzip(zip)) {
    await new Promise<void>((resolve, reject) => {
      const data = { name: `holdpoint-run-1/${path}` };
      wide.entry(content, data, (error) => (error ? reject(error) : resolve()));
    });
  }
  wide.finalize();
  await ended;
  return Buffer.concat(chunks);
}

describe("bytes of a zip that belong to no file", () => {
  test("a comment of the zip, and bytes behind its end, are found", async () => {
    const commented = Buffer.concat([zip, NOTE]);
    commented.writeUInt16LE(NOTE.length, zip.length - 2);
    expect(await finding(commented)).toBe("carries a comment, or bytes behind its end");
    expect((await verifyZip(Buffer.concat([zip, NOTE]))).verdict).not.toBe("intact");
  });

  test.each([
    ["before the first file", () => 0],
    ["before the directory", () => firstRecord(zip)],
    ["between two files", () => zip.readUInt32LE(secondRecord() + 42)],
  ])("bytes %s are found, with every offset put right", async (_where, at) => {
    expect(await finding(withBytes(at(), NOTE))).toMatch(/belong to no file/);
  });

  test("a comment of a file, and a field that is none of the plain ones, are found", async () => {
    expect(await finding(withRecordTail(32, NOTE))).toBe("carries a comment");
    const field = Buffer.concat([Buffer.from([0x34, 0x12, NOTE.length, 0]), NOTE]);
    expect(await finding(withRecordTail(30, field))).toBe("carries a field that nobody vouches for");
    const long = Buffer.concat([Buffer.from([0x55, 0x54, NOTE.length, 0]), NOTE]);
    expect(await finding(withRecordTail(30, long))).toBe("carries a field that nobody vouches for");
  });

  test("the times that a tool adds when it packs the files again harm nothing", async () => {
    expect(await finding(withRecordTail(30, Buffer.from([0x55, 0x54, 5, 0, 1, 0, 0, 0, 0])))).toBe("intact");
  });

  test("a zip in the 64-bit form has as few strange bytes", async () => {
    const wide = await wideZip();
    expect(await finding(wide)).toBe("intact");
    const tail = Buffer.concat([wide.subarray(0, -END_LENGTH), NOTE, wide.subarray(-END_LENGTH)]);
    expect(await finding(tail)).not.toBe("intact");
  });

  test("bytes behind the end of a packed stream are found, with the size put right", async () => {
    const record = firstRecord(zip);
    const start = zip.readUInt32LE(record + 42);
    const size = zip.readUInt32LE(record + 20);
    const data = start + 30 + zip.readUInt16LE(start + 26) + zip.readUInt16LE(start + 28);
    const changed = withBytes(data + size, NOTE);
    const moved = firstRecord(changed);
    changed.writeUInt32LE(size + NOTE.length, moved + 20);
    if (changed.readUInt16LE(start + 6) & 8) {
      changed.writeUInt32LE(size + NOTE.length, data + size + NOTE.length + 8);
    } else changed.writeUInt32LE(size + NOTE.length, start + 18);
    expect(await finding(changed)).toBe("cannot be unpacked: bytes lie behind its end");
  });

  test("a checksum that is another is found in a file on disk too, which is intact without it", async () => {
    const folder = mkdtempSync(join(tmpdir(), "stray-"));
    const path = join(folder, "pack.zip");
    try {
      writeFileSync(path, zip);
      expect((await verifyZip(path)).verdict).toBe("intact");
      const changed = Buffer.from(zip);
      const record = firstRecord(zip);
      changed.writeUInt32LE((zip.readUInt32LE(record + 16) ^ 1) >>> 0, record + 16);
      writeFileSync(path, changed);
      expect((await verifyZip(path)).verdict).toBe("broken");
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});

function secondRecord(): number {
  const first = firstRecord(zip);
  return first + 46 + [28, 30, 32].reduce((sum, place) => sum + zip.readUInt16LE(first + place), 0);
}
