import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { importText, stepCalled, titles } from "./fixture.test-support";

const HERE = new URL("./fixtures/", import.meta.url);
const fixtureText = (name: string) => readFileSync(new URL(`${name}.md`, HERE), "utf8");
const fixture = (name: string) => importText(fixtureText(name));

describe("sections and steps", () => {
  it("rule 5 reads the rows of a step table with owner, duration, command and expected result", () => {
    const d = fixture("step-table");
    expect(titles(d.phases[0])).toEqual([
      "Pause the invoice workers",
      "Promote the replica",
      "Point the service at the new primary",
      "Verify writes",
    ]);
    const promote = stepCalled(d, "Promote the replica");
    expect(promote).toMatchObject({
      durationMinutes: 10,
      role: "db-lead",
      expected: ["exit code 0"],
      mutating: true,
    });
    expect(promote.checks).toMatchObject([{ left: "exit code", op: "==", right: "0" }]);
    expect(stepCalled(d, "Verify writes").mutating).toBe(false);
  });

  it("rules 3, 11 and 16 keep tables of metadata, triggers and contacts out of the steps", () => {
    const d = fixture("step-table");
    expect(d.metadata).toMatchObject({
      window: "Saturday 22:00-23:30 UTC",
      owner: "Data platform",
      releaseTag: "billing-9.2",
    });
    expect(d.rollback.triggers.map(({ action, severity }) => [action, severity])).toEqual([
      ["investigate", "S1"],
      ["rollback", "S0"],
    ]);
    expect(d.contacts).toMatchObject([
      { role: "DB Lead", contact: "+1 555 0100", escalation: "Head of data" },
    ]);
  });

  it("rule 6 takes headings as steps with their fields, and front matter as policy", () => {
    const d = fixture("heading-steps");
    expect(d.title).toBe("Cache cluster move");
    expect(d.policy).toEqual({
      approvals: 2,
      rehearsal: "required",
      productionForbidden: false,
      environments: ["staging", "production"],
    });
    expect(d.rollback.clockMinutes).toBe(8);
    expect(d.phases.map((phase) => phase.kind)).toEqual(["preconditions", "execute"]);
    expect(stepCalled(d, "Drain the old cluster")).toMatchObject({
      role: "cache-lead",
      durationMinutes: 3,
      expected: ["OK"],
    });
    expect(stepCalled(d, "Copy the keys")).toMatchObject({
      role: null,
      artifacts: ["copy-keys.log"],
      expected: ["copied 120000 keys\n0 failures"],
    });
    expect(stepCalled(d, "Restart the clients").role).toBe("platform-engineer");
  });

  it("reads rollback options as phases that can be chosen", () => {
    const d = fixture("heading-steps");
    expect(d.rollback.phases.map((phase) => [phase.kind, phase.steps.length])).toEqual([
      ["rollback", 2],
      ["rollback", 2],
    ]);
    expect(new Set(d.rollback.phases.flatMap((phase) => phase.steps.map((step) => step.id))).size).toBe(4);
  });

  it("rules 7 and 8 keep fences in their list item, numbered boxes ordered, bullets as steps where nothing is stronger", () => {
    const d = fixture("nested-lists");
    const stop = stepCalled(d, "Stop producers");
    expect(stop.commands.map((command) => command.text)).toEqual(["./producers stop"]);
    expect(stop).toMatchObject({ expected: ["stopped"], role: "broker-admin" });
    expect(stepCalled(d, "Check the backlog").substeps).toHaveLength(2);
    expect(stepCalled(d, "Check the backlog").fields.map((field) => field.name)).toEqual(["Log"]);
    expect(d.phases.map((phase) => phase.ordered)).toEqual([true, true, false]);
    expect(d.phases[1]?.abortGates).toHaveLength(1);
    expect(titles(d.phases[2])).toEqual(["Verify the console", "Verify the consumers"]);
  });

  it("rule 8 makes each numbered comment of a fence a step, continuation lines whole", () => {
    const d = fixture("comment-numbered");
    expect(titles(d.phases[0])).toEqual(["Freeze indexing", "Rebuild from the primary", "Compare counts"]);
    expect(stepCalled(d, "Rebuild from the primary").commands[0]?.text.split("\n")).toHaveLength(3);
    const compare = stepCalled(d, "Compare counts");
    expect(compare).toMatchObject({ artifacts: ["compare.json"], expected: ["mismatch == 0"] });
    expect(d.phases[0]?.abortGates.map((gate) => gate.line)).toEqual([17]);
    expect(titles(d.rollback.phases[0])).toEqual(["Point the alias back", "Thaw indexing"]);
  });

  it("rule 8 keeps transactions, loops and console transcripts apart from their output", () => {
    const d = fixture("tools-shell");
    expect(d.phases[0]?.steps.map((step) => [step.commands.length, step.mutating])).toEqual([
      [1, true],
      [1, true],
      [1, false],
    ]);
    expect(d.phases[0]?.steps[1]?.commands[0]?.text.endsWith("COMMIT;")).toBe(true);
    expect(d.phases[1]?.steps.map((step) => step.mutating)).toEqual([false, true, true]);
    expect(d.phases[1]?.steps[1]?.expected).toEqual(["published"]);
    expect(d.phases[1]?.steps[2]?.commands[0]?.text.split("\n")).toHaveLength(3);
  });

  it("rule 18 reads HTML and tab-pasted tables, a runbook inside a fence and text without Markdown, and says so", () => {
    const tables = fixture("html-and-tabs");
    expect(titles(tables.phases[0])).toEqual(["Disable the old queue", "Enable the new queue"]);
    expect(titles(tables.phases[1])).toEqual(["Print a test page", "Print a label"]);
    const fenced = fixture("inside-fence");
    expect(fenced.title).toBe("RUNBOOK: queue migration");
    expect([fenced.phases[0]?.steps.length, fenced.rollback.phases[0]?.steps.length]).toEqual([3, 2]);
    const plain = fixture("plain-text");
    expect(plain.phases.map((phase) => [phase.kind, phase.steps.length])).toEqual([
      ["preconditions", 2],
      ["execute", 3],
    ]);
    const codes = [tables, fenced, plain].flatMap((d) => d.diagnostics.map((each) => each.code));
    expect(codes).toEqual(
      expect.arrayContaining([
        "read-html-table",
        "read-tabs-table",
        "read-fence",
        "read-glyphs",
        "read-plain-headings",
      ]),
    );
  });

  it("rule 19 invents no steps for a design document", () => {
    const d = fixture("not-a-runbook");
    expect([d.phases, d.rollback.phases, d.decisionPoints]).toEqual([[], [], []]);
    expect(d.diagnostics.map((each) => [each.severity, each.code])).toContainEqual([
      "error",
      "not-a-runbook",
    ]);
  });

  it("rule 6 takes numbered headings below a heading of steps as steps, with labelled lines as their fields", () => {
    const d = fixture("numbered-headings");
    expect(d.phases.map((phase) => [phase.kind, phase.steps.length])).toEqual([
      ["execute", 3],
      ["execute", 2],
    ]);
    expect(stepCalled(d, "Open the window")).toMatchObject({ role: "mail-admin", durationMinutes: 15 });
    expect(stepCalled(d, "Open the window").substeps).toHaveLength(2);
    expect(stepCalled(d, "Install").commands.map((command) => command.text)).toEqual([
      "helm upgrade relay ./chart",
    ]);
    expect(d.phases[0]?.abortGates.map((gate) => gate.line)).toEqual([21]);
    expect(d.roles.find((role) => role.capability === "decider")?.name).toBe("Platform Lead");
  });

  it("reads a checkpoint between phases, times before titles, owners in brackets and arrows to results", () => {
    const d = fixture("numbered-headings");
    expect(d.decisionPoints.map((point) => [point.position, point.afterPhaseId, point.implied])).toEqual([
      ["intermediate", d.phases[0]?.id, false],
      ["final", d.phases[1]?.id, true],
    ]);
    const remove = d.phases[1]?.steps[0];
    expect(remove).toMatchObject({
      role: "mail-admin",
      durationMinutes: 5,
      notes: expect.arrayContaining(["02:15"]),
    });
    expect(d.phases[1]?.steps[1]?.expected).toEqual(["returns 200"]);
    expect(titles(d.rollback.phases[0])).toEqual(["Reinstall the old relay", "Open the queue"]);
  });

  it("rule 2 reads bold lines as headings where a document has no others", () => {
    const d = fixture("bold-headings");
    expect(d.phases.map((phase) => [phase.kind, phase.steps.length])).toEqual([
      ["preconditions", 2],
      ["execute", 2],
    ]);
    expect(stepCalled(d, "Upgrade").commands).toHaveLength(2);
    expect(d.rollback.phases[0]?.steps).toHaveLength(2);
  });

  it("imports a bare numbered list of imperatives", () => {
    const d = importText("1. Stop the app\n2. Run the migration\n3. Start the app\n");
    expect(titles(d.phases[0])).toEqual(["Stop the app", "Run the migration", "Start the app"]);
  });
});

describe("languages (rule 4)", () => {
  const kinds = (name: string) => {
    const d = fixture(name);
    return [...d.phases, ...d.rollback.phases].map((phase) => `${phase.kind}:${phase.steps.length}`);
  };

  it.each([
    ["german", ["preconditions:2", "execute:3", "verify:2", "rollback:2"]],
    ["spanish", ["preconditions:2", "execute:2", "verify:2", "rollback:1"]],
    ["french", ["preconditions:2", "execute:2", "rollback:2"]],
    ["chinese", ["preconditions:2", "execute:3", "verify:2", "rollback:2"]],
    ["japanese", ["preconditions:1", "execute:3", "rollback:1"]],
    ["korean-russian", ["preconditions:2", "execute:3", "verify:2", "rollback:1"]],
  ])("recognises the sections of the %s runbook", (name, expected) => {
    expect(kinds(name)).toEqual(expected);
  });

  it.each([
    ["german", "Einsatzleiter"],
    ["spanish", "Coordinador"],
    ["chinese", "指挥"],
    ["japanese", "責任者"],
  ])("rule 12 finds the decider of the %s runbook by what the role does", (name, role) => {
    expect(
      fixture(name)
        .roles.filter((each) => each.capability === "decider")
        .map((each) => each.name),
    ).toEqual([role]);
  });

  it("rule 9 reads expected results after labels of other languages", () => {
    expect(
      stepCalled(fixture("spanish"), "Desplegar la nueva versión con ./desplegar.sh 4.1").expected,
    ).toEqual(["versión 4.1 activa"]);
    expect(fixture("chinese").phases[1]?.steps[1]?.checks).toMatchObject([
      { left: "failures", op: "==", right: "0" },
    ]);
    expect(stepCalled(fixture("french"), "Migrer la base")).toMatchObject({
      expected: ["aucune erreur"],
      artifacts: ["migration.log"],
    });
  });

  it("rule 13 reads durations, rule 16 monitoring frequencies of other languages", () => {
    const d = fixture("japanese");
    expect(d.phases[1]?.steps[0]?.durationMinutes).toBe(5);
    expect(d.hypercare.checks).toMatchObject([{ everyMinutes: 10 }]);
  });
});
