import { describe, expect, it } from "vitest";
import { sameText } from "./match-items.test-support";

describe("the texts that a measure compares", () => {
  it("compares texts with marks, case and spaces aside", () => {
    expect(sameText("**Stop** the `Queue`", "stop the queue (5 min)")).toBe(true);
    expect(sameText("", "stop")).toBe(false);
    expect(sameText("停止写入", "停止写入。")).toBe(true);
  });
});
