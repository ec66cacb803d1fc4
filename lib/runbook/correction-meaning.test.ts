import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { annotate } from "@/components/runbook/source-draft";
import type { Diagnostic, RunbookDefinition } from "../run/definition";
import { importText, stepCalled, titles } from "./fixture.test-support";

const FIXTURES = new URL("./fixtures/", import.meta.url);

/** The text after a click on the correction of a diagnostic, as the import review writes it. */
function corrected(text: string, { suggestion }: Diagnostic): string {
  if (suggestion === undefined) throw new Error("the diagnostic has no correction");
  return annotate(text.replace(/\r\n/g, "\n"), suggestion.line, suggestion.annotation);
}

const correctable = (d: RunbookDefinition): Diagnostic[] =>
  d.diagnostics.filter((each) => each.suggestion !== undefined);
const same = (a: Diagnostic) => (b: Diagnostic) =>
  a.code === b.code && a.line === b.line && a.message === b.message;
const count = (d: RunbookDefinition, code: string): number =>
  d.diagnostics.filter((each) => each.code === code).length;

function only(text: string, code: string): Diagnostic {
  const found = importText(text).diagnostics.filter((each) => each.code === code);
  const [first] = found;
  if (first === undefined || found.length > 1) throw new Error(`${found.length} diagnostics of code ${code}`);
  return first;
}

/** Applies the one correction of that code and gives the new reading, in which the diagnostic is gone. */
function settled(text: string, code: string): RunbookDefinition {
  const diagnostic = only(text, code);
  const d = importText(corrected(text, diagnostic));
  expect(d.diagnostics.filter(same(diagnostic))).toEqual([]);
  return d;
}

const TWICE = `# Cutover runbook

## Roles
- **Lead:** go/no-go authority

## Plan

### T-30 — Copy
1. **Copy data:** \`./copy.sh\`
2. **Compare totals:** \`./totals.sh\`

### T-10 — Switch
1. **Close the shop** <!-- hp: duration=2m -->
2. **Switch:** \`./switch.sh\`

## Checklist

### T-30 — Copy
- [ ] \`copy.sh\` executed -> PASS / FAIL
- [ ] \`totals.sh\` executed -> PASS / FAIL

### T-0 — Switch
- [ ] \`switch.sh\` executed -> PASS / FAIL

**GO/NO-GO Decision:** GO / NO-GO
`;

describe("a correction does what it says", () => {
  it("rule 17 settles on the offset of the section that executes, and says that approval waits for it", () => {
    const diagnostic = only(TWICE, "conflicting-offset");
    expect(diagnostic).toMatchObject({ line: 14, severity: "warning" });
    expect(diagnostic.message).toMatch(/at T-10 here and at T-0 .* before approval/);
    expect(diagnostic.suggestion).toMatchObject({ line: 14, annotation: "<!-- hp: offset=T-0 -->" });
    const d = settled(TWICE, "conflicting-offset");
    expect(d.phases.map((phase) => phase.offset)).toEqual([-30, 0]);
    expect(stepCalled(d, "switch.sh executed").commands.map((command) => command.text)).toEqual([
      "./switch.sh",
    ]);
  });

  it("rule 17 brings a step that stands only in the reference into the run, before the step that follows it there", () => {
    expect(only(TWICE, "only-in-reference").message).toMatch(
      /"Close the shop" .*"Switch".*"Checklist" executes/,
    );
    const d = settled(TWICE, "only-in-reference");
    expect(d.phases.map(titles)).toEqual([
      ["copy.sh executed", "totals.sh executed"],
      ["Close the shop", "switch.sh executed"],
    ]);
    expect(stepCalled(d, "Close the shop")).toMatchObject({ durationMinutes: 2, line: 13 });
    expect(d.prose.some((block) => block.line <= 13 && block.endLine >= 13)).toBe(false);
  });

  it("rule 17 puts it behind the step before it where none follows, and never under another phase's no-exceptions", () => {
    const text = TWICE.replace("1. **Close the shop** <!-- hp: duration=2m -->\n2.", "1.")
      .replace("\n## Checklist", "2. **Open the shop** for all\n\n## Checklist")
      .replace("## Roles", "Switch FAIL = NO-GO\n\n## Roles");
    const d = settled(text, "only-in-reference");
    expect(d.phases[1]?.steps.map((step) => [step.title, step.noExceptions])).toEqual([
      ["switch.sh executed", true],
      ["Open the shop", false],
    ]);
  });

  it("rule 17 keeps the order of several that come in behind the same step", () => {
    const text = TWICE.replace(
      "\n## Checklist",
      "3. **Open the shop** for all\n4. **Thank everyone** by name\n\n## Checklist",
    );
    const d = importText(correctable(importText(text)).reduce(corrected, text));
    expect(titles(d.phases[1])).toEqual([
      "Close the shop",
      "switch.sh executed",
      "Open the shop",
      "Thank everyone by name",
    ]);
  });

  it("rule 17 confirms a reference without losing what it lends", () => {
    const before = importText(TWICE);
    const d = settled(TWICE, "repeated-telling");
    expect(d.phases).toEqual(before.phases);
    expect(d.diagnostics.map((each) => each.code)).toEqual([]);
  });

  it("rule 17 lets the other section execute where its author says so", () => {
    const text = readFileSync(new URL("summary-repeats.md", FIXTURES), "utf8");
    const d = importText(annotate(text, 32, "executes"));
    expect(d.phases.map((phase) => phase.line)).toEqual([32]);
    expect(stepCalled(d, "Package installed").commands).toHaveLength(1);
  });

  it("a reference that repeats nothing is no part of the run", () => {
    const d = importText(
      "# Cutover runbook\n\n## Deploy\n1. Run `./a.sh`\n\n## Old way <!-- hp: reference -->\n1. Run `./b.sh`\n\n## Old rollback <!-- hp: reference -->\n1. Undo it\n",
    );
    expect(d.phases.map(titles)).toEqual([["Run ./a.sh"]]);
    expect(d.rollback.phases).toEqual([]);
    expect(d.prose.map((block) => block.line)).toEqual([6, 9]);
  });

  it("rule 10 writes the implied decision down where it was assumed, with those who were to be polled", () => {
    const text =
      "# Runbook\n\n## Roles\n- **Lead:** go/no-go authority\n- **DB Owner:** the database\n- **Shop, web:** the shop\n- **Deployer:** rollout\n\n## Verification\n1. Check the shop\n\n## Cleanup execution\n1. Remove the old server\n";
    const [before, d] = [importText(text), settled(text, "implied-decision")];
    expect(
      only(text.replace("- **Shop, web:** the shop\n", ""), "implied-decision").suggestion?.annotation,
    ).toBe('<!-- hp: decision="Go-live decision" poll="DB Owner, Deployer" -->');
    expect(d.decisionPoints).toMatchObject([
      { title: "Go-live decision", implied: false, final: true, line: 10 - 1 },
    ]);
    const place = (each: RunbookDefinition) =>
      each.decisionPoints.map((p) => [p.afterPhaseId, p.polledRoles]);
    expect(place(d)).toEqual(place(before));
    expect(d.phases).toEqual(before.phases);
  });

  it("keeps a heading without steps as text, and a decision without steps as a decision", () => {
    const text =
      "# Cutover runbook\n\n## Phase 1 — Deploy\n1. Run `./a.sh`\n\n## Phase 2 — Party\n\nCake.\n\n## T+15 — GO/NO-GO decision\n\nAll in the room.\n";
    const found = importText(text).diagnostics.filter((each) => each.code === "empty-phase");
    expect(found.map((each) => each.suggestion?.annotation)).toEqual([
      "<!-- hp: not-a-step -->",
      "<!-- hp: decision -->",
    ]);
    const d = importText(found.reduce(corrected, text));
    expect(count(d, "empty-phase")).toBe(0);
    expect(d.phases.map((phase) => phase.line)).toEqual([3, 10]);
    expect(d.decisionPoints).toMatchObject([{ line: 10, final: true, implied: false }]);
  });

  it("R4 lets the most similar step bar GO where no step has the name", () => {
    const text =
      "# Cutover runbook\n\nPayment canary FAIL = NO-GO\n\n## Verification\n- [ ] Login works\n- [ ] A payment goes through\n- [ ] Mail arrives\n";
    const d = settled(text, "no-exceptions-unmatched");
    expect(d.phases[0]?.steps.map((step) => step.noExceptions)).toEqual([false, true, false]);
    expect(
      importText(text.replace("Payment canary", "Zebra")).diagnostics.find(
        (each) => each.code === "no-exceptions-unmatched",
      )?.suggestion,
    ).toBeUndefined();
  });

  it("waits for the step that a misspelt name was nearest to", () => {
    const text =
      "# Runbook\n\n## Failover\n1. Take the snapshot\n2. Promote the standby <!-- hp: after=snapshto -->\n";
    expect(stepCalled(settled(text, "unknown-after"), "Promote the standby").after).toEqual([
      "failover-take-the-snapshot",
    ]);
    expect(only(text.replace("snapshto", "zebra"), "unknown-after").suggestion).toBeUndefined();
  });

  it("reads a misspelt annotation word as the known one, with its value", () => {
    const step = (word: string) =>
      stepCalled(
        settled(`# Runbook\n\n## Deploy\n1. Check it <!-- hp: ${word} -->\n`, "unknown-annotation"),
        "Check it",
      );
    expect(step("mutatign").mutating).toBe(true);
    expect(step("durtion=5m").durationMinutes).toBe(5);
    expect(step('rol="DB Owner"').role).toBe("db-owner");
    expect(
      only("# Runbook\n\n## Deploy\n1. Check it <!-- hp: zebra -->\n", "unknown-annotation").suggestion,
    ).toBeUndefined();
  });

  it("rule 19 reads a text as a runbook where its author insists", () => {
    const text =
      "# Design document: mail\n\n## Points\n1. Readers outnumber writers\n2. Logs are easy\n\n## Changes\n- Nothing\n";
    expect(settled(text, "not-a-runbook").phases[0]?.steps).toHaveLength(2);
  });

  it("keeps what an earlier comment behind the same item says", () => {
    const d = importText(
      '# Runbook\n\n## Deploy <!-- hp: role="Ops" --> <!-- hp: decision -->\n| # | Task |\n|---|---|\n| 1 | Stop it | <!-- hp: duration=5m --> <!-- hp: read-only -->\n\n**Step two** <!-- hp: optional -->\n',
    );
    expect(stepCalled(d, "Stop it")).toMatchObject({ role: "ops", durationMinutes: 5, mutating: false });
    expect(d.decisionPoints.map((point) => point.implied)).toEqual([false]);
  });

  it.each([
    [
      "a bold line that is a heading",
      "# Node upgrade\n\n**Step 1 - Drain**\n\n    kubectl drain node-1\n\n**Step 2 - Boot**\n\n    systemctl restart agent\n",
      3,
    ],
    ["a heading without Markdown", "MAIL UPGRADE\n\nSTEPS\n\n1) Stop the gateway\n2) Start the gateway\n", 3],
    [
      "a line in a drawn frame",
      "┌──────────────┐\n│ # Deploy     │\n│ 1. Stop it   │\n│ 2. Start it  │\n└──────────────┘\n",
      3,
    ],
  ])("leaves %s what it was", (_, text, line) => {
    const [before, d] = [importText(text), importText(annotate(text, line, "optional"))];
    expect(d.phases.map(titles)).toEqual(before.phases.map(titles));
    expect(JSON.stringify(d.phases)).toContain('"optional":true');
  });

  it("offers nothing where no comment can stand", () => {
    const fenced =
      "# Runbook\n\n## Roles\n- **Lead:** go/no-go authority\n- **Deployer:** deploys\n\n## Deploy\n```bash\nsystemctl stop deployer\n```\n";
    expect(count(importText(fenced), "owner-suggested")).toBe(0);
    const open = fenced.replace("```bash\nsystemctl stop deployer\n```", "1. Deploy with `./a\n   .sh`");
    expect(count(importText(open), "owner-suggested")).toBe(0);
  });
});
