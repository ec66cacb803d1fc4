import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { importRunbook } from "../lib/runbook/import-runbook";
import { importDocument, importLine, measureImport } from "./import";

const root = fileURLToPath(new URL("..", import.meta.url));

describe("the row of the import", () => {
  it("imports a text of 2,000 lines that has all that runbooks have", () => {
    const text = importDocument(root);
    const d = importRunbook(text, "x");
    expect(text.split("\n")).toHaveLength(2_000);
    expect(d.phases.flatMap(({ steps }) => steps).length).toBeGreaterThan(150);
    expect(d.rollback.phases.length).toBeGreaterThan(5);
  });

  it("measures as many imports as parses, each beside the other", () => {
    const { floorMs, productMs } = measureImport({ root, repeats: 1 });
    expect([floorMs.length, productMs.length]).toEqual([5, 5]);
    expect([...floorMs, ...productMs].every((ms) => ms > 0)).toBe(true);
  }, 60_000);

  it.each([
    [[100, 100, 100], [150, 190, 180], "1.80×   target ≤ 2.00×   meets"],
    [[100, 100, 100], [250, 190, 220], "2.20×   target ≤ 2.00×   falls short"],
  ])("says of %j beside %j that it is %s", (floorMs, productMs, end) => {
    expect(importLine({ lines: 2_000, floorMs, productMs })).toContain(end);
  });
});
