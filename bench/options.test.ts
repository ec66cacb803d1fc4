import { describe, expect, it } from "vitest";
import { readOptions } from "./options";

describe("flags of the bench", () => {
  it("measures the three numbers of watchers five times unless told otherwise", () => {
    expect(readOptions([])).toMatchObject({
      watchers: [50, 200, 1000],
      repeats: 5,
      sides: ["floor", "product"],
      rows: ["import", "commands", "evidence", "typing"],
    });
  });

  it("is short with --quick, and takes watchers in any order", () => {
    const options = readOptions(["--quick", "--watchers", "200,5"]);
    expect(options).toMatchObject({ quick: true, repeats: 1, watchers: [5, 200] });
    expect(options.burstMs).toBeLessThan(1_000);
  });

  it.each([
    ["--watchers", "many"],
    ["--watchers", "0"],
    ["--watchers", "1000000"],
    ["--repeats", "1.5"],
    ["--only", "floors"],
    ["--rows", "q10"],
  ])("refuses %s %s with a sentence", (flag, value) => {
    expect(() => readOptions([flag, value])).toThrow(value);
  });
});
