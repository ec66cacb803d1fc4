import { describe, expect, it } from "vitest";
import { ImportReader, type ReadingWorker } from "./import-reader";
import { readBytes } from "./read-bytes";
import type { ReadRequest } from "./reading";

const utf8 = (text: string) => new TextEncoder().encode(text);
const TEXT =
  "# Move the cache\n\n## Roles\n\n- Operator: moves it\n\n## T-10 Prepare\n\n1. Warm the node\n2. Compare the keys\n";

/** Workers in this very thread; `answers` says of each in turn whether it ever answers a request. */
function workers(answers: boolean[]) {
  const started: { ended: boolean }[] = [];
  const start = (): ReadingWorker => {
    const state = { ended: false };
    const willAnswer = answers[started.length] ?? true;
    started.push(state);
    const worker: ReadingWorker = {
      onmessage: null,
      onerror: null,
      terminate: () => {
        state.ended = true;
      },
      postMessage: (request: ReadRequest) => {
        if (willAnswer) say(readBytes(request.bytes));
      },
    };
    const say = (data: unknown) =>
      queueMicrotask(() => worker.onmessage?.call(worker as Worker, new MessageEvent("message", { data })));
    say("ready");
    return worker;
  };
  return { started, start };
}

describe("a reader in a worker", () => {
  it("reads exact bytes as the server does, with their hash and what an editor needs", async () => {
    const { start } = workers([]);
    const reading = await new ImportReader(start).read(utf8(`${TEXT}\npsql postgres://app:hunter2x9@db\n`));
    if (!reading.ok) throw new Error(reading.diagnostic.message);
    expect(reading.definition.title).toBe("Move the cache");
    expect(reading.definition.sha256).toMatch(/^[0-9a-f]{64}$/);
    expect(reading.secrets).toHaveLength(1);
    expect(reading.names.roles).toContain("Operator");
  });

  it("kills one that takes longer than the limit, says so, and reads the next text all the same", async () => {
    const { started, start } = workers([false, true]);
    const reader = new ImportReader(start, 20);
    const first = await reader.read(utf8(TEXT));
    expect(first).toMatchObject({ ok: false, diagnostic: { code: "too-slow", severity: "error" } });
    expect((await reader.read(utf8(TEXT))).ok).toBe(true);
    expect(started.map((worker) => worker.ended)).toEqual([true, false]);
  });

  it("reads texts one after the other and keeps its worker", async () => {
    const { started, start } = workers([]);
    const reader = new ImportReader(start);
    const readings = await Promise.all([TEXT, `${TEXT}3. Third\n`].map((text) => reader.read(utf8(text))));
    expect(readings.map((reading) => reading.ok && reading.definition.phases[0]?.steps.length)).toEqual([
      2, 3,
    ]);
    expect(started).toHaveLength(1);
    reader.close();
    await expect.poll(() => started[0]?.ended).toBe(true);
  });

  it("says that there is no reader where a browser has no workers", async () => {
    const reader = new ImportReader(() => {
      throw new Error("no workers");
    });
    expect(await reader.read(utf8(TEXT))).toMatchObject({ ok: false, diagnostic: { code: "no-reader" } });
  });

  it("says why bytes that are no text were not read, and warns of Latin-1", async () => {
    const { start } = workers([]);
    const reader = new ImportReader(start);
    expect(await reader.read(new Uint8Array([0x89, 0x50, 0, 0]))).toMatchObject({
      diagnostic: { code: "not-text" },
    });
    const latin = await reader.read(new Uint8Array([...utf8(TEXT), 0xe9, 0x0a]));
    expect(latin.ok && latin.definition.diagnostics[0]?.code).toBe("latin-1");
  });
});
