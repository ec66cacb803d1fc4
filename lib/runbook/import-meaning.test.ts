import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { importText, stepCalled, titles } from "./fixture.test-support";

const HERE = new URL("./fixtures/", import.meta.url);
const fixtureText = (name: string) => readFileSync(new URL(`${name}.md`, HERE), "utf8");
const fixture = (name: string) => importText(fixtureText(name));

describe("gates, decisions and blanks", () => {
  const d = fixture("gates-and-blanks");

  it("rule 10 makes abort items gates with conditions, never steps", () => {
    expect(d.phases[0]?.abortGates.map((gate) => [gate.line, gate.conditions.length])).toEqual([
      [15, 2],
      [21, 0],
    ]);
    expect(titles(d.phases[0])).toEqual(["Compare row counts", "Load the data: ./load.sh"]);
  });

  it("rule 10 marks what is a NO-GO without exception, and takes the decision from its line", () => {
    expect(d.phases[1]?.steps.every((step) => step.noExceptions)).toBe(true);
    expect(d.phases[0]?.steps.some((step) => step.noExceptions)).toBe(false);
    expect(d.decisionPoints).toMatchObject([
      { final: true, position: "final", implied: false, afterPhaseId: d.phases[1]?.id, line: 29 },
    ]);
  });

  it("rule 11 reads the decision clock", () => {
    expect(d.rollback.clockMinutes).toBe(12);
  });

  it("rule 14 turns blanks into fields, PASS / FAIL into the outcome, and asks for no secret", () => {
    expect(stepCalled(d, "Card payment").fields).toMatchObject([
      { name: "Result", type: "outcome", required: false },
      { name: "Ref", type: "text", required: true },
    ]);
    expect(stepCalled(d, "Started at").fields).toMatchObject([{ name: "Started at", type: "timestamp" }]);
    expect(stepCalled(d, "Env: postgres://app:<PASSWORD>@db/orders").fields).toEqual([]);
    expect(d.diagnostics.filter((each) => each.code === "credential")).toEqual([]);
  });

  it("rule 14 pairs row counts and takes the tolerance from the abort gate", () => {
    const counts = stepCalled(d, "Compare row counts");
    expect(counts.substeps.map((sub) => sub.fields.map((field) => field.type))).toEqual([
      ["number", "number"],
      ["number", "number"],
    ]);
    expect(counts.checks).toMatchObject([
      {
        ...{ left: "orders mismatch", op: "<=", right: "0.5 %" },
        pair: { left: "orders rows (source)", right: "orders rows (target)" },
      },
      { left: "customers mismatch", op: "<=", right: "0.5 %" },
    ]);
  });

  it("rule 15 never lets a forbidden command be copied", () => {
    expect(
      stepCalled(d, "Load the data: ./load.sh").commands.map((command) => [
        command.text,
        command.copyable ?? true,
      ]),
    ).toEqual([
      ["./load.sh", true],
      ["./seed.sh", false],
    ]);
  });

  it("rule 13 reads offsets in hours and minutes", () => {
    expect(d.phases.map((phase) => [phase.label, phase.offset])).toEqual([
      ["T-2h", -120],
      ["T-30", -30],
    ]);
  });

  it("reads the hypercare schedule, focus and recurring checks", () => {
    expect(d.hypercare.schedule).toMatchObject([
      { from: 0, to: 240, everyMinutes: 30 },
      { from: 240, to: 1440, everyMinutes: 60 },
    ]);
    expect(d.hypercare.focus).toEqual(["queue depth", "refunds"]);
    expect(d.hypercare.checks).toMatchObject([{ everyMinutes: 120, command: "./jobs.sh --stuck" }]);
    expect(d.completion).toHaveLength(2);
  });

  it("rule 10 implies a go-live decision after verify where none is marked", () => {
    const german = fixture("german");
    expect(german.decisionPoints).toMatchObject([
      { implied: true, final: true, line: null, afterPhaseId: german.phases[2]?.id },
    ]);
  });

  it("a Go/No-Go precondition section is the start decision, with its items as criteria", () => {
    const start = importText(
      "# Cutover runbook\n\n## Go/No-Go gates\n- [ ] Window open\n- [ ] Backup done\n\n## Deploy\n1. Run `./deploy.sh`\n",
    );
    expect(start.phases[0]?.kind).toBe("preconditions");
    expect(start.decisionPoints.map((point) => [point.position, point.criteria.length])).toEqual([
      ["start", 2],
      ["final", 0],
    ]);
  });
});

describe("annotations", () => {
  const d = fixture("annotated");

  it("honours role, duration, mutating, critical, after and requires", () => {
    expect(stepCalled(d, "Promote the standby")).toMatchObject({
      role: "db-owner",
      durationMinutes: 10,
      mutating: true,
      critical: true,
      artifacts: ["promote.log"],
      after: [stepCalled(d, "Take the snapshot").id],
    });
  });

  it("honours stream, read-only, optional, no-exceptions, not-a-step and decision", () => {
    expect(stepCalled(d, "Reset the counters")).toMatchObject({
      stream: "b",
      mutating: false,
      optional: true,
    });
    expect(stepCalled(d, "Watch {{DB_NAME}} settle").noExceptions).toBe(true);
    expect(titles(d.phases[0])).toHaveLength(4);
    expect(d.decisionPoints).toMatchObject([{ title: "Everyone agrees", polledRoles: ["db-owner"] }]);
    expect(d.variables).toEqual(["DB_NAME"]);
  });

  it("is honoured on a line of its own, after a list item and after a heading", () => {
    const own = importText(
      '# Runbook\n\n## Deploy\n<!-- hp: role="Deployer" -->\n\n1. Run `./deploy.sh`\n<!-- hp: read-only -->\n2. Stop the queue\n\n## Notes on steps\n<!-- hp: not-a-step -->\n1. Run `./other.sh`\n',
    );
    expect(
      own.phases.flatMap((phase) => phase.steps.map((step) => [step.title, step.mutating, step.role])),
    ).toEqual([
      ["Run ./deploy.sh", false, "deployer"],
      ["Stop the queue", true, "deployer"],
    ]);
  });

  it("reports words that it does not know", () => {
    expect(
      importText("# Runbook\n\n## Deploy\n1. Run `./deploy.sh` <!-- hp: mutatign -->\n").diagnostics.map(
        (each) => each.code,
      ),
    ).toContain("unknown-annotation");
  });
});

describe("repeated tellings (rule 17)", () => {
  it("links a summary checklist to the steps it repeats and merges its blanks", () => {
    const d = fixture("summary-repeats");
    expect(d.phases.map((phase) => phase.steps.length)).toEqual([2, 2, 1]);
    expect(stepCalled(d, "Take a snapshot").fields.map((field) => field.name)).toEqual(["Snapshot taken"]);
    expect(d.diagnostics.map((each) => [each.line, each.code])).toContainEqual([32, "repeated-telling"]);
    expect(d.prose.some((block) => block.line === 32 && block.endLine === 38)).toBe(true);
  });

  const twice = (executing: string, other: string) =>
    importText(
      `# Cutover runbook\n\n## Command sheet\n\n### T-30 — Copy${other}\n1. **Copy data:** \`./copy.sh\`\n   - *Acceptance:* 0 failures\n\n### T-0 — Switch\n1. **Switch:** \`./switch.sh\`\n\n## Checklist\n\n### T-30 — Copy\n- [ ] \`copy.sh\` executed -> PASS / FAIL\n\n### ${executing} — Switch\n- [ ] \`switch.sh\` executed -> PASS / FAIL\n`,
    );

  it("lets the section with result blanks execute and lends it commands and acceptance", () => {
    const d = twice("T-0", "");
    expect(d.phases.map((phase) => [phase.offset, phase.steps.length, phase.line])).toEqual([
      [-30, 1, 14],
      [0, 1, 17],
    ]);
    expect(stepCalled(d, "copy.sh executed")).toMatchObject({
      expected: ["0 failures"],
      commands: [{ text: "./copy.sh", line: 6 }],
    });
  });

  it("reports offsets that conflict", () => {
    expect(twice("T-10", "").diagnostics.map((each) => each.code)).toContain("conflicting-offset");
    expect(twice("T-0", "").diagnostics.map((each) => each.code)).not.toContain("conflicting-offset");
  });
});

describe("roles and communication", () => {
  const d = fixture("communication");

  it("rule 12 reads a role table, the decider by what the role decides", () => {
    expect(d.roles.map((role) => [role.key, role.capability])).toEqual([
      ["release-manager", "decider"],
      ["deployer", "operator"],
      ["note-taker", "scribe"],
    ]);
    expect(d.phases[0]?.steps[1]?.role).toBe("deployer");
  });

  it("rule 16 takes message templates and cadence, never as steps", () => {
    expect(d.communications.templates.map((template) => template.text)).toEqual([
      "Release [X] starts now.",
      "Release [X] is live.",
      "Rollback of [X] has begun.",
    ]);
    expect(d.communications.cadence).toMatchObject([
      { from: null, to: 0, everyMinutes: 20 },
      { from: 0, to: 180, everyMinutes: 60 },
    ]);
    expect(d.phases.map((phase) => phase.steps.length)).toEqual([2]);
  });

  it("rule 12 falls back to commander, operator and scribe", () => {
    expect(fixture("french").roles.map((role) => role.capability)).toEqual(["decider", "operator", "scribe"]);
  });
});

describe("credentials (rule 20)", () => {
  it("masks literal credentials everywhere and reports their lines", () => {
    const d = fixture("credentials");
    expect(
      d.diagnostics.filter((each) => each.code === "credential").map((each) => [each.line, each.severity]),
    ).toEqual([
      [5, "error"],
      [6, "error"],
    ]);
    expect(JSON.stringify(d)).not.toMatch(/hunter2secret99|abc123def456ghi/);
    expect(JSON.stringify(d)).toContain("<PASSWORD>");
  });
});

describe("step ids", () => {
  it("survive edits elsewhere in the text", () => {
    const before = fixture("german").phases.flatMap((phase) => phase.steps.map((step) => step.id));
    const after = importText(
      fixtureText("german").replace(
        "## Rollen",
        "## Hinweise\n\nNeuer Absatz.\n\n- [ ] Neuer Punkt\n\n## Rollen",
      ),
    ).phases.flatMap((phase) => phase.steps.map((step) => step.id));
    expect(after).toEqual(expect.arrayContaining(before));
  });

  it("get a suffix only on collision", () => {
    const d = importText("# Runbook\n\n## Deploy\n1. Restart it\n2. Restart it\n3. Check it\n");
    expect(d.phases[0]?.steps.map((step) => step.id)).toEqual([
      "deploy-restart-it",
      "deploy-restart-it-2",
      "deploy-check-it",
    ]);
  });
});
