import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import type { RunEvent } from "../run/events";
import { derivedFiles } from "./derived-files";
import { DERIVATION } from "./layout";
import { emptyDigest, takeEvent } from "./log-digest";
import { parseLogLine } from "./log-line";

/** Stored logs, which no change of the rules or of a test's run can change. */
const SAMPLES = join(import.meta.dirname, "..", "server", "run", "samples");
const NAMES = ["complete", "amended", "handed-over", "partially-rolled-back"];

/**
 * SHA-256 of what each derivation makes of the stored logs. Packs that are out there were derived under the number in
 * their signature: a number that is written here never gets another hash. Where this test fails, raise `DERIVATION` in
 * layout.ts and add a line (a change that regenerates the samples is the one that corrects a line).
 */
const PINNED: Record<string, string> = {
  "1": "d1f57e4f154a28dbc999daceb5c559f23c2e3e3ff89e9ae7731ee42fb44e5eba",
  "2": "e29a9cbe372ef7c77de588efe5d868035d48bbc4f58ae2d653919b674af4da3d",
  "3": "c27b60a73af5adf4df8ffe109ff5e27873bac2b7dc4865d76590cf3e76ebce5f",
};

function derived(name: string): string {
  const digest = emptyDigest();
  for (const text of readFileSync(join(SAMPLES, `${name}.jsonl`), "utf8").split("\n")) {
    const line = parseLogLine(text);
    if (line) takeEvent(digest, JSON.parse(line.body) as RunEvent, line.hash);
  }
  return JSON.stringify([...derivedFiles(digest)]);
}

describe("what is derived from the events into a pack", () => {
  test("is the same for ever under the same number", () => {
    const hash = createHash("sha256");
    for (const name of NAMES) hash.update(derived(name));
    expect(hash.digest("hex"), `the derived files changed: raise DERIVATION (${DERIVATION})`).toBe(
      PINNED[DERIVATION],
    );
  });
});
