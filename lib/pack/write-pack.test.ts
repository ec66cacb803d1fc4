import { createHash } from "node:crypto";
import { describe, expect, it, vi } from "vitest";
import { attach } from "../run/drafts.test-support";
import { SampleLog, sourcesOf } from "./sample-pack.test-support";
import { type PackSources, writePack } from "./write-pack";

const CHUNK = Buffer.alloc(256 * 1024, 7);
const CHUNKS = 400;

/** A run with one artifact of 100 MB, which is made while it is read. */
function bigSources(onChunk: () => void, onEnd: () => void): PackSources {
  const hash = createHash("sha256");
  for (let n = 0; n < CHUNKS; n += 1) hash.update(CHUNK);
  const log = new SampleLog().send("ic", { type: "StartRun", payload: {} });
  const draft = { sha256: hash.digest("hex"), size: CHUNKS * CHUNK.length, location: "" };
  log.send("deployer", attach("big.bin", undefined, { ...draft, upload: { artifactId: "big" } }));
  return {
    ...sourcesOf(log),
    async *artifact() {
      try {
        for (let n = 0; n < CHUNKS; n += 1) {
          onChunk();
          yield CHUNK;
        }
      } finally {
        onEnd();
      }
    },
  };
}

describe("a pack on its way out", () => {
  it("takes no more from its sources than its reader takes, and ends them when the reader goes away", async () => {
    let taken = 0;
    let ended = false;
    const pack = writePack(
      bigSources(
        () => {
          taken += 1;
        },
        () => {
          ended = true;
        },
      ),
    );
    pack.on("error", () => {});
    let read = 0;
    for await (const chunk of pack) {
      read += Buffer.from(chunk).length;
      if (read > 10 * CHUNK.length) break;
    }
    await vi.waitFor(() => expect(ended).toBe(true));
    expect(taken).toBeLessThan(30);
  });

  it("ends with an error, and never as a whole zip, where a source fails", async () => {
    const sources = bigSources(
      () => {
        throw new Error("the database went away");
      },
      () => {},
    );
    const read = async () => {
      for await (const chunk of writePack(sources)) void chunk;
    };
    await expect(read()).rejects.toThrow("the database went away");
  });
});
