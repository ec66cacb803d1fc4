import ICAL from "ical.js";
import { describe, expect, test } from "vitest";
import { type CalendarEntry, calendarText } from "./calendar-text";

const entry: CalendarEntry = {
  uid: "abc@holdpoint",
  sequence: 2,
  changedAt: "2026-11-20T09:30:00.000Z",
  start: "2026-11-22T01:00:00.000Z",
  end: "2026-11-22T05:00:00.500Z",
  summary: "PRODUCTION: Zahlungen; Umzug, größer \\ besser",
  description: `T-0 is at 02:15 UTC.\nStatus: ${"größer ".repeat(30)}🚦`,
  url: "https://holdpoint.example/s/0123456789012345678901234567890123456789012345678901234567890123",
  cancelled: false,
};

function parsed(text: string) {
  const event = new ICAL.Component(ICAL.parse(text)).getFirstSubcomponent("vevent");
  if (!event) throw new Error("no event");
  return event;
}

describe("a calendar file", () => {
  test("says to a calendar what it was made from, signs and all", () => {
    const event = parsed(calendarText(entry));
    expect(event.getFirstPropertyValue("summary")).toBe(entry.summary);
    expect(event.getFirstPropertyValue("description")).toBe(entry.description);
    expect(event.getFirstPropertyValue("url")).toBe(entry.url);
    expect(event.getFirstPropertyValue("uid")).toBe("abc@holdpoint");
    expect(event.getFirstPropertyValue("sequence")).toBe(2);
    expect(String(event.getFirstPropertyValue("dtstart"))).toBe("2026-11-22T01:00:00Z");
    expect(String(event.getFirstPropertyValue("dtend"))).toBe("2026-11-22T05:00:00Z");
    expect(event.getFirstPropertyValue("status")).toBe("CONFIRMED");
  });

  test("ends every line with CRLF, and none is longer than 75 octets", () => {
    const text = calendarText(entry);
    expect(text.endsWith("\r\n")).toBe(true);
    expect(text.replaceAll("\r\n", "")).not.toMatch(/[\r\n]/);
    const lengths = text.split("\r\n").map((line) => Buffer.byteLength(line));
    expect(Math.max(...lengths)).toBeLessThanOrEqual(75);
    expect(text).not.toContain("\ufffd");
  });

  test("lets no text end its line and begin another", () => {
    const evil = "x\r\nEND:VEVENT\r\nBEGIN:VEVENT\u0000\u007f\rATTENDEE:y";
    const event = parsed(calendarText({ ...entry, summary: evil }));
    expect(event.getAllProperties("attendee")).toEqual([]);
    expect(event.getFirstPropertyValue("summary")).toMatch(/^x\nEND:VEVENT\nBEGIN:VEVENT {3}ATTENDEE:y$/);
  });

  test("has no end where nobody knows one, and says that it was called off", () => {
    const event = parsed(calendarText({ ...entry, end: null, cancelled: true }));
    expect(event.getFirstPropertyValue("dtend")).toBeNull();
    expect(event.getFirstPropertyValue("status")).toBe("CANCELLED");
  });
});
