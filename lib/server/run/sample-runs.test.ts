import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { verifyChain } from "../../pack/event-chain";
import { type LogLine, logLine, parseLogLine } from "../../pack/log-line";
import type { ChainedEvent, RunEvent } from "../../run/events";
import { fold } from "../../run/evolve";
import { stateAt } from "../../run/replay";
import type { RunState } from "../../run/state";
import { SAMPLE_RUNS } from "./sample-runs.test-support";

/**
 * Logs as they were stored, folded by today's code: an old run must read tomorrow as it does now. They are never made
 * anew for a change that breaks them, unless the change is meant. `REGENERATE_SAMPLES=1 npx vitest run
 * lib/server/run/sample-runs && npx biome check --write lib/server/run/samples` writes all of them with their digests.
 */
const FOLDER = join(import.meta.dirname, "samples");
const REGENERATE = process.env.REGENERATE_SAMPLES === "1";

function stepsByStatus({ phases }: RunState): Record<string, string[]> {
  const steps = phases.flatMap((phase) => phase.steps);
  const statuses = [...new Set(steps.map(({ status }) => status))].sort();
  return Object.fromEntries(
    statuses.map((status) => [status, steps.filter((step) => step.status === status).map(({ id }) => id)]),
  );
}

/** What must stay the same of a run's end, in a form that a person can compare. */
function digestOf(state: RunState, headHash: string) {
  const { status, outcome, kind, seq, runbook, mutated, drill, rollbackScope } = state;
  return {
    ...{ status, outcome, kind, seq, headHash, mutated, drill, rollbackScope },
    version: runbook.version,
    decider: state.roles.find(({ capability }) => capability === "decider")?.holder?.personId ?? null,
    decisions: state.decisions.map(
      ({ number, verdict, decisionPointId, against }) =>
        `D-${number} ${verdict} ${decisionPointId ?? "-"} (${against.length} against)`,
    ),
    points: state.decisionPoints.map(({ id, verdict }) => `${id} ${verdict ?? "open"}`),
    steps: stepsByStatus(state),
    waivers: state.waivers.map(({ id, status: standing }) => `${id} ${standing}`),
    evidence: state.evidence.map(({ name }) => name),
    deviations: state.deviations.length,
    t0: state.t0,
    windowEnd: state.window?.end ?? null,
    closedAt: state.closedAt,
  };
}

function readLog(name: string): ChainedEvent[] {
  const text = readFileSync(join(FOLDER, `${name}.jsonl`), "utf8");
  const lines = text.split("\n").filter((line) => line !== "");
  return lines.map((line) => {
    const parsed: LogLine | null = parseLogLine(line);
    if (!parsed) throw new Error(`${name} has a line that is none: ${line.slice(0, 80)}`);
    const { body, prevHash, hash } = parsed;
    return { ...(JSON.parse(body) as RunEvent), prevHash, hash };
  });
}

if (REGENERATE) {
  for (const [name, make] of Object.entries(SAMPLE_RUNS)) {
    const { lines, run } = make();
    const digest = digestOf(run.state, lines.at(-1)?.hash ?? "");
    writeFileSync(join(FOLDER, `${name}.jsonl`), lines.map((line) => `${logLine(line)}\n`).join(""));
    writeFileSync(join(FOLDER, `${name}.digest.json`), `${JSON.stringify(digest, null, 2)}\n`);
  }
}

const stored = readdirSync(FOLDER)
  .filter((file) => file.endsWith(".jsonl"))
  .map((file) => file.slice(0, -".jsonl".length));

describe("stored sample runs", () => {
  test("T.8 there is one of every outcome, and of every way that has its own rules", () => {
    expect(stored.sort()).toEqual(Object.keys(SAMPLE_RUNS).sort());
    const outcomes = new Set(stored.map((name) => fold(readLog(name)).outcome));
    for (const outcome of [
      "complete",
      "no-go",
      "rolled-back",
      "partially-rolled-back",
      "blocker",
      "cancelled",
    ])
      expect([...outcomes]).toContain(outcome);
  });

  test.each(stored)(
    "T.8 %s: the chain holds, every moment can be seen, and its end reads as it did",
    (name) => {
      const events = readLog(name);
      const head = events.at(-1);
      expect(verifyChain(events)).toEqual({
        ...{ intact: true, headSeq: events.length, headHash: head?.hash },
      });
      let live = fold([]);
      for (const event of events) {
        live = fold([event], live);
        expect(stateAt(events, event.seq)).toEqual(live);
      }
      const digest: unknown = JSON.parse(readFileSync(join(FOLDER, `${name}.digest.json`), "utf8"));
      expect(digestOf(live, head?.hash ?? "")).toEqual(digest);
    },
  );
});
