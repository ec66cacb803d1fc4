import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { compareDefinitions } from "./compare-definitions";
import type { PhaseKind, RunbookDefinition } from "./definition";
import { evolve } from "./evolve";
import { bareDefinition, phase, point, step } from "./sample-definition.test-support";
import type { RunState } from "./state";
import { givenStarted } from "./testing";

const KINDS: readonly PhaseKind[] = [
  "preconditions",
  "prepare",
  "execute",
  "verify",
  "containment",
  "rollback",
  "post-rollback",
  "hypercare",
];

const word = fc.constantFrom("copy", "check", "stop", "start", "count", "move");

interface Drawn {
  title: string;
  kind: PhaseKind;
  steps: { name: string; command: string | null; mutating: boolean }[];
}

const drawnStep = fc.record({
  name: fc.tuple(word, word).map((words) => words.join(" ")),
  command: fc.option(word),
  mutating: fc.boolean(),
});

const drawnPhases: fc.Arbitrary<Drawn[]> = fc.array(
  fc.record({ title: word, kind: fc.constantFrom(...KINDS), steps: fc.array(drawnStep, { maxLength: 5 }) }),
  { maxLength: 5 },
);

/** Ids as the importer gives them: from the titles, the second of a kind with a number behind it. */
function definitionOf(drawn: Drawn[], sha256: string): RunbookDefinition {
  const used = new Map<string, number>();
  const issue = (wanted: string) => {
    const id = wanted.replaceAll(" ", "-");
    const count = (used.get(id) ?? 0) + 1;
    used.set(id, count);
    return count === 1 ? id : `${id}_${count}`;
  };
  const phases = drawn.map(({ title, kind, steps }) => {
    const made = steps.map(({ name, command, mutating }) => {
      const commands = command === null ? [] : [{ language: "bash", text: `./${command}.sh`, line: 1 }];
      return step(issue(`${title}-${name}`), { title: name, commands, mutating });
    });
    return phase(issue(`phase ${title}`), kind, made);
  });
  return bareDefinition({
    sha256,
    phases,
    decisionPoints: [point("end", { final: true, position: "final" })],
  });
}

/** The state with some of its steps done, as if it had come so far by itself. */
function withResults(state: RunState, done: boolean[]): RunState {
  let index = 0;
  const phases = state.phases.map((each) => ({
    ...each,
    steps: each.steps.map((one) => {
      index += 1;
      return done[index % done.length] ? { ...one, status: "passed" as const, reason: one.id } : one;
    }),
  }));
  return { ...state, phases };
}

const resultsOf = (state: RunState) =>
  state.phases.flatMap((each) =>
    each.steps.flatMap(({ status, reason }) => (status === "passed" ? [reason] : [])),
  );

function amendedTo(state: RunState, definition: RunbookDefinition, amendmentId: string): RunState {
  const shape = { version: 1, actor: { kind: "system" as const }, role: null };
  const at = { occurredAt: "2026-11-22T01:00:00.000Z", recordedAt: "2026-11-22T01:00:00.000Z" };
  const { sha256 } = definition;
  const about = { amendmentId, runbookVersion: 2, sha256 };
  const proposed = evolve(state, {
    ...{ ...shape, ...at, seq: state.seq + 1, type: "AmendmentProposed" },
    payload: { ...about, reason: "any", changes: [], large: false, stepIds: [] },
  });
  const seq = proposed.seq + 1;
  return evolve(proposed, {
    ...{ ...shape, ...at, seq, type: "AmendmentApplied" },
    payload: { ...about, definition },
  });
}

const drawnDone = fc.array(fc.boolean(), { minLength: 1, maxLength: 7 });

describe("any text over any other", () => {
  it("R8.18 R8.23 no result is lost or doubled, no id is used twice, and every step of the text is there", () => {
    fc.assert(
      fc.property(drawnPhases, drawnPhases, drawnPhases, drawnDone, (one, two, three, done) => {
        const texts = [two, three].map((drawn, n) => definitionOf(drawn, `${n}`.repeat(64)));
        let state = withResults(givenStarted({ definition: definitionOf(one, "f".repeat(64)) }).state, done);
        const results = resultsOf(state).toSorted();
        for (const [n, text] of texts.entries()) {
          state = amendedTo(state, text, `a${n}`);
          expect(resultsOf(state).toSorted()).toEqual(results);
          const steps = state.phases.flatMap((each) => each.steps);
          expect(new Set(steps.map(({ id }) => id)).size).toBe(steps.length);
          expect(new Set(state.phases.map(({ id }) => id)).size).toBe(state.phases.length);
          const standing = steps.filter(({ removed }) => !removed).map(({ id }) => id);
          const wanted = text.phases.flatMap((each) => each.steps.map(({ id }) => id));
          expect(standing.toSorted()).toEqual(wanted.toSorted());
          expect(steps.every(({ removed, status }) => !removed || status === "passed")).toBe(true);
        }
      }),
      { numRuns: 200 },
    );
  });

  it("R8.10 the comparison answers for any two texts, and finds nothing between a text and itself", () => {
    fc.assert(
      fc.property(drawnPhases, drawnPhases, (one, two) => {
        const [before, after] = [definitionOf(one, "e".repeat(64)), definitionOf(two, "d".repeat(64))];
        expect(compareDefinitions(before, before)).toEqual([]);
        const there = compareDefinitions(before, after);
        const back = compareDefinitions(after, before);
        const count = (changes: typeof there, kind: string) =>
          changes.filter((change) => change.about === "step" && change.kind === kind).length;
        expect(count(there, "added") - count(there, "removed")).toBe(
          count(back, "removed") - count(back, "added"),
        );
      }),
      { numRuns: 200 },
    );
  });
});
