import { describe, expect, it } from "vitest";
import { EvidenceUploads } from "./evidence-uploads";
import { readUpload, type StartUpload, type UploadAnswer, uploadAddress } from "./upload-evidence";

const file = (name: string, text = "output") => ({
  name,
  stepId: "smoke",
  visibility: "room" as const,
  body: new Blob([text]),
});

const STORED: UploadAnswer = { kind: "stored", artifactId: "a-1", sha256: "0".repeat(64), size: 6 };

/** A server that answers when the test says so. */
function server() {
  const open = new Map<string, { answer: (answer: UploadAnswer) => void; sent: (bytes: number) => void }>();
  const cancelled: string[] = [];
  const started: string[] = [];
  const start: StartUpload = (_runId, { name }, sent) => {
    started.push(name);
    const answer = new Promise<UploadAnswer>((resolve) => open.set(name, { answer: resolve, sent }));
    return {
      answer,
      cancel: () => {
        cancelled.push(name);
        open.get(name)?.answer({ kind: "cancelled" });
      },
    };
  };
  const say = async (name: string, answer: UploadAnswer) => {
    open.get(name)?.answer(answer);
    await Promise.resolve();
    await Promise.resolve();
  };
  return {
    start,
    say,
    cancelled,
    started,
    sent: (name: string, bytes: number) => open.get(name)?.sent(bytes),
  };
}

describe("files on their way", () => {
  it("sends two at a time, the next as soon as one is in, and keeps none that is stored", async () => {
    const there = server();
    const uploads = new EvidenceUploads("run", there.start);
    for (const name of ["a.log", "b.log", "c.log"]) uploads.add(file(name));
    expect(there.started).toEqual(["a.log", "b.log"]);
    await there.say("a.log", STORED);
    expect(there.started).toEqual(["a.log", "b.log", "c.log"]);
    const { list, lastStored } = uploads.store.get();
    expect(list.map(({ name }) => name)).toEqual(["b.log", "c.log"]);
    expect(lastStored).toBe("a.log");
  });

  it("says how far each is", () => {
    const there = server();
    const uploads = new EvidenceUploads("run", there.start);
    uploads.add(file("a.log"));
    there.sent("a.log", 4);
    expect(uploads.store.get().list[0]).toMatchObject({ state: "sending", sent: 4 });
  });

  it("keeps what did not get there, with the reason, and sends it again on demand", async () => {
    const there = server();
    const uploads = new EvidenceUploads("run", there.start);
    uploads.add(file("a.log"));
    await there.say("a.log", { kind: "broken", message: "The line broke." });
    const [failed] = uploads.store.get().list;
    expect(failed).toMatchObject({ state: "failed", problem: "The line broke." });
    uploads.retry(failed?.id ?? "");
    expect(there.started).toEqual(["a.log", "a.log"]);
    await there.say("a.log", STORED);
    expect(uploads.store.get().list).toEqual([]);
  });

  it("R9 what the line broke off goes by itself under the same key, what was refused does not", async () => {
    const keys: string[] = [];
    const there = server();
    const uploads = new EvidenceUploads("run", (runId, sent, onSent) => {
      keys.push(sent.key);
      return there.start(runId, sent, onSent);
    });
    uploads.add(file("a.log"));
    uploads.add(file("b.log"));
    await there.say("a.log", { kind: "broken", message: "The line broke." });
    await there.say("b.log", { kind: "refused", message: "Too large.", missing: [] });
    uploads.retryBroken();
    expect(there.started).toEqual(["a.log", "b.log", "a.log"]);
    expect(keys[2]).toBe(keys[0]);
    expect(keys[1]).not.toBe(keys[0]);
  });

  it("a cancelled one is broken off, forgotten, and makes room for the next", () => {
    const there = server();
    const uploads = new EvidenceUploads("run", there.start);
    for (const name of ["a.log", "b.log", "c.log"]) uploads.add(file(name));
    uploads.cancel(uploads.store.get().list[0]?.id ?? "");
    expect(there.cancelled).toEqual(["a.log"]);
    expect(there.started).toEqual(["a.log", "b.log", "c.log"]);
    expect(uploads.store.get().list.map(({ name }) => name)).toEqual(["b.log", "c.log"]);
  });

  it("R9 an empty file is refused before anything is sent", () => {
    const there = server();
    const uploads = new EvidenceUploads("run", there.start);
    uploads.add(file("empty.log", ""));
    expect(there.started).toEqual([]);
    expect(uploads.store.get().list[0]?.problem).toContain("empty");
  });

  it("asks before the page is left exactly while something is under way", async () => {
    const there = server();
    const asked: boolean[] = [];
    const uploads = new EvidenceUploads("run", there.start, (underWay) => asked.push(underWay));
    uploads.add(file("a.log"));
    expect(asked.at(-1)).toBe(true);
    await there.say("a.log", { kind: "refused", message: "No.", missing: [] });
    expect(asked.at(-1)).toBe(false);
  });
});

describe("the evidence endpoint, seen from the browser", () => {
  it("names the piece, its step and who may see it", () => {
    expect(uploadAddress("run/1", { ...file("smoke & more.log"), visibility: "restricted" })).toBe(
      "/api/runs/run%2F1/evidence?name=smoke+%26+more.log&step=smoke&visibility=restricted",
    );
  });

  it("reads what was stored, what was refused with what is missing, and takes a server's trouble for a broken line", () => {
    const body = { artifactId: "a-1", name: "a.log", sha256: "ab", size: 3 };
    expect(readUpload(201, body)).toEqual({ kind: "stored", artifactId: "a-1", sha256: "ab", size: 3 });
    const error = { error: { code: "rule", message: "Too large.", missing: ["512 MB"] } };
    expect(readUpload(413, error)).toEqual({ kind: "refused", message: "Too large.", missing: ["512 MB"] });
    expect(readUpload(503, null).kind).toBe("broken");
    expect(readUpload(201, "<html>").kind).not.toBe("stored");
  });
});
