import { describe, expect, test } from "vitest";
import type { CheckDefinition, CheckOperator, StepDefinition } from "./definition";
import { field, pass, substep, warn } from "./drafts.test-support";
import { bareDefinition, phase, step } from "./sample-definition.test-support";
import { differencePercent } from "./step-checks";
import { givenStarted } from "./testing";

const runOf = (overrides: Partial<StepDefinition>) =>
  givenStarted({ definition: bareDefinition({ phases: [phase("a", "execute", [step("one", overrides)])] }) });

const number = (name: string, required = true) => ({ name, type: "number" as const, required });
const rows: CheckDefinition = {
  left: "mismatch",
  op: "<=",
  right: "0.1 %",
  pair: { left: "rows (source)", right: "rows (target)" },
};
const counted = (source: string, target: string) => ({ "rows (source)": source, "rows (target)": target });

describe("checks of two blanks", () => {
  const fields = [number("rows (source)"), number("rows (target)")];

  test.each([
    ["1000", "999", true],
    ["1,000,000", "998,999", false],
    ["1000", "1001", true],
    ["999", "1000", true],
    ["1000", "998", false],
    ["0", "0", true],
    ["0", "1", false],
    ["300000", "300300", true],
  ])("R9.11 %s rows against %s are within 0.1 per cent: %s", (source, target, holds) => {
    const run = runOf({ fields, checks: [rows] });
    expect(run.when("deployer", pass("one", counted(source, target))).decision.ok).toBe(holds);
  });

  test("R9.11 the refusal says what was computed, and WARN takes an explanation", () => {
    const run = runOf({ fields, checks: [rows] });
    expect(run.when("deployer", pass("one", counted("1,204", "1,200"))).rejection).toMatchObject({
      code: "rule",
      rule: "R9",
      missing: ["mismatch is 0.332226 % (1,204 against 1,200), and must be <= 0.1 %."],
    });
    run.given("deployer", field("one", "rows (source)", "1204"), field("one", "rows (target)", "1200"));
    run.given("deployer", warn("one", "four rows in flight"));
  });

  test("R9.11 the difference is of the larger, whichever side it stands on", () => {
    expect([differencePercent(100, 80), differencePercent(80, 100), differencePercent(-10, 10)]).toEqual([
      20, 20, 200,
    ]);
  });

  test("R9.11 what was counted is computed, whatever was entered as its result", () => {
    const run = runOf({ fields, checks: [rows] }).given("deployer", field("one", "mismatch", "0 %"));
    expect(run.when("deployer", pass("one", counted("10", "5"))).decision.ok).toBe(false);
  });

  test("R9.11 a result that was entered counts where nothing was counted", () => {
    const optional = [number("rows (source)", false), number("rows (target)", false)];
    const run = runOf({ fields: optional, checks: [rows] });
    expect(run.when("deployer", pass("one", { mismatch: "0.4 %" })).decision.ok).toBe(false);
    run.given("deployer", pass("one", { mismatch: "0.04 %" }));
  });

  test("R9.11 half a count is no count, and neither is a word", () => {
    const text = { type: "text" as const, required: false };
    const words = [
      { name: "rows (source)", ...text },
      { name: "rows (target)", ...text },
    ];
    const run = runOf({ fields: words, checks: [rows] });
    expect(run.when("deployer", pass("one", { "rows (source)": "5" })).rejection.message).toContain(
      "is empty",
    );
    expect(run.when("deployer", pass("one", counted("5", "five"))).rejection.message).toContain(
      "“five” is none",
    );
    run.given("deployer", pass("one"));
  });

  test("R9.11 the blanks may be a sub-step's", () => {
    const substeps = [{ id: "users", title: "users", fields: [number("users (a)"), number("users (b)")] }];
    const check = { ...rows, pair: { left: "users (a)", right: "users/users (b)" } };
    const run = runOf({ substeps, checks: [check] }).given("deployer", substep("one", "users"));
    const values = (b: string) => ({ "users/users (a)": "1000", "users/users (b)": b });
    expect(run.when("deployer", pass("one", values("900"))).decision.ok).toBe(false);
    run.given("deployer", pass("one", values("1000")));
  });
});

const ENTERED: [left: string, op: CheckOperator, right: string, value: string, holds: boolean][] = [
  ["failures", "==", "0", "0 failures", true],
  ["failures", "==", "0", "3 failures", false],
  ["failures", "==", "0", "0 errors", false],
  ["current", "==", "70a79686336c", "70a79686336c", true],
  ["current", "==", "70a79686336c", "70a79686336d", false],
  ["current", "!=", "70a79686336c", "70a79686336d", true],
  ["revision", "==", "0012", "12", false],
  ["revision", "==", "0012", "0012", true],
  ["revision", "!=", "0012", "12", true],
  ["id", "==", "12345678901234567", "12345678901234568", false],
  ["latency", "<", "200ms", "150 ms", true],
  ["latency", "<", "200ms", "250", false],
  ["latency", "<", "200ms", "2 s", false],
  ["latency", "<", "200", "150ms", true],
  ["replicas", ">=", "02", "2", true],
  ["mismatch", "<=", "0.1 %", "0.1", true],
  ["mismatch", "<=", "0.1 %", "0,1 %", false],
  ["mismatch", "<=", "0.1 %", "-0", true],
  ["mismatch", "<=", "0.1 %", "NaN", false],
  ["mismatch", "<=", "0.1 %", "Infinity", false],
  ["mismatch", "<=", "0.1 %", "1e-9", false],
  ["mismatch", "<=", "0.1 %", "0x0", false],
  ["rows", ">=", "3", "1e9", false],
  ["rows", ">=", "3", "٣", false],
  ["rows", ">=", "3", "1.2.3", false],
  ["rows", "==", "0", "-0", true],
  ["rows", "==", "1000", "1,000.00", true],
  ["coverage", ">=", "99", "0,100", false],
  ["rows", ">=", "1000", "100 200_300", false],
  ["offset", "==", "9,007,199,254,740,993", "9,007,199,254,740,992", false],
  ["ratio", "==", "0.30000000000000001", "0.3", false],
  ["version", "==", "1.10", "1.1", false],
  ["schema version", "!=", "1.10", "1.1", true],
  ["version", ">=", "14", "15.2", true],
  ["errors", "!=", "0", "unknown", false],
  ["status", "!=", "error", "ready", true],
];

describe("what is entered", () => {
  test.each(ENTERED)("R9.12 %s %s %s holds for an entered “%s…%s”", (left, op, right, value, holds) => {
    const run = runOf({ checks: [{ left, op, right }] });
    expect(run.when("deployer", pass("one", { [left]: value })).decision.ok).toBe(holds);
  });
});

describe("sub-steps that have blanks of one name", () => {
  const blanks = () => [number("Source rows"), number("Target rows")];
  const substeps = ["users", "orders"].map((id) => ({ id, title: id, fields: blanks() }));
  const pair = { left: "Source rows", right: "Target rows" };
  const counts = (...values: [string, string, string, string]) => {
    const names = ["users/Source rows", "users/Target rows", "orders/Source rows", "orders/Target rows"];
    return Object.fromEntries(names.map((name, index) => [name, values[index] ?? ""]));
  };
  const run = (check: CheckDefinition) =>
    runOf({ substeps, checks: [check] }).given("deployer", substep("one", "users"), substep("one", "orders"));

  test("R9.11 each of them is computed, not the first alone", () => {
    const counted = run({ ...rows, pair });
    expect(
      counted.when("deployer", pass("one", counts("10", "10", "1000", "900"))).rejection.missing,
    ).toEqual(["mismatch is 10 % (1000 against 900), and must be <= 0.1 %."]);
    counted.given("deployer", pass("one", counts("10", "10", "1000", "1000")));
  });

  test("R9.5 a check of one value reads it of each", () => {
    const counted = run({ left: "Target rows", op: ">=", right: "5" });
    expect(counted.when("deployer", pass("one", counts("9", "9", "9", "4"))).rejection.rule).toBe("R9");
    counted.given("deployer", pass("one", counts("9", "9", "9", "9")));
  });

  test("R9.1 one value under the plain name fills none of them, and the refusal says how each is named", () => {
    const { rejection } = run(rows).when("deployer", pass("one", { "Source rows": "5" }));
    expect(rejection).toMatchObject({ code: "not-found", missing: Object.keys(counts("", "", "", "")) });
  });
});

test("R9.11 a check of two blanks may ask for a difference", () => {
  const differs = { ...rows, op: "!=" as const, right: "0 %" };
  const run = runOf({ fields: [number("rows (source)"), number("rows (target)")], checks: [differs] });
  const counted = (target: string) => ({ "rows (source)": "10", "rows (target)": target });
  expect(run.when("deployer", pass("one", counted("10"))).rejection.rule).toBe("R9");
  expect(run.when("deployer", pass("one", counted("11"))).events).toContain("StepPassed");
});
