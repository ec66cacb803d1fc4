import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { JoinAnswer } from "../protocol/socket";
import { initialState } from "../run/evolve";
import { entry, foldOf, log } from "./entry-log.fixture";
import { RunFeed } from "./run-feed";

/** Beyond this distance the server sends the state instead of the events, as the gateway does. */
const SNAPSHOT_BEYOND = 12;

/** A server that only appends, and answers a join like the gateway: what is missing, or the state. */
class FakeServer {
  head = 0;

  append(): void {
    this.head += 1;
  }

  answer(after: number): JoinAnswer {
    if (this.head - after <= SNAPSHOT_BEYOND) return { seq: this.head, events: log(after + 1, this.head) };
    return {
      seq: this.head,
      state: foldOf(this.head),
      recentEvents: log(Math.max(1, this.head - 4), this.head),
    };
  }
}

/** A browser behind a line that can drop, reorder and repeat; nothing moves until the test moves it. */
class FakeClient {
  readonly feed: RunFeed;
  caughtUp = false;
  private connected = false;
  private pushes: (() => void)[] = [];
  private answers: (() => void)[] = [];
  private timers: (() => void)[] = [];

  constructor(private readonly server: FakeServer) {
    this.feed = new RunFeed({
      runId: "run",
      view: { state: initialState, events: [], ahead: [] },
      join: ({ after }) =>
        new Promise((resolve, reject) => {
          const up = this.connected;
          this.answers.push(() =>
            up && this.connected ? resolve(this.server.answer(after)) : reject(new Error("down")),
          );
        }),
      onView: () => undefined,
      onCaughtUp: (caughtUp) => {
        this.caughtUp = caughtUp;
      },
      later: (callback) => this.timers.push(callback),
    });
  }

  connect(): void {
    if (this.connected) return;
    this.connected = true;
    this.feed.connected();
  }

  drop(): void {
    this.connected = false;
    this.pushes = [];
    this.feed.disconnected();
  }

  push(seq: number): void {
    if (this.connected) this.pushes.push(() => this.feed.receive([entry(seq)]));
  }

  ownAnswer(seq: number): void {
    this.feed.receive([entry(seq)]);
  }

  presence(): void {
    const seq = this.server.head;
    if (this.connected) this.pushes.push(() => this.feed.headSeen(seq));
  }

  /** Delivers one message of those under way, not the oldest where `pick` says so, and perhaps leaves it to come again. */
  async move(pick: number, again: boolean): Promise<void> {
    const queue = [this.pushes, this.answers, this.timers].filter((candidate) => candidate.length > 0);
    const from = queue[pick % Math.max(1, queue.length)];
    if (!from) return;
    const index = pick % from.length;
    const message = from[index];
    if (!again || from !== this.pushes) from.splice(index, 1);
    message?.();
    await settled();
  }

  loseOne(pick: number): void {
    if (this.pushes.length > 0) this.pushes.splice(pick % this.pushes.length, 1);
  }

  busy(): boolean {
    return this.pushes.length + this.answers.length + this.timers.length > 0;
  }
}

/** Lets every promise that can go on do so. */
async function settled(): Promise<void> {
  for (let turn = 0; turn < 6; turn += 1) await Promise.resolve();
}

type Move = {
  what: "append" | "connect" | "drop" | "move" | "again" | "lose" | "presence" | "own";
  who: number;
  pick: number;
};

const moves = fc.array(
  fc.record<Move>({
    what: fc.constantFrom(
      "append",
      "append",
      "append",
      "connect",
      "drop",
      "move",
      "move",
      "move",
      "again",
      "lose",
      "presence",
      "own",
    ),
    who: fc.nat(2),
    pick: fc.nat(50),
  }),
  // The default size stops at about ten moves, too few for anything to go wrong.
  { minLength: 20, maxLength: 150, size: "max" },
);

async function play(script: readonly Move[]): Promise<void> {
  const server = new FakeServer();
  const clients = [0, 1, 2].map(() => new FakeClient(server));
  for (const { what, who, pick } of script) {
    const client = clients[who];
    if (!client) continue;
    if (what === "append" || what === "own") {
      server.append();
      for (const each of clients) each.push(server.head);
      if (what === "own") client.ownAnswer(server.head);
    } else if (what === "connect") client.connect();
    else if (what === "drop") client.drop();
    else if (what === "lose") client.loseOne(pick);
    else if (what === "presence") client.presence();
    else await client.move(pick, what === "again");
    await settled();
  }
  for (const client of clients) {
    // No fresh start: who is connected has to find out from presence alone that something was lost.
    client.connect();
    client.presence();
    await settled();
    for (let turn = 0; client.busy() && turn < 500; turn += 1) await client.move(0, false);
    expect(client.feed.current().state).toEqual(foldOf(server.head));
    const seqs = client.feed.current().events.map((event) => event.seq);
    expect(seqs).toEqual(seqs.map((_, index) => server.head - seqs.length + 1 + index));
    expect(client.caughtUp).toBe(true);
  }
}

describe("a run's feed", () => {
  it("converges to the log through drops, losses, repeats and reordering, whoever was cut off when", async () => {
    await fc.assert(fc.asyncProperty(moves, play), { numRuns: 300 });
  }, 60_000);

  it("asks again when presence says that the log is longer than what arrived", async () => {
    const server = new FakeServer();
    const client = new FakeClient(server);
    client.connect();
    await settled();
    await client.move(0, false);
    server.append();
    client.presence();
    for (let turn = 0; client.busy() && turn < 20; turn += 1) await client.move(0, false);
    expect(client.feed.current().state.seq).toBe(1);
  });

  it("starts over from the server when the log is shorter than what it was told, as after a restore", async () => {
    const server = new FakeServer();
    server.head = 9;
    const client = new FakeClient(server);
    client.connect();
    await settled();
    await client.move(0, false);
    expect(client.feed.current().state.seq).toBe(9);
    client.drop();
    server.head = 4;
    client.connect();
    await settled();
    for (let turn = 0; client.busy() && turn < 20; turn += 1) await client.move(0, false);
    expect(client.feed.current().state).toEqual(foldOf(4));
  });
});
