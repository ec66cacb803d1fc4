import { describe, expect, it } from "vitest";
import type { RunEvent } from "../run/events";
import { initialState } from "../run/evolve";
import type { RunState } from "../run/state";
import type { CommandDraft } from "./command-draft";
import { CommandSender } from "./command-sender";
import { entry } from "./entry-log.fixture";
import { type KeyValueStorage, Outbox } from "./outbox";
import type { CommandEnvelope, PostAnswer } from "./post-command";

const scribe = { key: "scribe", name: "Scribe", capability: "scribe" as const, required: true };
const decider = { key: "ic", name: "Incident Commander", capability: "decider" as const, required: true };
const eli = { personId: "p1", name: "Eli", isAdmin: false };
const running: RunState = {
  ...initialState,
  runId: "run",
  seq: 7,
  status: "running",
  roles: [
    { ...scribe, holder: { personId: "p1", name: "Eli" } },
    { ...decider, holder: { personId: "p1", name: "Eli" } },
  ],
};

class MemoryStorage implements KeyValueStorage {
  private readonly kept = new Map<string, string>();
  get length() {
    return this.kept.size;
  }
  key = (index: number) => [...this.kept.keys()][index] ?? null;
  getItem = (key: string) => this.kept.get(key) ?? null;
  setItem = (key: string, value: string) => void this.kept.set(key, value);
  removeItem = (key: string) => void this.kept.delete(key);
}

/** A browser with a line that can be cut, and a server that remembers which ids it has recorded. */
class Desk {
  up = true;
  /** The server records, but its answer does not arrive. */
  answersLost = false;
  signedIn = true;
  refusals = new Map<string, string>();
  readonly recorded: CommandEnvelope[] = [];
  readonly received: RunEvent[] = [];
  private ids = 0;
  private sleepers: (() => void)[] = [];

  state = running;
  readonly outbox: Outbox;
  readonly sender: CommandSender;

  constructor(readonly storage = new MemoryStorage()) {
    this.outbox = new Outbox(storage, "run", eli.personId);
    this.sender = new CommandSender({
      runId: "run",
      asker: eli,
      outbox: this.outbox,
      state: () => this.state,
      live: () => this.up,
      serverNow: () => "2026-11-22T01:02:03.000Z",
      newId: () => `id-${storage.length}-${++this.ids}`,
      post: (_, envelope) => this.post(envelope),
      received: (events) => this.received.push(...events),
      pause: () => new Promise((resolve) => this.sleepers.push(resolve)),
    });
  }

  private async post(envelope: CommandEnvelope): Promise<PostAnswer> {
    const away: PostAnswer = { kind: "unreachable", message: "The server did not answer." };
    if (!this.up) return away;
    if (!this.signedIn) return { kind: "refused", status: 401, message: "Sign in.", missing: [] };
    const refused = this.refusals.get(envelope.draft.type);
    if (refused) return { kind: "refused", status: 422, message: refused, missing: [] };
    if (!this.recorded.some((known) => known.commandId === envelope.commandId)) this.recorded.push(envelope);
    if (this.answersLost) return away;
    return { kind: "recorded", seq: 8, events: [entry(8)] };
  }

  /** Time passes: whoever waits before trying again tries again. */
  async later(): Promise<void> {
    for (const wake of this.sleepers.splice(0)) wake();
    await settled();
  }
}

async function settled(): Promise<void> {
  for (let turn = 0; turn < 20; turn += 1) await Promise.resolve();
}

const note = (text: string): CommandDraft => ({ type: "LogEntry", payload: { text, kind: "note" } });
const hold: CommandDraft = { type: "Decide", payload: { verdict: "hold", reason: "Not yet" } };
const texts = (desk: Desk) =>
  desk.recorded.map(({ draft }) => (draft.type === "LogEntry" ? draft.payload.text : draft.type));

describe("sending a command", () => {
  it("applies the answer's events at once, without waiting for the socket", async () => {
    const desk = new Desk();
    expect(await desk.sender.send(note("all quiet"))).toEqual({ kind: "recorded", seq: 8 });
    expect(desk.received).toEqual([entry(8)]);
    expect(desk.outbox.entries.get()).toEqual([]);
  });

  it("refuses by the rules before anything leaves the browser", async () => {
    const desk = new Desk();
    const result = await desk.sender.send({ type: "StartStep", payload: { stepId: "no-such-step" } });
    expect(result.kind).toBe("refused");
    expect(desk.recorded).toEqual([]);
  });

  it("F6 keeps what was typed while the line is down, says that it waits, and sends it once when the line is back", async () => {
    const desk = new Desk();
    desk.up = false;
    expect((await desk.sender.send(note("first"))).kind).toBe("waiting");
    expect((await desk.sender.send(note("second"))).kind).toBe("waiting");
    expect(desk.outbox.entries.get().map((waiting) => waiting.state)).toEqual(["unsent", "unsent"]);
    desk.up = true;
    desk.sender.flush();
    await settled();
    await desk.later();
    expect(texts(desk)).toEqual(["first", "second"]);
    expect(desk.outbox.entries.get()).toEqual([]);
  });

  it("F6 records once although the answer to the first attempt was lost", async () => {
    const desk = new Desk();
    desk.answersLost = true;
    await desk.sender.send(note("only once"));
    desk.answersLost = false;
    await desk.later();
    expect(texts(desk)).toEqual(["only once"]);
    expect(desk.outbox.entries.get()).toEqual([]);
  });

  it("F6 finds what an earlier tab left unsent, and sends it under the same id", async () => {
    const storage = new MemoryStorage();
    const before = new Desk(storage);
    before.up = false;
    await before.sender.send(note("typed, then the browser was closed"));
    const [left] = before.outbox.entries.get();
    const after = new Desk(storage);
    after.outbox.load();
    after.sender.flush();
    await settled();
    expect(after.recorded.map(({ commandId }) => commandId)).toEqual([left?.commandId]);
    expect(storage.length).toBe(0);
  });

  it("dates an entry that was typed offline by when it was typed", async () => {
    const desk = new Desk();
    desk.up = false;
    await desk.sender.send(note("seen at two past"));
    desk.up = true;
    await desk.later();
    expect(desk.recorded[0]?.draft).toMatchObject({ payload: { occurredAt: "2026-11-22T01:02:03.000Z" } });
  });

  it("sends a HOLD before the notes that waited with it", async () => {
    const desk = new Desk();
    desk.up = false;
    await desk.sender.send(note("first"));
    await desk.sender.send(hold);
    desk.up = true;
    await desk.later();
    expect(texts(desk)).toEqual(["Decide", "first"]);
  });

  it("never keeps a command for later that would let the run go on", async () => {
    const desk = new Desk();
    desk.up = false;
    desk.state = { ...running, status: "held", heldFrom: "running" };
    const sent = desk.sender.send({ type: "Decide", payload: { verdict: "resume", reason: "ready" } });
    await settled();
    for (let attempt = 0; attempt < 4; attempt += 1) await desk.later();
    expect((await sent).kind).toBe("failed");
    expect(desk.outbox.entries.get()).toEqual([]);
    expect(desk.storage.length).toBe(0);
  });

  it("keeps an entry that the server refuses, with the reason, until its author deals with it", async () => {
    const desk = new Desk();
    desk.refusals.set("LogEntry", "The run is closed and sealed.");
    expect((await desk.sender.send(note("too late"))).kind).toBe("refused");
    const [kept] = desk.outbox.entries.get();
    expect(kept).toMatchObject({ state: "refused", problem: "The run is closed and sealed." });
    desk.refusals.clear();
    if (kept) desk.sender.retry(kept);
    await settled();
    expect(texts(desk)).toEqual(["too late"]);
  });

  it("keeps everything while signed out, and sends it after signing in again", async () => {
    const desk = new Desk();
    desk.signedIn = false;
    expect((await desk.sender.send(note("still here"))).kind).toBe("waiting");
    desk.signedIn = true;
    desk.sender.flush();
    await settled();
    expect(texts(desk)).toEqual(["still here"]);
  });
});
