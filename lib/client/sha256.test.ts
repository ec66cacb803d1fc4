import { createHash } from "node:crypto";
import { describe, expect, it } from "vitest";
import { sha256OfFile } from "./file-hash";
import { Sha256 } from "./sha256";

const expected = (bytes: Uint8Array) => createHash("sha256").update(bytes).digest("hex");

describe("the hash of a reference", () => {
  it("R9.3 equals Node's for every length around the borders of a block", () => {
    for (const length of [0, 1, 54, 55, 56, 57, 63, 64, 65, 119, 120, 128, 1_000]) {
      const bytes = Uint8Array.from({ length }, (_, index) => (index * 31 + length) % 256);
      expect(new Sha256().update(bytes).hex(), `${length} bytes`).toBe(expected(bytes));
    }
  });

  it("does not depend on how the bytes are cut", () => {
    const bytes = Uint8Array.from({ length: 5_000 }, (_, index) => (index * index) % 251);
    for (const cut of [1, 7, 64, 100, 4_999]) {
      const hash = new Sha256();
      for (let at = 0; at < bytes.length; at += cut) hash.update(bytes.subarray(at, at + cut));
      expect(hash.hex(), `cut by ${cut}`).toBe(expected(bytes));
    }
  });

  it("reads a file in slices, says how far it is, and refuses an empty one", async () => {
    const bytes = new Uint8Array(9 * 1024 * 1024).fill(7);
    const told: number[] = [];
    const hash = await sha256OfFile(new File([bytes], "dump.sql"), (read) => told.push(read));
    expect(hash).toBe(expected(bytes));
    expect(told.at(-1)).toBe(bytes.length);
    expect(told.length).toBeGreaterThan(1);
    await expect(sha256OfFile(new File([], "empty.log"))).rejects.toThrow("empty");
  });
});
