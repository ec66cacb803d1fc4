import { describe, expect, test } from "vitest";
import { stakeholderSummary } from "@/lib/run/stakeholder-summary";
import { givenRun, givenStarted } from "@/lib/run/testing";
import { clockFact, endFact, nextFact, updateFact } from "./facts";

const at = (iso: string) => Date.parse(`2026-11-22T${iso}.000Z`);
const planned = stakeholderSummary(givenRun().state, "2026-11-22T00:30:00.000Z");
const started = stakeholderSummary(givenStarted().state, "2026-11-22T01:00:00.000Z");

describe("the facts that those outside ask for", () => {
  test("an update is due in, soon, then overdue by, with what was missed before", () => {
    expect(updateFact(started, at("01:05:00"))).toMatchObject({
      label: "Next update in",
      text: "10:00",
      tone: null,
    });
    expect(updateFact(started, at("01:12:00"))).toMatchObject({ text: "03:00", tone: "hold" });
    const late = updateFact({ ...started, missedUpdates: 2, putOffUntil: "x" }, at("01:16:00"));
    expect(late).toMatchObject({ label: "Update overdue by", text: "01:00", tone: "halt" });
    expect(late.note?.text).toBe("2 missed, put off");
    expect(updateFact({ ...started, nextUpdateDueAt: null }, 0)).toMatchObject({ at: null, text: null });
  });

  test("before the start work begins in, and then was to begin", () => {
    expect(nextFact(planned, at("00:30:00"))).toMatchObject({
      ...{ label: "Work begins", at: planned.beginsAt },
      note: { text: "in 30:00" },
    });
    expect(nextFact(planned, at("01:00:01"))).toMatchObject({ label: "Work was to begin", tone: "hold" });
  });

  test("then the next decision, the end of hypercare, or the last decision", () => {
    expect(nextFact(started, at("01:00:00")).label).toBe("Next decision");
    const hypercare = { hours: 72, since: "2026-11-22T02:00:00.000Z", until: "2026-11-25T02:00:00.000Z" };
    expect(nextFact({ ...started, hypercare }, at("03:00:00"))).toMatchObject({
      ...{ label: "Watched until", at: hypercare.until },
    });
    const lastDecision = {
      ...{ number: 3, verdict: "no-go" as const, at: "2026-11-22T02:00:00.000Z" },
      basis: { seq: 1, headHash: "" },
    };
    const over = nextFact({ ...started, decision: null, lastDecision }, at("03:00:00"));
    expect(over).toMatchObject({ label: "Last decision", note: { text: "NO-GO" } });
  });

  test("the end is forecast beside the plan, late beyond the window, and stands once it has come", () => {
    expect(endFact(started)).toMatchObject({
      label: "Forecast end",
      note: { text: "plan", at: started.plannedEnd },
    });
    const late = endFact({ ...started, forecastEnd: "2026-11-22T05:10:00.000Z" });
    expect(late).toMatchObject({ label: "Forecast end · late", tone: "halt" });
    const endedAt = "2026-11-22T02:40:00.000Z";
    expect(endFact({ ...started, endedAt })).toMatchObject({ label: "Ended", at: endedAt });
  });

  test("the T-clock stands still once the run is closed", () => {
    expect(clockFact(started, at("01:59:00")).text).toBe("T−00:01:00");
    const closed = { ...started, closedAt: "2026-11-22T02:16:00.000Z" };
    expect(clockFact(closed, at("09:00:00"))).toMatchObject({
      label: "T-clock at the end",
      text: "T+00:16:00",
    });
  });
});
