import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { CheckDefinition } from "./definition";
import { extractValues } from "./extract-values";

const check = (left: string, op: CheckDefinition["op"] = "==", right = "0"): CheckDefinition => ({
  left,
  op,
  right,
});
const read = (text: string, ...checks: CheckDefinition[]) => extractValues({ checks }, text);

describe("values of an output", () => {
  test.each([
    ["failures: 0", "0"],
    ["failures = 12", "12"],
    ["  Failures : 1,204 rows", "1,204"],
    ['{"passed": 9, "failures": 3}', "3"],
    ["{'failures': 3}", "3"],
    ["**failures**: 3", "3"],
    ["| failures | 7 |", "7"],
    ["12 passed, 0 failures", "0"],
    ["0 failures, 12 passed in 3.2s", "0"],
    ["failures: 0.5 %", "0.5 %"],
    ["\u001b[32mfailures: 0\u001b[0m", "0"],
    ["failures: 4\r\nfailures: 5\r\n", "5"],
    ["failures: 4\nno more\n", "4"],
    ["failures: 0.", "0"],
    ["failures: -1", "-1"],
  ])("R9.13 %j states %s", (text, value) => {
    expect(read(text, check("failures"))).toEqual({ failures: value });
  });

  test.each([
    "expected failures: 0",
    "failures must be: then nothing",
    "should have 0 failures",
    "failures == 0",
    "failures => 0",
    "new_failures: 0",
    "test.failures: 0",
    "failures: 0/12",
    "3/12 failures",
    "v2failures 0",
    "failures: 0x1f",
    "failures: 1e3",
    "failures: 12:30",
    "failures: none",
    "failures at 12:30 failures",
    "failures\n0",
    "",
    "10:0 failures",
  ])("R9.13 %j states nothing", (text) => {
    expect(read(text, check("failures"))).toEqual({});
  });

  test("R9.13 a name is the same with spaces, hyphens and underscores", () => {
    expect(read("error_rate: 0.2 %", check("error rate", "<", "1 %"))).toEqual({ "error rate": "0.2 %" });
    expect(read("version-num-length=64", check("version_num_length", "==", "64"))).toEqual({
      version_num_length: "64",
    });
  });

  test("R9.13 what is no number is read as a word or as what is quoted", () => {
    const status = check("status", "==", "healthy");
    expect(read("status: healthy, all well", status)).toEqual({ status: "healthy" });
    expect(read('"status": "not healthy"', status)).toEqual({ status: "not healthy" });
    expect(read('"status": ""', status)).toEqual({});
    expect(read("status:", status)).toEqual({});
    expect(read("status == healthy", status)).toEqual({});
  });

  test("R9.13 both blanks of a pair are read", () => {
    const pair = { ...check("mismatch", "<=", "0.1 %"), pair: { left: "source rows", right: "target rows" } };
    expect(read("source rows: 1204\ntarget rows: 1200", pair)).toEqual({
      "source rows": "1204",
      "target rows": "1200",
    });
  });

  const current = check("alembic current", "==", "70a79686336c");

  test.each([
    ["INFO  [runtime] Context impl PostgresqlImpl.\n70a79686336c (head)\n", "70a79686336c"],
    ["9f8e7d6c5b4a\n", "9f8e7d6c5b4a"],
    ["70a79686336c (head)\n70a79686336c (head)", "70a79686336c"],
    ["alembic current: 9f8e7d6c5b4a\n70a79686336c", "9f8e7d6c5b4a"],
  ])("R9.13 a revision that stands alone in %j is %s", (text, value) => {
    expect(read(text, current)).toEqual({ "alembic current": value });
  });

  test.each([
    ["two revisions", "70a79686336c (head)\n9f8e7d6c5b4a (head)"],
    ["one within a sentence", "we are at 70a79686336c now"],
    ["a long text", `${"line\n".repeat(60)}70a79686336c`],
    ["a word of the same letters", "facade\n"],
    ["another kind of name", "0019_nav_snapshots (head)"],
  ])("R9.13 %s gives none", (_name, text) => {
    expect(read(text, current)).toEqual({});
  });

  test("R9.13 a revision may have a speaking name, and only a check of a revision is read so", () => {
    expect(read("0019_nav (head)\n", check("Current", "==", "0019_nav"))).toEqual({ Current: "0019_nav" });
    expect(read("70a79686336c\n", check("checksum file", "==", "70a79686336c"))).toEqual({});
    expect(read("70a79686336c\n", check("current", ">", "70a79686336c"))).toEqual({});
  });

  test("R9.13 any text gives the same values twice, and never throws", () => {
    const checks = [check("a"), check("b c", "<", "5 %"), current, check("status", "==", "up")];
    const parts = fc.constantFrom(
      "a",
      "b c",
      "status",
      ":",
      "=",
      " ",
      "\n",
      '"',
      "7",
      "%",
      "|",
      "İ",
      "\u001b[",
    );
    const texts = fc.oneof(
      fc.string({ unit: "binary" }),
      fc.array(parts).map((all) => all.join("")),
    );
    fc.assert(
      fc.property(texts, (text) => {
        expect(read(text, ...checks)).toEqual(read(text, ...checks));
      }),
      { numRuns: 500, seed: 11 },
    );
  });

  test.each([
    ["one line of names", "failures ".repeat(120_000)],
    ["names with signs", "failures:".repeat(120_000)],
    ["names and quotes", 'failures:"'.repeat(110_000)],
    ["lines of names", "failures failures failures failures\n".repeat(30_000)],
    ["lines of 2,000 signs", `${"failures:".repeat(220)}\n`.repeat(530)],
    ["empty lines", "\n".repeat(1_000_000)],
    ["spaces", `failures${" ".repeat(1_000_000)}`],
    ["digits", "1".repeat(1_000_000)],
    ["separators", `failures: 1${",".repeat(1_000_000)}`],
    ["colours", "\u001b[".repeat(500_000)],
    ["brackets", `70a79686336c ${"(".repeat(1_000_000)}`],
  ])("R9.13 a megabyte of %s takes no longer than its length", (_name, text) => {
    const checks = [check("failures"), check("failures ok", "==", "x"), current, check("a", "==", "b")];
    const begun = performance.now();
    read(text, ...checks);
    expect(performance.now() - begun).toBeLessThan(2_000);
  });

  test("R9.13 many checks on many lines take no longer either", () => {
    const checks = Array.from({ length: 200 }, (_, n) => check(`failures of ${n}`));
    const begun = performance.now();
    expect(read(`${"name: 5\n".repeat(130_000)}failures of 7: 3`, ...checks)).toEqual({
      "failures of 7": "3",
    });
    expect(performance.now() - begun).toBeLessThan(1_000);
  });
});
