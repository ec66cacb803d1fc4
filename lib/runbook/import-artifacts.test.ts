import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { importText, stepCalled } from "./fixture.test-support";

const sample = importText(
  readFileSync(new URL("../../prisma/seed/sample-runbook.md", import.meta.url), "utf8"),
);
const deploy = (steps: string, rest = "") => importText(`# Cutover runbook\n\n## Deploy\n${steps}\n${rest}`);

describe("artifacts of a step's commands (rule 15)", () => {
  it.each([
    ["piped into tee", "1. **Smoke:** `bash smoke.sh | tee out/smoke.log`"],
    ["redirected", "1. **Smoke:** run `bash smoke.sh > smoke.log 2>&1`"],
    ["given as output", "1. Smoke: `./smoke --output smoke.log`"],
    ["below a label", "1. Smoke\n   - Command: `./smoke | tee smoke.log`"],
    ["in a line of its own", "1. Smoke\n   - `./smoke --report=smoke.log`"],
    ["in a table", "| # | Task | Command |\n|---|---|---|\n| 1 | Smoke | `./smoke --out smoke.log` |"],
    ["in a fence", "1. Smoke\n\n   ```bash\n   ./smoke | tee smoke.log\n   ```"],
  ])("are found when inline or not: %s", (_, steps) => {
    const d = deploy(steps);
    expect(d.phases[0]?.steps.map((step) => step.artifacts)).toEqual([["smoke.log"]]);
    expect(d.evidence).toMatchObject([{ name: "smoke.log", stepIds: [d.phases[0]?.steps[0]?.id] }]);
  });

  it.each([
    ["what a client reads", "1. Load: `psql --file=schema.sql`"],
    ["a format", "1. Look: `aws rds describe-db-instances --output json`"],
    ["the void", "1. Look: `./smoke > /dev/null`"],
    ["a comparison in SQL", "1. Count: `SELECT count(*) FROM t WHERE a > b.log;`"],
  ])("are not %s", (_, steps) => expect(deploy(steps).phases[0]?.steps[0]?.artifacts).toEqual([]));

  it("R9 the sample's smoke test yields the log that stands under Evidence", () => {
    const smoke = stepCalled(sample, "Smoke test");
    expect(smoke.artifacts).toEqual(["smoke.log"]);
    expect(sample.evidence.find((each) => each.name === "smoke.log")?.stepIds).toEqual([smoke.id]);
    expect(stepCalled(sample, "Smoke test on the old server").artifacts).toEqual([]);
  });

  it("R9 the way back does not demand the file again that the way forward yields, but demands its own", () => {
    const back = (annotation: string) =>
      deploy(
        "1. Smoke: `./smoke | tee smoke.log`",
        `\n## Rollback plan\n1. Carry back: \`./carry | tee carry.log\`\n2. Smoke again: \`./smoke | tee smoke.log\`${annotation}\n`,
      );
    const d = back("");
    expect(d.phases[0]?.steps.map((step) => step.artifacts)).toEqual([["smoke.log"]]);
    expect(d.rollback.phases[0]?.steps.map((step) => step.artifacts)).toEqual([["carry.log"], []]);
    expect(d.evidence.map((each) => [each.name, each.stepIds.length])).toEqual([
      ["smoke.log", 1],
      ["carry.log", 1],
    ]);
    expect(back(" <!-- hp: requires=smoke.log -->").rollback.phases[0]?.steps[1]?.artifacts).toEqual([
      "smoke.log",
    ]);
  });
});

describe("bold openings (rule 5)", () => {
  const step = (text: string) => {
    const found = deploy(`1. ${text}`).phases[0]?.steps[0];
    return [found?.title, found?.notes ?? []];
  };

  it.each([
    [
      "**Take the snapshot** of the old server. Its id is needed.",
      "Take the snapshot",
      "of the old server. Its id is needed.",
    ],
    ["**Warm the caches** if the shop is slow.", "Warm the caches", "if the shop is slow."],
    ["**Dienst anhalten.** Danach warten.", "Dienst anhalten", "Danach warten."],
    ["**Old cluster down**. Nobody writes.", "Old cluster down", "Nobody writes."],
    ["**Stop producers:** on both hosts", "Stop producers", "on both hosts"],
  ])("%s: a complete phrase is the title, the rest a note", (text, title, note) =>
    expect(step(text)).toEqual([title, [note]]),
  );

  it.each([
    ["**Stop** the service", "Stop the service"],
    ["**Do not** restart the broker", "Do not restart the broker"],
    ["**Verify that** writes work", "Verify that writes work"],
    ["**Release manager** approves", "Release manager approves"],
    ["**Check all** of the nodes", "Check all of the nodes"],
    ["**Restart the** old server", "Restart the old server"],
  ])("%s: an emphasised word leaves the sentence whole", (text, title) =>
    expect(step(text)).toEqual([title, []]),
  );

  it("keeps the sample's titles short, what explains them in the notes", () => {
    expect(stepCalled(sample, "Take the snapshot")).toMatchObject({
      artifacts: ["snapshot.log"],
      notes: ["of the old server. Its id is what a restore will ask for."],
    });
    expect(stepCalled(sample, "Warm the caches").notes).toEqual(["if the shop feels slow."]);
  });
});
