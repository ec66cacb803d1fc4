import { describe, expect, it } from "vitest";
import { dueLines } from "./status-due";

const at = (time: string) => `2026-11-27T${time}:00.000Z`;

describe("what status says is owed", () => {
  it("names updates, checks and reports, and keeps quiet of what could be missed until it is overdue", () => {
    const deadlines = [
      { key: "broadcast", kind: "broadcast" as const, dueAt: at("11:00"), text: "The next update is due" },
      { key: "check:a", kind: "check" as const, dueAt: at("11:20"), text: "Stuck orders" },
      {
        key: "broadcast-missed",
        kind: "broadcast-missed" as const,
        dueAt: at("11:15"),
        text: "The update is missed",
      },
      { key: "check-missed:a", kind: "check-missed" as const, dueAt: at("12:00"), text: "Stuck orders" },
      { key: "report:24h", kind: "report" as const, dueAt: at("23:00"), text: "The report at 24h" },
    ];
    const missed = { updates: 0, checks: 0 };
    expect(dueLines({ deadlines, missed, serverTime: at("10:50") })).toEqual([
      "update      in 10 min: The next update is due",
      "check       in 30 min: Stuck orders",
      "report      in 12 h: The report at 24h",
    ]);
    const later = dueLines({ deadlines, missed: { updates: 1, checks: 2 }, serverTime: at("11:25") });
    expect(later).toContain("update      25 min OVERDUE: The next update is due");
    expect(later).toContain("check       in 35 min: Stuck orders counts as missed");
    expect(later.at(-1)).toBe("MISSED      1 update and 2 checks so far");
  });
});
