import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { RunbookDefinition } from "./definition";
import type { EventType } from "./events";
import { evolve, fold } from "./evolve";
import { broken } from "./invariants.test-support";
import { randomMove } from "./random-moves.test-support";
import { LAST_NIGHT, richDefinition } from "./rich-definition.test-support";
import { bareDefinition, phase, point, sampleDefinition, step } from "./sample-definition.test-support";
import type { RunOutcome } from "./state";
import type { Draft } from "./test-run.test-support";
import { givenRun, type RunOptions } from "./testing";

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

interface Told {
  breaches: string[];
  /** Statuses, outcomes and types of events that were seen. */
  reached: Set<string>;
}

/** Plays one random run on frozen states and tells what was broken and how far it came. */
function play(wildness: number, numbers: [number, number][], options: RunOptions, told: Told): void {
  const run = givenRun(options);
  for (const [first, second] of numbers) {
    run.state = deepFreeze(run.state);
    let before = run.state;
    const seen = run.log.length;
    const [who, draft, facts] = randomMove(run, wildness, first, second);
    run.wait(second % 2).when(who, draft, { facts });
    for (const event of run.log.slice(seen)) {
      const after = evolve(before, event);
      const breach = broken(before, event, after);
      if (breach) told.breaches.push(`${breach} (${draft.type} by ${who})`);
      told.reached.add(event.type);
      before = after;
    }
    told.reached.add(run.state.outcome ?? run.state.status).add(run.state.status);
  }
  expect(fold(run.log)).toEqual(run.state);
}

const wildnesses = fc.constantFrom(2, 5, 12, 30);
const numbers = fc.array(fc.tuple(fc.nat(9999), fc.nat(9999)), {
  minLength: 200,
  maxLength: 200,
  size: "max",
});

const DEPTHS = ["hypercare", "rolling-back", "halted", "closed", "no-go"];

/** What only a runbook with everything in it brings about, and what takes a chain of moves of its own. */
const RARE: (EventType | RunOutcome)[] = [
  "complete",
  "rolled-back",
  "partially-rolled-back",
  "blocker",
  "CommandOfferLapsed",
  "CommandAssumed",
  "DeciderAppointed",
  "ResultVoided",
  "StepVerified",
  "AlternativeChosen",
  "StepsCarriedOver",
  "WaiverGranted",
  "WaiverDenied",
  "WaiverExpired",
  "AmendmentApplied",
  "AmendmentRejected",
  "T0Moved",
  "WindowExtensionRequested",
  "WindowExtended",
];

describe("any sequence of commands", () => {
  test.each<[string, () => RunbookDefinition, string[]]>([
    ["the sample", () => sampleDefinition(), [...DEPTHS, "complete", "rolled-back"]],
    ["three points", () => THREE_POINTS, DEPTHS],
    ["everything in it", richDefinition, [...DEPTHS, ...RARE]],
  ])(
    "R1.5 R2.1 R3.1 R4.1 R6.7 R10.4 L.16 L.18 keeps the invariants on %s",
    (_name, definition, depths) => {
      const told: Told = { breaches: [], reached: new Set() };
      const kinds = fc.constantFrom("rehearsal" as const, "production" as const);
      fc.assert(
        fc.property(wildnesses, kinds, numbers, (wildness, kind, sequence) => {
          const given = definition();
          const people = Object.fromEntries(given.roles.map((role) => [role.key, role.key]));
          // In production the decider approves as well, so that every pair of eyes is put to the test.
          const roles =
            "cab" in people ? { ...people, cab: kind === "production" ? "ic" : "scribe" } : people;
          play(wildness, sequence, { definition: given, kind, roles, continues: LAST_NIGHT }, told);
          expect(told.breaches).toEqual([]);
        }),
        { numRuns: 200, seed: 20261122, endOnFailure: true },
      );
      expect(depths.filter((depth) => !told.reached.has(depth))).toEqual([]);
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
    { type: "NameDeputy", payload: { personId: a, name: b } },
    { type: "SetVariables", payload: { variables: { [a]: b, ["__proto__"]: a } } },
    { type: "MoveT0", payload: { t0: a, reason: b } },
    { type: "ExtendWindow", payload: { end: a, reason: b } },
    { type: "SignOff", payload: { subject: `step:${a}`, statement: b } },
    { type: "CarryOver", payload: { stepIds: [a, b], reason: a } },
    { type: "Decide", payload: { verdict: "rollback", reason: a, phases: [a, b], drill: true } },
    { type: "RequestWaiver", payload: { stepId: a, evidence: b, ticket: a, reason: b, expiresAt: a } },
    { type: "VoidResult", payload: { stepId: a, reason: b } },
    { type: "ChooseAlternative", payload: { stepId: a, reason: b } },
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
        payload: { stepId, attempt: 1, note: null, exception: null, notComputed: [] },
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
