import { afterEach, describe, expect, test } from "vitest";
import { IMPORT_LIMIT_MS } from "../../runbook/read-limits";
import { deriveDefinition } from "./derive";
import { ImportThreads } from "./import-threads";
import { importWorkerSource, type WorkerSource } from "./worker-source";

/** A thread that never answers a text with "hang" in it. */
const STUBBORN = `
  const { parentPort } = require("node:worker_threads");
  parentPort.on("message", ({ text, sha256 }) => {
    if (text.includes("throw")) throw new Error("broken inside");
    while (text.includes("hang"));
    const kept = [];
    while (text.includes("hoard")) kept.push(new Array(100_000).fill(kept.length));
    parentPort.postMessage({ definition: { sha256, diagnostics: [] } });
  });
  parentPort.postMessage("ready");
`;

/** The real thread; what it has matched before it says that it is ready is thrown at whoever starts it. */
const COUNTING = `
  const { parentPort: port } = require("node:worker_threads");
  const exec = RegExp.prototype.exec;
  const post = port.postMessage.bind(port);
  let matched = 0;
  RegExp.prototype.exec = function (text) {
    matched += String(text).includes("systemctl stop app") ? 1 : 0;
    return exec.call(this, text);
  };
  port.postMessage = (message) => {
    RegExp.prototype.exec = exec;
    post(message === "ready" && matched === 0 ? "cold" : message);
  };
`;

const counting = async (): Promise<WorkerSource> => {
  const source = await importWorkerSource();
  if (!("program" in source)) throw new Error("a checkout has no bundle of the worker");
  return { program: COUNTING + source.program };
};

const stubborn = (): Promise<WorkerSource> => Promise.resolve({ program: STUBBORN });
let threads: ImportThreads | undefined;

afterEach(() => threads?.close());

describe("a thread that imports", () => {
  test("has read a runbook before it says that it is ready, so that no limit counts its start", async () => {
    threads = new ImportThreads({ source: counting });
    expect(await threads.import("# a\n", "first")).toMatchObject({ definition: { sha256: "first" } });
  }, 60_000);

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

  test("that needs more memory than it may have ends with what it had in hand", async () => {
    threads = new ImportThreads({ limitMs: 60_000, source: stubborn });
    expect(await threads.import("hoard", "a")).toBe("too-slow");
    expect(await threads.import("fine", "b")).toMatchObject({ definition: { sha256: "b" } });
  }, 90_000);

  test.each([
    ["20,000 quote marks", ">".repeat(20_000)],
    ["100,000 list items", "- a\n".repeat(100_000)],
    ["60,000 addresses", "a@b.c ".repeat(60_000)],
    ["half a megabyte of lines", "a\n".repeat(250_000)],
  ])(
    "answers %s or is killed, within its limit",
    async (_, text) => {
      threads = new ImportThreads();
      await threads.import("# a\n", "warm");
      const from = performance.now();
      const answer = await threads.import(text, "x");
      expect(performance.now() - from).toBeLessThan(IMPORT_LIMIT_MS + 2_000);
      expect(answer === "too-slow" || answer.definition.sha256 === "x").toBe(true);
    },
    60_000,
  );

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
