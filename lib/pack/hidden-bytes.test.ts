import { describe, expect, test } from "vitest";
import { auditLog } from "./audit-log";
import { randomLog, sourcesOf, unzip, zipOf } from "./sample-pack.test-support";
import { verifyZip } from "./verify-zip";
import { ZipWriter } from "./zip-writer";

const FOLDER = "holdpoint-run-1/";

/** The pack's files in a zip of its own, with one more whose name is then made a folder's, in both of its headers. */
async function withFolder(bytes: string): Promise<Buffer> {
  const writer = new ZipWriter(new Date(0));
  const chunks: Buffer[] = [];
  const read = (async () => {
    for await (const chunk of writer.readable) chunks.push(Buffer.from(chunk));
  })();
  for (const [path, content] of await unzip(await zipOf(sourcesOf(randomLog(7)))))
    await writer.add(FOLDER + path, content);
  await writer.add(`${FOLDER}data/hidden!`, Buffer.from(bytes), { store: true });
  writer.finish();
  await read;
  const zip = Buffer.concat(chunks).toString("latin1").replaceAll("data/hidden!", "data/hidden/");
  return Buffer.from(zip, "latin1");
}

describe("bytes that no manifest vouches for", () => {
  test("a folder that holds bytes is found, an empty one harms nothing", async () => {
    expect(await verifyZip(await withFolder("not on record"))).toMatchObject({
      verdict: "broken",
      finding: { where: `${FOLDER}data/hidden/`, message: "is a folder that holds bytes" },
    });
    expect((await verifyZip(await withFolder(""))).verdict).toBe("intact");
  });

  test("a log is read the same in whatever pieces it comes", async () => {
    const files = await unzip(await zipOf(sourcesOf(randomLog(8))));
    const log = files.find(([path]) => path === "data/events.jsonl")?.[1] ?? Buffer.alloc(0);
    const inPieces = async (size: number) => {
      async function* pieces() {
        for (let at = 0; at < log.length; at += size) yield log.subarray(at, at + size);
      }
      const audit = await auditLog(pieces());
      return "kind" in audit ? audit : audit.hashes;
    };
    const whole = await inPieces(log.length);
    expect(Array.isArray(whole)).toBe(true);
    for (const size of [1, 7, 1000, 4096]) expect(await inPieces(size)).toEqual(whole);
  });

  test("a line without end is given up, in a time that grows with its length alone", async () => {
    async function* endless() {
      const chunk = Buffer.alloc(64 * 1024, "x");
      for (;;) yield chunk;
    }
    expect(await auditLog(endless())).toMatchObject({ message: "is longer than any event" });
  }, 20_000);
});
