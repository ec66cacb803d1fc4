import { describe, expect, it } from "vitest";
import type {
  CommandDefinition,
  PhaseDefinition,
  RunbookDefinition,
  StepDefinition,
} from "../run/definition";
import type { ExpectedImport } from "./expected-import.test-support";
import { precision, recall } from "./match-items.test-support";
import { measureImport } from "./measure-import.test-support";
import { addMeasures, measureTable, worstDocuments } from "./measure-table.test-support";

const command = (line: number, text: string, copyable?: boolean): CommandDefinition => ({
  language: "bash",
  text,
  line,
  ...(copyable === undefined ? {} : { copyable }),
});

function step(line: number, title: string, more: Partial<StepDefinition> = {}): StepDefinition {
  return {
    id: `step-${line}`,
    title,
    kind: "action",
    role: null,
    commands: [],
    expected: [],
    fields: [],
    artifacts: [],
    substeps: [],
    mutating: false,
    critical: false,
    noExceptions: false,
    optional: false,
    condition: null,
    after: [],
    stream: null,
    durationMinutes: null,
    checks: [],
    line,
    ...more,
  };
}

function phase(line: number, title: string, steps: StepDefinition[]): PhaseDefinition {
  return {
    id: `phase-${line}`,
    title,
    kind: "execute",
    label: null,
    offset: null,
    durationMinutes: null,
    ordered: true,
    optional: false,
    steps,
    abortGates: [],
    line,
  };
}

function definition(phases: PhaseDefinition[], more: Partial<RunbookDefinition> = {}): RunbookDefinition {
  return {
    title: "A move",
    sha256: "0".repeat(64),
    metadata: {},
    roles: [],
    phases,
    decisionPoints: [],
    rollback: { triggers: [], clockMinutes: 5, phases: [] },
    exitCodes: [],
    policy: { approvals: 1, rehearsal: "none", productionForbidden: false, environments: [] },
    communications: { templates: [], cadence: [], channels: [] },
    hypercare: { checks: [], schedule: [], focus: [] },
    evidence: [],
    taxonomy: [],
    finalRecord: [],
    completion: [],
    contacts: [],
    variables: [],
    prose: [],
    lines: { total: 0, placed: 0, prose: 0, blank: 0 },
    diagnostics: [],
    ...more,
  };
}

const WANT: ExpectedImport = {
  runbook: true,
  phases: [{ line: 3, title: "Move", kind: ["execute"] }],
  steps: [
    { line: 4, title: "Stop the queue", phase: 0, owner: "DBA" },
    { line: 6, title: "Start the queue", phase: 0 },
  ],
  commands: [{ line: 5, step: 4, text: "queue stop" }],
  roles: ["DBA"],
  gates: [],
  triggers: [],
  artifacts: [],
  decisionPoints: [],
};

const dba = { key: "dba", name: "DBA", capability: "operator" } as const;
const stop = step(4, "Stop the queue", { role: "dba", commands: [command(5, "queue stop --now")] });
const start = step(6, "Start the queue");
const right = definition([phase(3, "Move", [stop, start])], { roles: [dba] });

const numbers = (d: RunbookDefinition, want: ExpectedImport, kind: string) => {
  const score = measureImport(d, want)[kind];
  return score && { precision: precision(score), recall: recall(score) };
};

describe("the measure of an import", () => {
  it("gives every kind a full score when all that is expected is found and nothing else", () => {
    for (const score of Object.values(measureImport(right, WANT)))
      expect(score).toMatchObject({
        misses: [],
        inventions: [],
        matched: score.expected,
        found: score.expected,
      });
  });

  it("lowers the recall, and only it, by a missed step", () => {
    const d = definition([phase(3, "Move", [stop])], { roles: [dba] });
    expect(numbers(d, WANT, "steps")).toEqual({ precision: 1, recall: 0.5 });
    expect(measureImport(d, WANT).steps?.misses).toEqual(["6 Start the queue"]);
  });

  it("lowers the precision, and only it, by an invented step, and by one that is found twice", () => {
    const invented = definition([phase(3, "Move", [stop, start, step(9, "A remark")])], { roles: [dba] });
    expect(numbers(invented, WANT, "steps")).toEqual({ precision: 2 / 3, recall: 1 });
    const doubled = definition([phase(3, "Move", [stop, start, start])], { roles: [dba] });
    expect(numbers(doubled, WANT, "steps")).toEqual({ precision: 2 / 3, recall: 1 });
  });

  it("counts a step with the right line and another title as a miss and an invention", () => {
    const d = definition([phase(3, "Move", [stop, step(6, "Somebody's coffee")])], { roles: [dba] });
    expect(numbers(d, WANT, "steps")).toEqual({ precision: 0.5, recall: 0.5 });
  });

  it("neither rewards nor punishes an optional step", () => {
    const want = {
      ...WANT,
      steps: [...WANT.steps, { line: 9, title: "A remark", phase: 0, optional: true }],
    };
    const withIt = definition([phase(3, "Move", [stop, start, step(9, "A remark")])], { roles: [dba] });
    expect(measureImport(withIt, want).steps).toMatchObject({ found: 2, expected: 2, matched: 2 });
    expect(measureImport(right, want).steps).toMatchObject({ found: 2, expected: 2, matched: 2 });
  });

  it("sees a step in a wrong phase, a wrong owner and a wrong kind of phase", () => {
    const moved = definition([phase(3, "Move", [stop]), phase(8, "Later", [start])], { roles: [dba] });
    expect(numbers(moved, WANT, "steps in phase")).toEqual({ precision: 0.5, recall: 0.5 });
    const unowned = definition([phase(3, "Move", [step(4, "Stop the queue"), start])]);
    expect(numbers(unowned, WANT, "owners")).toEqual({ precision: 1, recall: 0 });
    const want = { ...WANT, phases: [{ line: 3, title: "Move", kind: ["verify", "decide"] }] };
    expect(numbers(right, want, "phase kinds")).toEqual({ precision: 0, recall: 0 });
  });

  it("knows a phase without a heading by the steps that it holds", () => {
    const want = { ...WANT, phases: [{ line: null, title: null, kind: ["execute"] }] };
    expect(numbers(right, want, "phases")).toEqual({ precision: 1, recall: 1 });
    expect(numbers(definition([phase(3, "Move", [step(9, "Other")])]), want, "phases")).toEqual({
      precision: 0,
      recall: 0,
    });
  });

  it("takes one block for several expected commands, and no command of another step", () => {
    const want = { ...WANT, commands: [...WANT.commands, { line: 6, step: 4, text: "queue flush" }] };
    const block = step(4, "Stop the queue", { commands: [command(5, "queue stop\nqueue flush")] });
    expect(numbers(definition([phase(3, "Move", [block])]), want, "commands")).toEqual({
      precision: 1,
      recall: 1,
    });
    const elsewhere = step(6, "Start the queue", { commands: [command(5, "queue stop")] });
    expect(numbers(definition([phase(3, "Move", [elsewhere])]), WANT, "commands")).toEqual({
      precision: 0,
      recall: 0,
    });
  });

  it("counts a copyable forbidden command and a command that swallows output as inventions", () => {
    const want = { ...WANT, forbidden: ["queue purge"], notCommands: [6] };
    const purge = (copyable: boolean) =>
      step(4, "Stop the queue", {
        commands: [command(5, "queue stop"), command(7, "queue purge", copyable)],
      });
    expect(numbers(definition([phase(3, "Move", [purge(true)])]), want, "commands")?.precision).toBe(0.5);
    expect(numbers(definition([phase(3, "Move", [purge(false)])]), want, "commands")?.precision).toBe(1);
    const swallowed = step(4, "Stop the queue", { commands: [command(5, "queue stop\n3 messages left")] });
    expect(numbers(definition([phase(3, "Move", [swallowed])]), want, "commands")?.precision).toBe(0.5);
  });

  it("finds gates by line, takes any line of a range once, and reports a gate outside as invented", () => {
    const gate = (line: number) => ({ id: `gate-${line}`, text: "Stop", conditions: [], line });
    const gated = (...lines: number[]) =>
      definition([{ ...phase(3, "Move", [stop, start]), abortGates: lines.map(gate) }]);
    const want: ExpectedImport = { ...WANT, gates: [[10, 12]] };
    expect(numbers(gated(10, 11, 12), want, "gates")).toEqual({ precision: 1, recall: 1 });
    expect(numbers(gated(10, 20), want, "gates")).toEqual({ precision: 0.5, recall: 1 });
    expect(numbers(gated(20), want, "gates")).toEqual({ precision: 0, recall: 0 });
  });

  it("lets the default roles stand beside the named ones, and no other", () => {
    const role = (name: string) => ({ key: name, name, capability: "operator" }) as const;
    const d = definition(right.phases, { roles: [dba, role("Scribe"), role("Table")] });
    expect(numbers(d, WANT, "roles")).toEqual({ precision: 0.5, recall: 1 });
  });

  it("knows an artifact by its file name, however often it is named", () => {
    const evidence = (name: string) => ({
      name,
      kind: "upload" as const,
      requiredBefore: null,
      stepIds: [],
      line: 1,
    });
    const d = definition(right.phases, { evidence: [evidence("..\\tmp\\a.log"), evidence("tmp/a.log")] });
    const want = { ...WANT, artifacts: ["a.log", "b.log"] };
    expect(numbers(d, want, "artifacts")).toEqual({ precision: 1, recall: 0.5 });
  });

  it("measures fields, expected results and checks where a document's expectation lists them", () => {
    const d = definition([
      phase(3, "Move", [
        step(4, "Stop the queue", {
          fields: [
            { name: "Ticket", type: "text", required: true },
            { name: "Result", type: "outcome", required: true },
          ],
          expected: ["queue is stopped"],
          checks: [{ left: "depth", op: "==", right: "0" }],
        }),
      ]),
    ]);
    expect(measureImport(d, WANT)).not.toHaveProperty("fields");
    const want: ExpectedImport = {
      ...WANT,
      fields: [{ step: 4, text: "ticket" }],
      expected: [],
      checks: [{ step: 4, op: "==", right: "1" }],
    };
    expect(numbers(d, want, "fields")).toEqual({ precision: 1, recall: 1 });
    expect(numbers(d, want, "expected")).toEqual({ precision: 0, recall: 1 });
    expect(numbers(d, want, "checks")).toEqual({ precision: 0, recall: 0 });
  });

  it("measures times, the title, the clock and what a trigger asks for where the expectation lists them", () => {
    const trigger = {
      id: "t",
      text: "5xx",
      severity: null,
      action: "monitor",
      actionText: null,
      line: 8,
    } as const;
    const timed = step(4, "Stop the queue", { durationMinutes: 5 });
    const d = definition([{ ...phase(3, "Move", [timed, start]), offset: -30 }], {
      rollback: { triggers: [trigger], clockMinutes: 5, phases: [] },
    });
    const want: ExpectedImport = {
      ...WANT,
      phases: [{ line: 3, title: "Move", kind: ["execute"], offset: 30 }],
      steps: [
        { line: 4, title: "Stop the queue", phase: 0 },
        { line: 6, title: "Start the queue", phase: 0, minutes: 10 },
      ],
      triggers: [8],
      title: "Another move",
      clockMinutes: 5,
      impliedDecision: true,
      triggerActions: [{ line: 8, action: "rollback" }],
    };
    expect(numbers(d, want, "offsets")).toEqual({ precision: 0, recall: 0 });
    expect(numbers(d, want, "durations")).toEqual({ precision: 0, recall: 0 });
    expect(numbers(d, want, "title")).toEqual({ precision: 0, recall: 0 });
    expect(numbers(d, want, "decision clock")).toEqual({ precision: 1, recall: 1 });
    expect(numbers(d, want, "implied go-live")).toEqual({ precision: 1, recall: 0 });
    expect(numbers(d, want, "trigger actions")).toEqual({ precision: 0, recall: 0 });
    expect(numbers(d, want, "triggers")).toEqual({ precision: 1, recall: 1 });
  });
});

describe("the table of the measure", () => {
  it("sums documents and names the one with the most faults first", () => {
    const miss = measureImport(definition([phase(3, "Move", [stop])], { roles: [dba] }), WANT);
    const empty = measureImport(definition([]), WANT);
    const total = addMeasures([miss, empty]);
    expect(total.steps).toMatchObject({ found: 1, expected: 4, matched: 1 });
    expect(measureTable(total)).toMatch(/steps +1 +4 +1 +1\.000 +0\.250/);
    const worst = worstDocuments(new Map(Object.entries({ miss, empty })));
    expect(worst.indexOf("empty")).toBeLessThan(worst.indexOf("miss:"));
    expect(worst).toContain("-[6 Start the queue]");
  });
});
