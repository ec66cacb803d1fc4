import { describe, expect, it } from "vitest";
import { GENESIS_HASH, verifyChain } from "../../pack/event-chain";
import type { ChainedEvent } from "../../run/events";
import { chainEvents } from "./event-log";

const actor = { kind: "person" as const, personId: "p1", name: "Ada" };
const at = "2026-11-21T02:14:00.000Z";

function chain(length: number): ChainedEvent[] {
  const drafts = Array.from({ length }, (_, index) => ({
    type: "EntryLogged" as const,
    role: "scribe",
    payload: { text: `entry ${index + 1}`, kind: "note" as const },
  }));
  return chainEvents(drafts, { seq: 0, hash: GENESIS_HASH }, actor, at).events;
}

describe("the hash chain", () => {
  it("is pinned: these bytes give this hash in every version to come", () => {
    expect(chain(1)[0]?.hash).toBe("5d202cf69ce0e119ee9644962a1fcd7e9d0f891a8179b9b0c9e03bcb012253bd");
  });

  it("finds nothing wrong with what is whole, in one piece or in two", () => {
    const events = chain(20);
    const head = events[9];
    expect(verifyChain(events)).toEqual({ intact: true, headSeq: 20, headHash: events[19]?.hash });
    expect(verifyChain(events.slice(10), { seq: 10, hash: head?.hash ?? "" })).toMatchObject({
      intact: true,
    });
  });

  it("names the first event that was edited, in any part of it", () => {
    const edits: ((event: ChainedEvent) => ChainedEvent)[] = [
      (event) => ({ ...event, occurredAt: "2026-11-21T02:15:00.000Z" }),
      (event) => ({ ...event, recordedAt: "2026-11-21T02:13:00.000Z" }),
      (event) => ({ ...event, role: null }),
      (event) => ({ ...event, actor: { ...actor, name: "Eve" } }),
      (event) => ({ ...event, version: 2 }),
      (event) =>
        event.type === "EntryLogged" ? { ...event, payload: { ...event.payload, text: "other" } } : event,
    ];
    for (const edit of edits) {
      const events = chain(20).map((event) => (event.seq === 7 ? edit(event) : event));
      expect(verifyChain(events)).toEqual({ intact: false, seq: 7, reason: "altered" });
    }
  });

  it("names the place where events were taken out, put in or changed places", () => {
    const events = chain(20);
    expect(verifyChain(events.toSpliced(6, 1))).toEqual({ intact: false, seq: 7, reason: "gap" });
    const renumbered = events.toSpliced(6, 1).map((event, index) => ({ ...event, seq: index + 1 }));
    expect(verifyChain(renumbered)).toEqual({ intact: false, seq: 7, reason: "broken-link" });
    const [a, b] = [events[3], events[4]];
    if (!a || !b) throw new Error("too short");
    const swapped = events.with(3, { ...b, seq: 4 }).with(4, { ...a, seq: 5 });
    expect(verifyChain(swapped)).toEqual({ intact: false, seq: 4, reason: "broken-link" });
  });
});
