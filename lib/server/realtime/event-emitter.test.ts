import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { ChainedEvent, RunEvent } from "../../run/events";
import { EventEmitter } from "./event-emitter";

let emitted: number[][];
let emitter: EventEmitter;

beforeEach(() => {
  vi.useFakeTimers();
  emitted = [];
  emitter = new EventEmitter((_, events: RunEvent[]) => {
    emitted.push(events.map((event) => event.seq));
  });
});

afterEach(() => vi.useRealTimers());

const entry = (seq: number): ChainedEvent => ({
  seq,
  type: "EntryLogged",
  version: 1,
  payload: { text: "x", kind: "note" },
  actor: { kind: "system" },
  role: null,
  occurredAt: "2026-11-21T00:00:00.000Z",
  recordedAt: "2026-11-21T00:00:00.000Z",
  prevHash: "",
  hash: "",
});

test("the first event goes at once, and those of the next 3 ms go together", () => {
  emitter.push("run", [entry(1)]);
  expect(emitted).toEqual([[1]]);
  emitter.push("run", [entry(2)]);
  emitter.push("run", [entry(3)]);
  vi.advanceTimersByTime(2);
  expect(emitted).toEqual([[1]]);
  vi.advanceTimersByTime(1);
  expect(emitted).toEqual([[1], [2, 3]]);
});
