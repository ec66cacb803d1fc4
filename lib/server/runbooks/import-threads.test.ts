import { afterEach, describe, expect, test } from "vitest";
import { deriveDefinition } from "./derive";
import { ImportThreads } from "./import-threads";
import type { WorkerSource } from "./worker-source";

/** A thread that never answers a text with "hang" in it. */
const STUBBORN = `
  const { parentPort } = require("node:worker_threads");
  parentPort.on("message", ({ text, sha256 }) => {
    if (text.includes("throw")) throw new Error("broken inside");
    while (text.includes("hang"));
    parentPort.postMessage({ definition: { sha256, diagnostics: [] } });
  });
  parentPort.postMessage("ready");
`;

const stubborn = (): Promise<WorkerSource> => Promise.resolve({ program: STUBBORN });
let threads: ImportThreads | undefined;

afterEach(() => threads?.close());

describe("a thread that imports", () => {
  test("is killed at its limit, and the next text gets its answer", async () => {
    threads = new ImportThreads({ limitMs: 100, source: stubborn });
    expect(await threads.import("hang", "a")).toBe("too-slow");
    expect(await threads.import("fine", "b")).toMatchObject({ definition: { sha256: "b" } });
  });

  test("gives a definition that says so, with nothing taken from the text", async () => {
    threads = new ImportThreads({ limitMs: 100, source: stubborn });
    const derived = await deriveDefinition(Buffer.from("# hang\n\n1. step\n"), threads);
    expect(derived.ok && derived.definition.phases.flatMap(({ steps }) => steps)).toEqual([]);
    expect(derived.ok && derived.definition.diagnostics.map(({ code }) => code)).toEqual(["too-slow"]);
  });

  test("that breaks is an error of this text alone", async () => {
    threads = new ImportThreads({ limitMs: 1_000, source: stubborn });
    await expect(threads.import("throw", "a")).rejects.toThrow("broken inside");
    expect(await threads.import("fine", "b")).toMatchObject({ definition: { sha256: "b" } });
  });

  test("answers each of many texts that come at once with its own", async () => {
    threads = new ImportThreads({ limitMs: 1_000, source: stubborn });
    const hashes = ["a", "b", "c", "d", "e"];
    const answers = await Promise.all(hashes.map((sha256) => threads?.import("fine", sha256)));
    expect(answers.map((answer) => (typeof answer === "object" ? answer.definition.sha256 : answer))).toEqual(
      hashes,
    );
  });
});
