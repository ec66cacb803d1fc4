import { describe, expect, test } from "vitest";
import type { StepDefinition } from "./definition";
import { type CommandEnd, type ExecutedCommand, execOutcome } from "./exec-outcome";
import { bareDefinition, phase, step } from "./sample-definition.test-support";
import type { StepState } from "./step-state";
import { givenStarted } from "./testing";

function stepState(overrides: Partial<StepDefinition> = {}): StepState {
  const definition = bareDefinition({ phases: [phase("p", "verify", [step("s", overrides)])] });
  const found = givenStarted({ definition }).state.phases[0]?.steps[0];
  if (!found) throw new Error("the definition has no step");
  return found;
}

const ended = (code: number): CommandEnd => ({ code, signal: null });
const TABLE: { command: string; map: Record<string, string> }[] = [
  { command: "scripts/preflight.py", map: { "0": "PASS", "1": "WARN", "2": "FAIL" } },
  { command: "scripts/odd.sh", map: { "0": "FAIL", "3": "PASS" } },
  { command: "scripts/warm.sh", map: { "0": "WARN" } },
];

function outcome(change: Partial<ExecutedCommand>, of: Partial<StepDefinition> = {}) {
  const executed = {
    end: ended(0),
    command: "true",
    output: "",
    fields: {},
    confirmed: [],
    owed: [],
    ...change,
  };
  return execOutcome(stepState(of), executed, TABLE);
}

describe("what an executed command's end says", () => {
  test("X.1 code 0 passes where nothing else is asked", () => {
    expect(outcome({})).toEqual({ verdict: "pass" });
  });

  test.each(["SIGKILL", "SIGTERM", "SIGSEGV"])("X.2 %s fails, whatever the code", (signal) => {
    expect(outcome({ end: { code: null, signal } })).toEqual({
      verdict: "fail",
      reason: `The command was killed by ${signal}.`,
    });
  });

  test("X.2 an end that nobody saw leaves the step running", () => {
    expect(outcome({ end: { code: null, signal: null } }).verdict).toBe("ran");
  });

  test("X.3 another code fails, and WARN stands only in the table", () => {
    expect(outcome({ end: ended(1) })).toEqual({ verdict: "fail", reason: "The command ended with code 1." });
    for (const command of [
      "scripts/preflight.py --env production",
      "python3 ./scripts/preflight.py",
      "python /srv/app/scripts/preflight.py | tee x.log",
      "'scripts/preflight.py'",
    ]) {
      expect(outcome({ end: ended(1), command }), command).toEqual({
        verdict: "warn",
        reason: "The command ended with code 1, which the runbook's script table calls WARN.",
      });
      expect(outcome({ end: ended(2), command }).verdict).toBe("fail");
      expect(outcome({ end: ended(3), command }).verdict).toBe("fail");
      expect(outcome({ end: ended(0), command }).verdict).toBe("pass");
    }
    expect(outcome({ end: ended(1), command: "scripts/my_preflight.py" }).verdict).toBe("fail");
    expect(outcome({ end: ended(3), command: "scripts/odd.sh" }).verdict).toBe("fail");
  });

  test("X.4 the table may be stricter about 0", () => {
    expect(outcome({ command: "scripts/odd.sh" }).verdict).toBe("fail");
    expect(outcome({ command: "scripts/warm.sh" }).verdict).toBe("warn");
  });

  test("X.5 what is expected has to be evaluated or confirmed, each by itself", () => {
    const of = { expected: ["the shop answers 503", "checkout is closed"] };
    expect(outcome({ output: "done" }, of)).toEqual({
      verdict: "ran",
      open: [
        "Expected, and not confirmed: the shop answers 503",
        "Expected, and not confirmed: checkout is closed",
      ],
    });
    expect(outcome({ confirmed: ["checkout is closed"] }, of).verdict).toBe("ran");
    expect(outcome({ confirmed: of.expected }, of)).toEqual({ verdict: "pass" });
  });

  test("X.5 checks evaluate an expected text that says nothing besides", () => {
    const checks = [{ left: "in_flight", op: "==" as const, right: "0" }];
    const of = (text: string) => ({ expected: [text], checks });
    expect(outcome({ fields: { in_flight: "0" } }, of("in_flight == 0")).verdict).toBe("pass");
    expect(outcome({}, of("in_flight == 0")).verdict).toBe("ran");
    expect(outcome({ fields: { in_flight: "0" } }, of("in_flight == 0 and no alarm rings")).verdict).toBe(
      "ran",
    );
    const code = [{ left: "exit code", op: "==" as const, right: "0" }];
    expect(outcome({}, { expected: ["Exit code: 0"], checks: code }).verdict).toBe("pass");
  });

  test("X.6 the output evaluates a line that it states alone", () => {
    const of = (text: string) => ({ expected: [text] });
    expect(outcome({ output: "checking\nVERDICT: PASS\n" }, of("VERDICT: PASS")).verdict).toBe("pass");
    expect(outcome({ output: "VERDICT: FAIL\nVERDICT: PASS\n" }, of("VERDICT: PASS")).verdict).toBe("ran");
    expect(outcome({ output: "VERDICT: FAIL\n" }, of("VERDICT: PASS")).verdict).toBe("ran");
    expect(outcome({ output: "not VERDICT: PASS\n" }, of("VERDICT: PASS")).verdict).toBe("ran");
    expect(outcome({ output: "false\n" }, of("false")).verdict).toBe("pass");
    expect(outcome({ output: "true\nfalse\n" }, of("false")).verdict).toBe("ran");
    expect(outcome({ output: "" }, of("false")).verdict).toBe("ran");
  });

  test("X.7 a value out of tolerance fails, also where all is confirmed", () => {
    const of = {
      expected: ["mismatch <= 0.1 %"],
      checks: [{ left: "mismatch", op: "<=" as const, right: "0.1 %" }],
    };
    const failed = outcome({ fields: { mismatch: "0.4 %" }, confirmed: of.expected }, of);
    expect(failed).toEqual({ verdict: "fail", reason: "mismatch is 0.4 %, and must be <= 0.1 %." });
    expect(outcome({ fields: { mismatch: "0.05 %" } }, of)).toEqual({ verdict: "pass" });
  });

  test("X.8 what is owed besides leaves it running", () => {
    const owed = ["Evidence “a.log” is not attached."];
    expect(outcome({ owed })).toEqual({ verdict: "ran", open: owed });
    expect(outcome({ owed, end: ended(1) }).verdict).toBe("fail");
  });

  test("X.5 hostile outputs and expectations end in time", () => {
    const began = performance.now();
    const expected = Array.from({ length: 50 }, (_, n) => `${"a: ".repeat(20)}${n}`);
    outcome({ output: `${"a: b ".repeat(20)}\n`.repeat(10_000), command: "a ".repeat(50_000) }, { expected });
    expect(performance.now() - began).toBeLessThan(3_000);
  });
});
