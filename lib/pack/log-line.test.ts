import { describe, expect, it } from "vitest";
import { canonicalJson } from "./canonical-json";
import { logLine, parseLogLine } from "./log-line";
import { randomLog } from "./sample-pack.test-support";

describe("a line of events.jsonl", () => {
  it("gives the canonical text back byte for byte, and is canonical JSON itself", () => {
    for (const line of randomLog(9).lines) {
      const text = logLine(line);
      expect(parseLogLine(text)).toEqual(line);
      expect(canonicalJson(JSON.parse(text))).toBe(text);
    }
  });

  it("is nothing else: spaces, other members and other hashes are no line", () => {
    const [first] = randomLog(9).lines;
    const text = first ? logLine(first) : "";
    for (const other of [
      "",
      "{}",
      ` ${text}`,
      `${text} `,
      text.replace('"hash"', '"hush"'),
      text.toUpperCase(),
    ]) {
      expect(parseLogLine(other)).toBeNull();
    }
  });
});
