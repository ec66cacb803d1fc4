import { describe, expect, test } from "vitest";
import { describeEvent } from "../describe-event";
import { askWaiver, fail, grant, pass, retry, skip } from "../drafts.test-support";
import { bareDefinition, phase, step } from "../sample-definition.test-support";
import type { TestRun } from "../test-run.test-support";
import { givenStarted } from "../testing";

const run = () => {
  const steps = [step("one", { exceptions: ["Warm cache"] }), step("two")];
  return givenStarted({
    definition: bareDefinition({ phases: [phase("a", "execute", steps, { ordered: false })] }),
  });
};

function lastLine(of: TestRun): string | null {
  const event = of.log.at(-1);
  return event ? describeEvent(event, of.state).detail : null;
}

describe("what the line of a result says", () => {
  test("R11.8 a PASS names the exception that it used, beside the attempt", () => {
    const named = run().given("deployer", fail("one"), retry("one"), {
      type: "PassStep",
      payload: { stepId: "one", exception: "warm cache" },
    });
    expect(lastLine(named)).toBe("exception: Warm cache · attempt 2");
    expect(lastLine(run().given("deployer", pass("one")))).toBeNull();
  });

  test("R11.4 an N/A under a waiver names its ticket", () => {
    const waived = run().given("deployer", askWaiver({ stepId: "two" }));
    waived.given("approver", grant(waived.state.waivers[0]?.id ?? "")).given("deployer", skip("two"));
    expect(lastLine(waived)).toBe("not here · waiver OPS-7");
  });
});
