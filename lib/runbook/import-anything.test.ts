import { readdirSync, readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { RunbookDefinition } from "../run/definition";
import { importText } from "./fixture.test-support";

const HERE = new URL("./fixtures/", import.meta.url);
const fixtureText = (name: string) => readFileSync(new URL(`${name}.md`, HERE), "utf8");
const STRANGERS = new URL("./strangers/", import.meta.url);
const strangers = () =>
  readdirSync(STRANGERS)
    .filter((name) => name.endsWith(".md"))
    .map((name) => readFileSync(new URL(name, STRANGERS), "utf8"));
const fixtureNames = () =>
  readdirSync(HERE)
    .filter((name) => name.endsWith(".md"))
    .map((name) => name.slice(0, -3))
    .sort();

/** Every non-blank line stands in the structure or in exactly one prose block, which shows the source as it is. */
function expectAccounted(text: string, d: RunbookDefinition): void {
  const lines = text
    .replace(/^\uFEFF/, "")
    .replace(/\r\n?/g, "\n")
    .split("\n");
  const inProse = new Set<number>();
  for (const block of d.prose) {
    expect(block.endLine).toBeGreaterThanOrEqual(block.line);
    expect(block.text.split("\n")).toHaveLength(block.endLine - block.line + 1);
    for (let line = block.line; line <= block.endLine; line++) {
      expect(inProse.has(line)).toBe(false);
      inProse.add(line);
    }
  }
  const filled = lines.map((line, index) => (line.trim() === "" ? 0 : index + 1)).filter((line) => line > 0);
  expect(filled.filter((line) => inProse.has(line))).toHaveLength(d.lines.prose);
  expect(d.lines.placed + d.lines.prose).toBe(filled.length);
  expect(d.lines.placed + d.lines.prose + d.lines.blank).toBe(d.lines.total);
}

function expectSound(text: string): void {
  const d = importText(text);
  expectAccounted(text, d);
  expect(JSON.parse(JSON.stringify(d))).toEqual(d);
  expect(importText(text)).toEqual(d);
  const phases = [...d.phases, ...d.rollback.phases];
  const ids = phases.flatMap((phase) => [
    phase.id,
    ...phase.steps.flatMap((step) => [step.id, ...step.substeps.map((sub) => sub.id)]),
  ]);
  expect(new Set(ids).size).toBe(ids.length);
  const steps = new Set(ids);
  for (const phase of phases)
    for (const step of phase.steps) for (const after of step.after) expect(steps.has(after)).toBe(true);
  const keys = new Set(d.roles.map((role) => role.key));
  for (const phase of phases)
    for (const step of phase.steps) {
      for (const key of [step.role, step.verifier ?? null, ...(step.signOffs ?? [])])
        if (key !== null) expect(keys.has(key)).toBe(true);
      const blanks = [step, ...step.substeps].flatMap((each) => each.fields.map((field) => field.name));
      for (const { pair } of step.checks)
        if (pair !== undefined) expect(blanks).toEqual(expect.arrayContaining([pair.left, pair.right]));
      if (step.noExceptions) expect(step.exceptions).toBeUndefined();
    }
  if (d.phases.length > 0) {
    expect(d.roles.filter((role) => role.capability === "decider")).toHaveLength(1);
    expect(d.decisionPoints.filter((point) => point.final)).toHaveLength(1);
  }
  for (const point of d.decisionPoints)
    if (point.afterPhaseId !== null) expect(steps.has(point.afterPhaseId)).toBe(true);
}

const pieces = fc.constantFrom(
  "# ",
  "## Phase 1: ",
  "### Step 2 ",
  "- [ ] ",
  "1. ",
  "* ",
  "  - ",
  "```bash\n",
  "```\n",
  "\n",
  "\n\n",
  "| # | Task | Owner |\n|---|---|---|\n",
  "| 1 | Deploy | Ops |\n",
  "**Owner:** ",
  "Verified by: QA\n",
  "Choose one:\n\n",
  "Option A: ",
  "Option B: ",
  "Compare row counts\n",
  "  - Source rows: ____\n  - Target rows: ____\n",
  "| Table | Before | After |\n|---|---|---|\n| orders | | |\n",
  "(allowed if signed)",
  "heads single at 0123abcd456",
  ' <!-- hp: verifier=QA sign-off="A, B" exception="x; y" alternative=k time-bound no-exceptions -->',
  "Expected: ",
  "Abort if ",
  "____",
  "PASS / FAIL",
  "T-30 ",
  "-> ",
  "`./run.sh x`",
  "Rollback",
  "GO/NO-GO",
  "Contacts",
  "Hypercare",
  "Roles",
  "<!-- hp: decision -->",
  "<!-- hp: after=x role=",
  "\t",
  "> ",
  "☐ ",
  "中止条件",
  "{{A}}",
  "---\n",
  "title: x\n",
  "<table><tr><td>",
  "<table>\n<tr><td>1</td><td>Deploy</td></tr>\n\n<tr><td>2</td><td>Test</td></tr>\n</table>\n",
  "<ol>\n<li>Deploy</li>\n<li>\nTest\n</li>\n</ol>\n",
  "<h2>Rollback</h2>\n",
  "<details>\n<summary>Steps</summary>\n",
  "<pre>\n",
  "+------+\n| [ ] Deploy |\n|------|\n| 1. Test |\n+------+\n",
  "┌──┬──┐\n│ 1 │ Deploy │\n├──┼──┤\n│ 2 │ Test │\n└──┴──┘\n",
  "=====\nROLLBACK\n=====\n",
  "#!/bin/bash\n# 1. Deploy\n./deploy.sh a\n# 2. Test\n./test.sh b\ncurl http://x\n",
  "1️⃣ Deploy\n2️⃣ Test\n",
  "① 部署\n（1）检查\n２、验证\n",
  "✅ Deploy\n✅ Test\n✅ Look\n",
  " Deploy\n Test\n Look\n",
  "1\tDeploy\tOps\n2\tTest\tOps\n3\tLook\tOps\n",
  "password=abc12345",
  "\\",
  "\r\n",
  "\u0000",
);

describe("any text", { timeout: 60_000 }, () => {
  it("never throws, reads the same twice and loses no line", () => {
    fc.assert(fc.property(fc.string({ maxLength: 400, unit: "binary" }), expectSound), { numRuns: 150 });
  });

  it("never throws on Markdown pieces in any order", () => {
    fc.assert(
      fc.property(
        fc
          .array(fc.oneof(pieces, fc.string({ maxLength: 12 })), { maxLength: 60 })
          .map((parts) => parts.join("")),
        expectSound,
      ),
      { numRuns: 300 },
    );
  });

  const all = [...fixtureNames().map(fixtureText), ...strangers()];

  it("holds for the documents of strangers", () => {
    for (const text of strangers()) expectSound(text);
  });

  it.each(fixtureNames())("holds for the %s fixture", (name) => {
    expectSound(fixtureText(name));
    expectSound(fixtureText(name).replace(/\n/g, "\r\n"));
    expectSound(`\uFEFF${fixtureText(name)}`);
  });

  it("holds for truncations and splices of the fixtures", () => {
    const spliced = fc
      .tuple(
        fc.constantFrom(...all),
        fc.constantFrom(...all),
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.double({ min: 0, max: 1, noNaN: true }),
      )
      .map(
        ([a, b, from, to]) => a.slice(0, Math.floor(a.length * from)) + b.slice(Math.floor(b.length * to)),
      );
    fc.assert(fc.property(spliced, expectSound), { numRuns: 80 });
  }, 60_000);
});

describe("text that is no document", () => {
  const errors = (text: string) =>
    importText(text)
      .diagnostics.filter((each) => each.severity === "error")
      .map((each) => each.code);

  it("says what is wrong with empty, binary and oversized text", () => {
    expect(errors("")).toEqual(["empty"]);
    expect(errors(" \n\n")).toEqual(["empty"]);
    expect(errors("PK\u0003\u0004\u0000\u0000")).toEqual(["not-text"]);
    expect(errors(`# Runbook\n${"ä".repeat(270 * 1024)}`)).toEqual(["too-large"]);
    expect(errors(`# Runbook\n${"a".repeat(270 * 1024)}`)).toEqual(["not-a-runbook"]);
  });

  it.each([
    ["20,000 quote marks", ">".repeat(20_000)],
    ["80 KB of emphasis", "*a_ ".repeat(20_000)],
    ["30,000 open brackets", "(a [b ".repeat(30_000)],
    ["lists nested 300 deep", Array.from({ length: 300 }, (_, i) => `${"  ".repeat(i)}- a`).join("\n")],
    ["list markers on one line", "- ".repeat(20_000)],
  ])("keeps %s as prose and says that it was too complex", (_, text) => {
    const d = importText(text);
    expect(d.diagnostics.map((each) => each.code)).toEqual(["too-complex"]);
    expect(d.prose).toHaveLength(1);
    expectAccounted(text, d);
  });

  it("reads a long checklist without blank lines", () => {
    const d = importText(`# Cutover runbook\n${"- [ ] **Deploy** one *more* _service_\n".repeat(3000)}`);
    expect(d.phases[0]?.steps).toHaveLength(3000);
  });

  it("rule 1 reports merge-conflict markers and shows both sides", () => {
    const d = importText(
      "# Runbook\n\n## Deploy\n<<<<<<< ours\n1. Run `./a.sh`\n=======\n1. Run `./b.sh`\n>>>>>>> theirs\n",
    );
    expect(d.diagnostics.filter((each) => each.code === "merge-conflict").map((each) => each.line)).toEqual([
      4, 8,
    ]);
    expect(JSON.stringify(d)).toMatch(/a\.sh/);
    expect(JSON.stringify(d)).toMatch(/b\.sh/);
  });
});
