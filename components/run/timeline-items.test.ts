import { describe, expect, it } from "vitest";
import type { RunEvent } from "@/lib/run/events";
import { timelineItems } from "./timeline-items";

const at = (second: number) => `2026-11-22T01:00:${String(second).padStart(2, "0")}.000Z`;
const frame = (seq: number, second = seq) => ({
  seq,
  version: 1,
  actor: { kind: "person" as const, personId: "p1", name: "Ben" },
  role: "deployer",
  occurredAt: at(second),
  recordedAt: at(second),
});

const entry: RunEvent = { ...frame(1), type: "EntryLogged", payload: { text: "p99 at 1.8 s", kind: "note" } };
const correction: RunEvent = {
  ...frame(2),
  type: "EntryCorrected",
  payload: { entrySeq: 1, text: "p99 at 1.3 s" },
};
const start: RunEvent = {
  ...frame(3, 9),
  type: "StepStarted",
  payload: { stepId: "s", attempt: 1, note: null },
};
const blank: RunEvent = {
  ...frame(4, 9),
  type: "FieldRecorded",
  payload: { stepId: "s", name: "id", value: "7" },
};
const pass: RunEvent = {
  ...frame(5, 9),
  type: "StepPassed",
  payload: { stepId: "s", attempt: 1, note: null, exception: null, notComputed: [] },
};
const decision: RunEvent = {
  ...frame(6),
  type: "EntryLogged",
  payload: { text: "we wait", kind: "decision" },
};
const keys = (...args: Parameters<typeof timelineItems>) => timelineItems(...args).map((item) => item.key);

describe("the timeline's lines", () => {
  it("stand newest first, with what is not sent yet above them", () => {
    const waiting = {
      commandId: "c1",
      draft: { type: "LogEntry" as const, payload: { text: "typed offline" } },
      expectedSeq: 2,
      createdAt: at(3),
      state: "unsent" as const,
      problem: null,
    };
    expect(keys([entry, correction], [waiting], "all", null)).toEqual(["c1", "e2", "e1"]);
  });

  it("keep the corrected entry and link it to its correction", () => {
    const [, original] = timelineItems([entry, correction], [], "all", null);
    expect(original).toMatchObject({ key: "e1", correctedBy: { seq: 2 } });
  });

  it("leave out a start that PASS implied, and keep one that somebody gave", () => {
    expect(keys([start, blank, pass], [], "all", null)).toEqual(["e5"]);
    expect(keys([start, { ...pass, recordedAt: at(40) }], [], "all", null)).toEqual(["e5", "e3"]);
  });

  it("count a scribe's decision entry among decisions and among notes", () => {
    expect(keys([entry, decision, pass], [], "decisions", null)).toEqual(["e6"]);
    expect(keys([entry, decision, pass], [], "notes", null)).toEqual(["e6", "e1"]);
  });

  it("hold back what is newer than the reader wants to see", () => {
    expect(keys([entry, correction], [], "all", 1)).toEqual(["e1"]);
  });
});
