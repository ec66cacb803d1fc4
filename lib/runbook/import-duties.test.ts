import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { importText, stepCalled } from "./fixture.test-support";
import { grantedExceptions } from "./granted-exceptions";

const HERE = new URL("./fixtures/", import.meta.url);
const fixture = (name: string) => importText(readFileSync(new URL(`${name}.md`, HERE), "utf8"));
const policyOf = (line: string) =>
  importText(`# Runbook\n\n${line}\n\n## Deploy\n1. Run \`./deploy.sh\`\n`).policy;

describe("who verifies and who signs", () => {
  const d = fixture("second-person");

  it("rule 12 takes the verifier from its label, from brackets and from an annotation", () => {
    expect(stepCalled(d, "Move the balances").verifier).toBe("qa-lead");
    expect(stepCalled(d, "Post the openings (verified by: Auditor)").verifier).toBe("auditor");
    expect(stepCalled(d, "Count the accounts").verifier).toBeUndefined();
  });

  it("reports a role that nothing else in the text knows, and offers the one that it resembles", () => {
    const unknown = d.diagnostics.filter((each) => each.code === "unknown-role");
    expect(unknown.map((each) => [each.line, each.suggestion?.annotation ?? null])).toEqual([
      [23, null],
      [24, '<!-- hp: verifier="QA Lead" -->'],
    ]);
    expect(d.roles.map((role) => role.name)).toContain("Auditor");
  });

  it("rule 1 of the run: a rollback step names those who sign before it starts", () => {
    expect(stepCalled(d, "Restore the snapshot (requires approval of the DB Owner)").signOffs).toEqual([
      "db-owner",
      "lead",
    ]);
    expect(stepCalled(d, "Replay the journal").signOffs).toEqual(["db-owner", "qa-lead"]);
    expect(d.phases.flatMap((phase) => phase.steps).some((step) => step.signOffs !== undefined)).toBe(false);
  });

  it("takes the verifier from a column of a step table, and nobody from an empty one", () => {
    const table = importText(
      "# Runbook\n\n## Deploy\n| # | Task | Owner | Verified by |\n|---|---|---|---|\n| 1 | Load data | Ops | QA Lead |\n| 2 | Open traffic | Ops | |\n",
    );
    expect(stepCalled(table, "Load data")).toMatchObject({ role: "ops", verifier: "qa-lead" });
    expect(stepCalled(table, "Open traffic").verifier).toBeUndefined();
  });

  it("asks for the name where a signature is left blank", () => {
    const blank = importText("# Runbook\n\n## Deploy\n1. Load data\n   - Verified by: ____\n");
    expect(stepCalled(blank, "Load data").verifier).toBeUndefined();
    expect(stepCalled(blank, "Load data").fields).toMatchObject([{ name: "Verified by" }]);
  });
});

describe("alternatives", () => {
  const d = fixture("second-person");

  it("rule 5 reads a list under 'choose one' and neighbouring options as alternatives", () => {
    const keys = d.rollback.phases.map((phase) => phase.steps.map((step) => step.alternative ?? null));
    expect(keys).toEqual([
      ["rollback-choice", "rollback-choice"],
      ["post-rollback-choice", "post-rollback-choice", null],
    ]);
  });

  it("keeps an author's key, and reports one that stands alone", () => {
    const own = importText(
      "# Runbook\n\n## Deploy\n- [ ] Blue first <!-- hp: alternative=colour -->\n- [ ] Green first <!-- hp: alternative=colour -->\n- [ ] Red first <!-- hp: alternative=color -->\n",
    );
    expect(own.phases[0]?.steps.map((step) => step.alternative)).toEqual(["colour", "colour", "color"]);
    expect(
      own.diagnostics.filter((each) => each.code === "lone-alternative").map((each) => each.line),
    ).toEqual([6]);
  });

  it("makes no choice of steps that merely mention one", () => {
    const plain = importText(
      "# Runbook\n\n## Deploy\n\nRestart one of the nodes at a time:\n\n1. Stop node 1\n2. Start it\n",
    );
    expect(plain.phases[0]?.steps.every((step) => step.alternative === undefined)).toBe(true);
  });

  it("reads German, French and Chinese", () => {
    const languages = fixture("choices-languages");
    expect(
      languages.phases
        .slice(1, 4)
        .map((phase) => phase.steps.map((step) => (step.alternative ?? null) !== null)),
    ).toEqual([
      [true, true, false],
      [true, true, false],
      [true, true, false],
    ]);
    const keys = languages.phases.flatMap((phase) => phase.steps.map((step) => step.alternative ?? null));
    expect(new Set(keys.filter((key) => key !== null)).size).toBe(3);
  });
});

describe("exceptions that the text grants", () => {
  const d = fixture("second-person");

  it("rule 9 takes them from brackets and from 'except', and from annotations", () => {
    expect(stepCalled(d, "Check the totals").exceptions).toEqual([
      "cents may differ, acceptable if below 1.00",
      "legacy accounts",
    ]);
    expect(stepCalled(d, "Count the accounts").exceptions).toEqual([
      "test tenants",
      "closed accounts",
      "frozen ones",
    ]);
  });

  it("grants nothing where the text forbids, or asks for a waiver", () => {
    for (const step of d.phases.find((phase) => phase.kind === "verify")?.steps ?? [])
      expect(step.exceptions).toBeUndefined();
    expect(grantedExceptions("All tests pass (no exceptions)", true)).toEqual([]);
    expect(grantedExceptions("NullPointerException appears nowhere", true)).toEqual([]);
  });

  it("shares one with the other checks that its abbreviation names", () => {
    const shared = importText(
      "# Runbook\n\n## Preflight (read-only)\n\n```bash\n./structure.sh\n./all_fks.sh\n./list.sh\n```\n\nExpected:\n\n- structure as before (FK renames allowed if the columns agree)\n",
    );
    expect(shared.phases[0]?.steps.map((step) => step.exceptions?.length ?? 0)).toEqual([1, 1, 0]);
  });

  it("gives none to a step that knows no exceptions", () => {
    const strict = importText(
      "# Runbook\n\n## Canary\n- [ ] Deposit works (delays allowed if short) <!-- hp: no-exceptions -->\n- [ ] Logs are clean\n",
    );
    expect(strict.phases[0]?.steps[0]?.exceptions).toBeUndefined();
  });

  it("reads German, French and Chinese", () => {
    const languages = fixture("choices-languages");
    expect(stepCalled(languages, "Summen prüfen")).toMatchObject({
      verifier: "revision",
      exceptions: ["Rundung zulässig, wenn unter 1 Cent"],
    });
    expect(stepCalled(languages, "Relire les journaux")).toMatchObject({
      verifier: "exploitation",
      exceptions: ["celles du banc d'essai"],
    });
    expect(stepCalled(languages, "核对数据")).toMatchObject({
      verifier: "数据组",
      exceptions: ["时间戳可接受，如果相差小于1秒"],
    });
  });
});

describe("attestations of a time", () => {
  const d = fixture("second-person");

  it("marks window, freeze, age and dated approval, and what the author marks", () => {
    expect(d.phases[0]?.steps.map((step) => step.timeBound ?? false)).toEqual([
      ...[true, true, true, false, false, true, true],
    ]);
    const languages = fixture("choices-languages");
    expect(languages.phases[0]?.steps.map((step) => step.timeBound)).toEqual([true, true]);
  });

  it("offers the mark where the words do not settle it", () => {
    expect(d.diagnostics.filter((each) => each.code === "time-bound-suggested")).toMatchObject([
      { line: 14, suggestion: { line: 14, annotation: "<!-- hp: time-bound -->" } },
    ]);
  });

  it("marks no step that does something", () => {
    const acting = importText(
      "# Runbook\n\n## Preparation\n1. Enable PITR: `az postgres update --pitr`\n2. Maintenance window confirmed\n",
    );
    expect(acting.phases[0]?.steps.map((step) => step.timeBound ?? false)).toEqual([false, true]);
  });
});

describe("checks that are computed", () => {
  const d = fixture("paired-counts");

  it("rule 14 pairs the blanks of source and target within the tolerance of the text", () => {
    expect(stepCalled(d, "Compare the row counts")).toMatchObject({
      fields: [{ type: "number" }, { type: "number" }],
      checks: [
        { left: "mismatch", op: "<=", right: "0.2 %", pair: { left: "Source rows", right: "Target rows" } },
      ],
    });
    const step = d.phases[0]?.steps[1];
    expect(step?.checks).toMatchObject([{ op: "<=", right: "0 %", pair: {} }]);
    expect(stepCalled(d, "Note the sizes").checks).toEqual([]);
  });

  it("rule 14 gives each row of a table to fill in its two numbers", () => {
    const step = d.phases[0]?.steps[3];
    expect(step?.fields.map((field) => [field.name, field.type])).toEqual([
      ["invoices rows (source)", "number"],
      ["invoices rows (target)", "number"],
      ["payments rows (source)", "number"],
      ["payments rows (target)", "number"],
    ]);
    expect(step?.checks.map((check) => [check.left, check.op, check.right])).toEqual([
      ["invoices mismatch", "<=", "0.5 %"],
      ["payments mismatch", "<=", "0.5 %"],
    ]);
    expect(d.phases[0]?.steps[4]?.checks.map((check) => check.left)).toEqual([
      "kunden mismatch",
      "konten mismatch",
    ]);
  });

  it("rule 9 reads the value that must come out from a step's own words", () => {
    const checks = d.phases[1]?.steps.slice(0, 4).map((step) => step.checks[0]);
    expect(checks).toMatchObject([
      { left: "Ledger head", op: "==", right: "0123abcd4567" },
      { left: "number of heads", op: "==", right: "1" },
      { left: "failures", op: "==", right: "0" },
      { left: "App", op: "==", right: "v4.2.1" },
    ]);
  });

  it("rule 9 reads it from the comment, the filter or the names of what a command prints", () => {
    const checks = (d.phases[1]?.steps ?? []).flatMap((step) =>
      step.checks.filter((check) => check.command !== undefined).map((check) => [check.left, check.right]),
    );
    expect(checks).toEqual([
      ["errors", "0"],
      ["ready", "true"],
      ["lag", "0"],
      ["mode", "open"],
    ]);
  });
});

describe("policy", () => {
  it.each([
    ["A rehearsal is required before production.", "required"],
    ["Never start without a successful rehearsal.", "required"],
    ["Basis: rehearsal PASS on the copy.", "recommended"],
    ["The rehearsal room is on floor 3.", "none"],
  ])("reads from '%s' that a rehearsal is %s", (line, rehearsal) => {
    expect(policyOf(line).rehearsal).toBe(rehearsal);
  });

  it("reads how many must approve, one unless a sentence says more", () => {
    expect(policyOf("This change requires two approvals.").approvals).toBe(2);
    expect(policyOf("At least 3 independent approvers.").approvals).toBe(3);
    expect(policyOf("Approved by the board.").approvals).toBe(1);
  });
});
