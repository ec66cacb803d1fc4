import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { RunbookDefinition } from "./definition";
import type { RunEvent } from "./events";
import { evolve, fold } from "./evolve";
import { randomMove } from "./random-moves.test-support";
import { bareDefinition, phase, point, sampleDefinition, step } from "./sample-definition.test-support";
import type { RunState } from "./state";
import type { StepState } from "./step-state";
import type { Draft } from "./test-run.test-support";
import { givenRun } from "./testing";

/** Freezes what is new; what is shared with an earlier state is frozen already. */
function deepFreeze<T>(value: T): T {
  if (typeof value !== "object" || value === null || Object.isFrozen(value)) return value;
  Object.freeze(value);
  for (const inner of Object.values(value)) deepFreeze(inner);
  return value;
}

/** A runbook with an intermediate point between its phases, and a canary before the end. */
const THREE_POINTS = bareDefinition({
  phases: [
    phase("pre", "preconditions", [step("pin")]),
    phase("one", "execute", [step("a", { mutating: true }), step("b")]),
    phase("two", "execute", [step("c", { mutating: true }), step("d", { role: "dba" })], { ordered: false }),
    phase("look", "verify", [step("canary", { noExceptions: true })]),
    phase("open", "execute", [step("traffic", { mutating: true })]),
  ],
  decisionPoints: [
    point("start", { position: "start", afterPhaseId: "pre" }),
    point("half", { afterPhaseId: "one" }),
    point("final", { position: "final", final: true, afterPhaseId: "look" }),
  ],
  rollback: { triggers: [], clockMinutes: 5, phases: [phase("back", "rollback", [step("undo")])] },
});

const MAIN = ["preconditions", "prepare", "execute", "verify", "decide"];
const isDone = (each: StepState) => ["passed", "warned", "not-applicable"].includes(each.status);
const holds = (each: StepState) => isDone(each) && (each.status !== "warned" || each.warnAccepted);

/** What must have been true for this step to start, told anew and without the engine's own helpers. */
function startedFairly(before: RunState, stepId: string): string | null {
  const index = before.phases.findIndex((each) => each.steps.some((s) => s.id === stepId));
  const at = before.phases[index];
  const position = at?.steps.findIndex((each) => each.id === stepId) ?? -1;
  const target = at?.steps[position];
  if (!at || !target) return "unknown step";
  if (before.status === "planned" || before.status === "held" || before.status === "closed")
    return `start while ${before.status}`;
  if (before.status === "halted" && at.kind !== "containment") return "start in a halt";
  if (at.ordered && !at.steps.slice(0, position).every(isDone)) return "skipped a step";
  if (!MAIN.includes(at.kind) || at.kind === "preconditions") return null;
  if (before.status !== "running") return `main line while ${before.status}`;
  const earlier = before.phases
    .slice(0, index)
    .filter((each) => MAIN.includes(each.kind) && each.kind !== "preconditions");
  if (!earlier.every((each) => each.steps.every(isDone))) return "skipped a phase";
  const half = before.decisionPoints.find((each) => each.position === "intermediate");
  const reached = before.phases.findIndex((each) => each.id === half?.afterPhaseId);
  if (half && half.verdict !== "go" && index > reached) return "passed a hold point";
  if (!target.mutating) return null;
  const gates = before.phases.filter((each) => each.kind === "preconditions").flatMap((each) => each.steps);
  if (!gates.every(holds)) return "mutated before the preconditions held";
  const needed = before.requiredEvidence.filter((each) => each.requiredBefore === "execution");
  if (!needed.every((each) => before.evidence.some((item) => item.name === each.name)))
    return "mutated without evidence";
  const opened = before.decisionPoints.find((each) => each.position === "start");
  return opened && opened.verdict !== "go" ? "mutated before GO at the start" : null;
}

function wentFairly(before: RunState, pointId: string | null): string | null {
  const at = before.decisionPoints.find((each) => each.id === pointId);
  const steps = before.phases.flatMap((each) => each.steps);
  if (!at || at.verdict !== null) return "decided twice, or nothing";
  if (before.status !== "running") return `GO while ${before.status}`;
  if (before.clocks.length > 0) return "GO against R6";
  if (steps.some((each) => each.noExceptions && each.status === "failed")) return "GO against R4";
  const last = before.phases.findIndex((each) => each.id === at.afterPhaseId);
  const judged = before.phases.slice(0, last + 1).filter((each) => MAIN.includes(each.kind));
  if (!judged.every((each) => each.steps.every(isDone))) return "GO before its phases were complete";
  const gates = before.phases.filter((each) => each.kind === "preconditions").flatMap((each) => each.steps);
  if (!gates.every(holds)) return "GO against R3";
  const proofs = at.criteria.flatMap((each) => steps.find((s) => s.id === each.stepId) ?? []);
  return proofs.every(holds) ? null : "GO against a criterion";
}

function passedFairly(before: RunState, stepId: string): string | null {
  const target = before.phases.flatMap((each) => each.steps).find((each) => each.id === stepId);
  if (target?.status !== "running") return "PASS of a step that does not run";
  if (target.fieldDefinitions.some((each) => each.required && !target.fields[each.name]))
    return "PASS with an empty blank";
  if (target.substeps.some((each) => each.result !== "pass")) return "PASS over a sub-step";
  const missing = target.artifacts.filter((name) => !before.evidence.some((item) => item.name === name));
  return missing.length > 0 ? "PASS without its artifact" : null;
}

const LIVE = ["running", "held", "halted", "rolling-back", "hypercare", "concluding"];

/** The rule that an event broke, in words; null where it broke none. */
function broken(before: RunState, event: RunEvent, after: RunState): string | null {
  if (before.status === "closed") return "an event after closing";
  const deciders = after.roles.filter((role) => role.capability === "decider");
  if (LIVE.includes(after.status) && (deciders.length !== 1 || !deciders[0]?.holder))
    return "not exactly one decider";
  for (const each of before.phases.flatMap((p) => p.steps)) {
    if (!each.noExceptions || each.status !== "failed") continue;
    const now = after.phases.flatMap((p) => p.steps).find((s) => s.id === each.id);
    if (now?.status !== "failed") return "a no-exceptions FAIL was lifted";
  }
  if (event.type === "StepStarted") return startedFairly(before, event.payload.stepId);
  if (event.type === "StepPassed") return passedFairly(before, event.payload.stepId);
  if (event.type !== "Decided") return null;
  const by = event.actor.kind === "person" ? event.actor.personId : "";
  if (before.roles.find((role) => role.capability === "decider")?.holder?.personId !== by)
    return "decided by another";
  return event.payload.verdict === "go" ? wentFairly(before, event.payload.decisionPointId) : null;
}

interface Told {
  breaches: string[];
  reached: Set<string>;
}

/** Plays one random run on frozen states and tells what was broken and how far it came. */
function play(
  wildness: number,
  numbers: [number, number][],
  definition: RunbookDefinition,
  told: Told,
): void {
  const run = givenRun({ definition });
  for (const [first, second] of numbers) {
    run.state = deepFreeze(run.state);
    let before = run.state;
    const seen = run.log.length;
    const [who, draft] = randomMove(run, wildness, first, second);
    run.wait(second % 2).when(who, draft);
    for (const event of run.log.slice(seen)) {
      const after = evolve(before, event);
      const breach = broken(before, event, after);
      if (breach) told.breaches.push(`${breach} (${draft.type} by ${who})`);
      before = after;
    }
    told.reached.add(run.state.outcome ?? run.state.status).add(run.state.status);
  }
  expect(fold(run.log)).toEqual(run.state);
}

const wildnesses = fc.constantFrom(2, 5, 12, 30);
const numbers = fc.array(fc.tuple(fc.nat(9999), fc.nat(9999)), {
  minLength: 60,
  maxLength: 200,
  size: "max",
});

describe("any sequence of commands", () => {
  test.each([
    [
      "the sample",
      () => sampleDefinition(),
      ["hypercare", "rolling-back", "halted", "closed", "complete", "rolled-back", "no-go"],
    ],
    ["three points", () => THREE_POINTS, ["hypercare", "rolling-back", "halted", "closed", "no-go"]],
  ])(
    "R1.5 R2.1 R3.1 R4.1 R6.7 R10.4 L.16 L.18 keeps the invariants on %s",
    (_name, definition, depths) => {
      const told: Told = { breaches: [], reached: new Set() };
      fc.assert(
        fc.property(wildnesses, numbers, (wildness, sequence) => {
          play(wildness, sequence, definition(), told);
          expect(told.breaches).toEqual([]);
        }),
        { numRuns: 200, seed: 20261122, endOnFailure: true },
      );
      expect([...told.reached]).toEqual(expect.arrayContaining(depths));
    },
    60_000,
  );
});

describe("hostile values", () => {
  const odd = fc.oneof(
    fc.constantFrom("__proto__", "constructor", "toString", "resume", "", " ", "go-live", "pin", "payouts"),
    fc.string({ unit: "binary", maxLength: 30 }),
  );
  const values = fc.record({ a: odd, b: odd, number: fc.oneof(fc.integer(), fc.double()) });

  const withValues = (a: string, b: string, number: number): Draft[] => [
    { type: "PassStep", payload: { stepId: a, note: b, fields: { [b]: a, ["__proto__"]: b } } },
    { type: "RecordField", payload: { stepId: "snapshot", name: a, value: b } },
    { type: "RecordSubstep", payload: { stepId: "money-loop", substepId: a, result: "pass" } },
    { type: "AttachEvidence", payload: { name: a, stepId: b, location: a, sha256: b, size: number } },
    { type: "CastVote", payload: { pollId: a, answer: "no-go", reason: b, role: a } },
    { type: "Decide", payload: { verdict: "go", reason: a, decisionPointId: b, pollId: a, triggerId: b } },
    { type: "Decide", payload: { verdict: "continue", reason: a, triggerId: b } },
    { type: "ReportAbort", payload: { gateId: a, text: b } },
    { type: "ClassifyBlocker", payload: { classification: a, rootCause: b } },
    { type: "SignOff", payload: { subject: a, statement: b } },
    { type: "ObserveTrigger", payload: { triggerId: a, text: b } },
    { type: "LogEntry", payload: { text: a, occurredAt: b } },
    { type: "CorrectEntry", payload: { entrySeq: number, text: a } },
    { type: "SignFinalRecord", payload: { fields: { [a]: b } } },
    { type: "AssignRole", payload: { role: a, personId: b, name: a } },
    { type: "OfferCommand", payload: { personId: a, name: b } },
  ];

  test("L.18 decide answers every value, and a refusal changes nothing", () => {
    fc.assert(
      fc.property(values, ({ a, b, number }) => {
        const run = givenRun().given("ic", { type: "StartRun", payload: {} });
        for (const draft of withValues(a, b, number)) {
          const before = run.state;
          const { decision } = run.when("ic", draft, { expectedSeq: number });
          if (!decision.ok) expect(run.state).toBe(before);
          expect(decision.ok || decision.rejection.message.length > 0).toBe(true);
        }
        expect(fold(run.log)).toEqual(run.state);
      }),
      { numRuns: 200, seed: 7 },
    );
  }, 60_000);
});

describe("folding", () => {
  const many = Array.from({ length: 10 }, (_, p) =>
    phase(
      `p${p}`,
      "execute",
      Array.from({ length: 50 }, (_s, s) => step(`p${p}-s${s}`)),
      { ordered: false },
    ),
  );

  test("T.10 ten thousand events of five hundred steps fold in well under a second", () => {
    const run = givenRun({ definition: bareDefinition({ phases: many }) }).given("ic", {
      type: "StartRun",
      payload: {},
    });
    const template = run.log.at(-1);
    if (!template) throw new Error("a started run has events");
    const log = [...run.log];
    for (let n = 0; log.length < 10_000; n += 1) {
      const stepId = `p${Math.floor(n / 50) % 10}-s${n % 50}`;
      const stamp = { ...template, seq: log.length + 1 };
      log.push({ ...stamp, type: "StepStarted", payload: { stepId, attempt: 1, note: null } });
      log.push({
        ...stamp,
        seq: stamp.seq + 1,
        type: "StepPassed",
        payload: { stepId, attempt: 1, note: null, exception: null },
      });
    }
    const times = [1, 2, 3].map(() => {
      const begun = performance.now();
      expect(fold(log).phases.every((each) => each.status === "complete")).toBe(true);
      return performance.now() - begun;
    });
    expect(Math.min(...times)).toBeLessThan(1000);
  }, 60_000);

  test("L.16 an event shares what it does not touch", () => {
    const run = givenRun().given("ic", { type: "StartRun", payload: {} });
    const before = run.state;
    run.given("deployer", { type: "StartStep", payload: { stepId: "pin" } });
    expect(run.state.phases[1]).toBe(before.phases[1]);
    expect(run.state.phases[0]?.steps[1]).toBe(before.phases[0]?.steps[1]);
    expect(run.state.roles).toBe(before.roles);
  });
});
