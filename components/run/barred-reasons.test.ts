import { describe, expect, it } from "vitest";
import { wrongStatus } from "@/lib/run/rejections";
import { groupByReason } from "./barred-reasons";

describe("why buttons are barred", () => {
  it("says a reason once, for all the buttons that it bars, and nothing of those that are free", () => {
    const closed = wrongStatus(null, "The run is closed.");
    const reasons = groupByReason([
      { word: "NO-GO", barred: closed },
      { word: "ROLLBACK", barred: null },
      { word: "HOLD", barred: closed },
      { word: "Open poll", barred: wrongStatus(null, "A poll is open.") },
    ]);
    expect(reasons).toEqual([
      { words: ["NO-GO", "HOLD"], text: "The run is closed." },
      { words: ["Open poll"], text: "A poll is open." },
    ]);
  });

  it("does not say a button's word twice", () => {
    const barred = wrongStatus(null, "HOLD is possible while the run is running.");
    expect(groupByReason([{ word: "HOLD", barred }])).toEqual([
      { words: ["HOLD"], text: "is possible while the run is running." },
    ]);
  });
});
