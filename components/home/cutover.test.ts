import { describe, expect, it } from "vitest";
import { type Cutover, daysToT0, sortCutovers } from "./cutover";

function cutover(runId: string, change: Partial<Cutover>): Cutover {
  return {
    runId,
    title: runId,
    kind: "rehearsal",
    status: "running",
    outcome: null,
    t0: "2026-11-22T01:00:00.000Z",
    timeZone: "UTC",
    windowEnd: null,
    runbook: { slug: "a", title: "A", version: 1 },
    yourRoles: [],
    updatedAt: "2026-11-22T01:00:00.000Z",
    ...change,
  };
}

describe("the list of cutovers", () => {
  it("shows work under way before what is only watched, and production before rehearsals", () => {
    const sorted = sortCutovers([
      cutover("closing", { status: "concluding", kind: "production" }),
      cutover("watched", { status: "hypercare", kind: "production" }),
      cutover("rehearsal", { status: "held", t0: "2026-11-20T01:00:00.000Z" }),
      cutover("production", { kind: "production" }),
    ]);
    expect(sorted.live.map(({ runId }) => runId)).toEqual(["production", "rehearsal", "watched", "closing"]);
  });

  it("shows the next upcoming and the latest past first", () => {
    const { upcoming, past, live } = sortCutovers([
      cutover("later", { status: "planned", t0: "2026-12-02T01:00:00.000Z" }),
      cutover("sooner", { status: "planned" }),
      cutover("old", { status: "closed" }),
      cutover("new", { status: "closed", updatedAt: "2026-11-23T01:00:00.000Z" }),
    ]);
    expect(upcoming.map(({ runId }) => runId)).toEqual(["sooner", "later"]);
    expect(past.map(({ runId }) => runId)).toEqual(["new", "old"]);
    expect(live).toEqual([]);
  });
});

describe("the distance to T-0", () => {
  const t0 = "2026-11-22T00:00:00.000Z";
  it("is told in days only where it is two days or more", () => {
    expect(daysToT0(t0, Date.parse("2026-11-20T00:00:01.000Z"))).toBeNull();
    expect(daysToT0(t0, Date.parse("2026-11-20T00:00:00.000Z"))).toBe("T\u22122 d 0 h");
    expect(daysToT0(t0, Date.parse("2026-11-25T05:30:00.000Z"))).toBe("T+3 d 5 h");
  });
});
