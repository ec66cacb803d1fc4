import { describe, expect, it } from "vitest";
import { importText, stepCalled, titles } from "./fixture.test-support";

const gatesOf = (body: string): string[] =>
  importText(`# Switch runbook\n\n## Switch\n\n${body}\n`).phases.flatMap((phase) =>
    phase.abortGates.map((gate) => gate.text),
  );

describe("gates in sentences", () => {
  it.each([
    ["1. Drain the queue\n\n   If it does not empty, stop and call the lead.", 1],
    ["1. Copy the rows. **GATE:** Do not proceed unless the counts agree.", 1],
    ["1. Publish the tag\n\nDo **not** proceed to Step 3 until the tag is seen.", 1],
    ["- [ ] **The check exits 0.** If it exits 1, ABORT the switch.", 1],
    ["1. Raise it to half\n\n**HOLD POINT**: stay there for half an hour.", 1],
    ["Wave 1 must be finished before wave 2 starts.\n\n1. Reload the pair", 1],
    ["> Stop here if the plan lists a part by hand.\n\n1. Apply the plan", 1],
    ["1. Stop the service and wait", 0],
  ])("rule 10 finds the gate of %j", (body, count) => {
    expect(gatesOf(body)).toHaveLength(count);
  });

  it("keeps a box whose second sentence is a gate as a step", () => {
    const d = importText(
      "# Switch runbook\n\n## Switch\n\n- [ ] **The check exits 0.** If it exits 1, ABORT the switch.\n- [ ] Open the gate\n",
    );
    expect(titles(d.phases[0])).toEqual(["The check exits 0", "Open the gate"]);
  });

  it("rule 10 takes thresholds that abort as gates of their phase", () => {
    expect(
      gatesOf(
        "1. Reload it\n\n| Threshold | Action |\n|---|---|\n| loss > 1 % | Abort |\n| load > 90 % | STOP |",
      ),
    ).toEqual(["loss > 1 %", "load > 90 %"]);
  });

  it("rule 11 lets a label say what all triggers below it ask for", () => {
    const d = importText(
      "# Billing runbook\n\n## Deploy\n\n1. Start it\n\n## When do we roll back?\n\nImmediately, without discussion:\n\n- a customer pays twice\n\nOnly watch:\n\n- more tickets than usual\n",
    );
    expect(d.rollback.triggers.map(({ text, action }) => [text, action])).toEqual([
      ["a customer pays twice", "rollback"],
      ["more tickets than usual", "monitor"],
    ]);
  });

  it("reads a counted gate as a decision, and criteria below one as no steps", () => {
    const d = importText(
      "# Weekend runbook\n\n## Freeze\n\n1. Lock the shop\n\n**Gate G1 — GO / NO-GO to freeze.** Kim confirms.\n\n## Migrate\n\n1. Move the rows\n\n## GO / NO-GO decision\n\nGO if:\n\n- both gateways up\n- canary PASS\n",
    );
    expect(d.decisionPoints.map((point) => [point.title, point.criteria.length])).toEqual([
      ["Gate G1 — GO / NO-GO to freeze", 0],
      ["GO / NO-GO decision", 2],
    ]);
    expect(d.phases.flatMap((phase) => titles(phase))).toEqual(["Lock the shop", "Move the rows"]);
  });
});

describe("tables", () => {
  it("rule 5 reads 'Step' beside 'Action' as the count where it holds numbers", () => {
    const d = importText(
      "# DNS runbook\n\n## Lower the TTL\n\n| Step | Action | Blank to fill |\n|---|---|---|\n| B1 | List every record | records: `____` |\n| B2 | Lower each TTL | by: `____` |\n",
    );
    expect(titles(d.phases[0])).toEqual(["List every record", "Lower each TTL"]);
    expect(stepCalled(d, "List every record").fields.map((field) => field.name)).toEqual(["records"]);
  });

  it("takes checks with what they must show as steps, and what describes things as none", () => {
    const d = importText(
      "# Move runbook\n\n## Parts\n\n| Service | Description | Owner |\n|---|---|---|\n| api | answers | Kim |\n\n## Move\n\n1. Move it\n\n## Validate\n\n| Check | Pass condition |\n|---|---|\n| Row counts | equal |\n| Totals | equal to the cent |\n",
    );
    expect(d.phases.map((phase) => phase.title)).toEqual(["Move", "Validate"]);
    expect(stepCalled(d, "Totals").expected).toEqual(["equal to the cent"]);
  });

  it("reads offsets in a time column as times, never as durations", () => {
    const d = importText(
      "# Move runbook\n\n## Plan\n\n| Time | Step | Who |\n|---|---|---|\n| T-2d | Send the mail | Comms |\n| T-1h | Open the log | Both |\n",
    );
    expect(d.phases[0]?.steps.map((step) => [step.title, step.durationMinutes, step.role])).toEqual([
      ["Send the mail", null, "comms"],
      ["Open the log", null, null],
    ]);
  });

  it("rule 13 reads 'T-minus 2 hours', 'T-60 Minutes' and 'D-Day'", () => {
    const d = importText(
      "# Move runbook\n\n## 1. Before (T-minus 2 Hours)\n- [ ] Lock it\n\n## T-60 Minutes: Last look\n- [ ] Look\n\n## D-Day\n- [ ] Move it\n",
    );
    expect(d.phases.map((phase) => [phase.title, phase.offset])).toEqual([
      ["Before", -120],
      ["Last look", -60],
      ["D-Day", 0],
    ]);
  });
});
