import { createPublicKey } from "node:crypto";
import { describe, expect, it } from "vitest";
import { memorySource } from "./pack-source";
import {
  type Files,
  OTHER_KEY,
  OUR_KEY,
  randomLog,
  rewritten,
  SampleLog,
  sourcesOf,
  unzip,
  zipOf,
} from "./sample-pack.test-support";
import { fingerprint } from "./signature";
import { verifyPack } from "./verify-pack";
import { verifyZip } from "./verify-zip";

const KEY = fingerprint(createPublicKey(OUR_KEY));

function edit(files: Files, path: string, change: (text: string) => string): Files {
  return files.map(([name, bytes]) => [
    name,
    name === path ? Buffer.from(change(bytes.toString("utf8"))) : bytes,
  ]);
}

describe("a pack and its verifier", () => {
  it("says that an untouched pack is intact, and what was checked", async () => {
    const log = randomLog(7);
    const report = await verifyZip(await zipOf(sourcesOf(log)), { keyFingerprint: KEY, heads: [log.head] });
    expect(report).toMatchObject({
      verdict: "intact",
      head: { seq: log.lines.length, hash: log.head },
      key: { fingerprint: KEY, compared: true },
      heads: [{ hash: log.head, seq: log.lines.length }],
      checked: { events: log.lines.length, artifacts: log.blobs.size, versions: 1 },
    });
  });

  it("says that a run was still open when it was packed", async () => {
    const report = await verifyZip(await zipOf(sourcesOf(new SampleLog())));
    expect(report.verdict === "intact" && report.notes.join(" ")).toContain("was planned when it was packed");
  });

  it("names the event that was altered, the link that is broken, and the event that was cut off", async () => {
    const log = randomLog(1);
    const files = await unzip(await zipOf(sourcesOf(log)));
    const lines = (change: (lines: string[]) => string[]) =>
      edit(files, "data/events.jsonl", (text) => `${change(text.trimEnd().split("\n")).join("\n")}\n`);
    const altered = lines((all) =>
      all.with(4, (all[4] ?? "").replace('"recordedAt":"2026', '"recordedAt":"2025')),
    );
    expect(await verifyPack(memorySource(altered))).toMatchObject({
      verdict: "broken",
      finding: { where: "event 5" },
    });
    const dropped = lines((all) => all.toSpliced(4, 1));
    expect(await verifyPack(memorySource(dropped))).toMatchObject({
      finding: { kind: "link", where: "link 5" },
    });
    const cut = edit(files, "data/events.jsonl", (text) => text.slice(0, -40));
    expect(await verifyPack(memorySource(cut))).toMatchObject({
      finding: { where: `event ${log.lines.length}` },
    });
  });

  it("names a file that was altered, added, or taken away", async () => {
    const files = await unzip(await zipOf(sourcesOf(randomLog(2))));
    const artifact = files.find(([path]) => path.startsWith("data/evidence/"))?.[0] ?? "";
    for (const path of [
      "data/runbook.md",
      "data/summary.md",
      "data/decisions.json",
      "bag-info.txt",
      artifact,
    ]) {
      const report = await verifyPack(memorySource(edit(files, path, (text) => `${text} `)));
      expect(report).toMatchObject({ verdict: "broken", finding: { kind: "file", where: path } });
      const without = await verifyPack(memorySource(files.filter(([name]) => name !== path)));
      expect(without).toMatchObject({ verdict: "broken", finding: { where: path } });
    }
    const added = await verifyPack(memorySource([...files, ["data/note.txt", Buffer.from("x")]]));
    expect(added).toMatchObject({ finding: { where: "data/note.txt" } });
    const outside = await verifyPack(memorySource([...files, ["note.txt", Buffer.from("x")]]));
    expect(outside).toMatchObject({ finding: { where: "note.txt" } });
    const twice = await verifyPack(memorySource([...files, ...files.slice(0, 1)]));
    expect(twice).toMatchObject({ finding: { kind: "zip" } });
  });

  it("finds a chain rewritten and signed with another key only by what went out: the key, or a head hash", async () => {
    const log = randomLog(3);
    const lines = rewritten(log.lines, log.lines.length - 1, (event) => ({
      ...event,
      recordedAt: "2026-11-22T05:00:00.000Z",
    }));
    const forged = await zipOf(sourcesOf({ lines, blobs: log.blobs }, OTHER_KEY));
    expect((await verifyZip(forged)).verdict).toBe("intact");
    expect(await verifyZip(forged, { keyFingerprint: KEY })).toMatchObject({ finding: { kind: "key" } });
    expect(await verifyZip(forged, { heads: [log.head] })).toMatchObject({ finding: { kind: "anchor" } });
  });

  it("finds newest events dropped by the owner of the key by a head hash that had gone out", async () => {
    const log = randomLog(4);
    const shorter = await zipOf(sourcesOf({ lines: log.lines.slice(0, -2), blobs: log.blobs }));
    expect((await verifyZip(shorter, { keyFingerprint: KEY })).verdict).toBe("intact");
    expect(await verifyZip(shorter, { heads: [log.head] })).toMatchObject({
      verdict: "broken",
      finding: { kind: "anchor" },
    });
  });

  it("finds a decision whose basis is not in the chain, though everything was hashed and signed again", async () => {
    const log = randomLog(5);
    const lines = rewritten(log.lines, 1, (event) => ({ ...event, recordedAt: "2026-11-22T00:00:00.000Z" }));
    const report = await verifyZip(await zipOf(sourcesOf({ lines, blobs: log.blobs })), {
      keyFingerprint: KEY,
    });
    expect(report).toMatchObject({ verdict: "broken", finding: { kind: "anchor" } });
  });

  it("calls what is no pack unreadable, and never throws", async () => {
    const zip = await zipOf(sourcesOf(randomLog(6)));
    for (const bytes of [
      Buffer.alloc(0),
      Buffer.from("PK"),
      Buffer.from("no zip at all".repeat(100)),
      zip.subarray(0, zip.length / 2),
    ]) {
      expect((await verifyZip(bytes)).verdict).toBe("unreadable");
    }
    expect((await verifyPack(memorySource([["readme.txt", Buffer.from("hello")]]))).verdict).toBe(
      "unreadable",
    );
  });

  it("finds every flipped byte of a zip that changes a file; the rest changes none", async () => {
    const zip = await zipOf(sourcesOf(new SampleLog()));
    const before = JSON.stringify(await unzip(zip));
    for (let at = 0; at < zip.length; at += 23) {
      const flipped = Buffer.from(zip);
      flipped[at] = (flipped[at] ?? 0) ^ 0x41;
      const report = await verifyZip(flipped, { keyFingerprint: KEY });
      if (report.verdict === "intact")
        expect(JSON.stringify(await unzip(flipped)), `byte ${at}`).toBe(before);
    }
  });

  it("never signs an artifact whose bytes are not those that were attached", async () => {
    const log = randomLog(8);
    const [hash = ""] = log.blobs.keys();
    const lying = new Map(log.blobs).set(hash, Buffer.from("something else"));
    await expect(zipOf(sourcesOf({ lines: log.lines, blobs: lying }))).rejects.toThrow(
      "not those that were attached",
    );
  });
});
