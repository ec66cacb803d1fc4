// The writes of a busy cutover: mostly the timeline's entries, every eighth a step's command.
import { randomUUID } from "node:crypto";
import type { Post } from "./side";

/** Tokens of those who write. */
export interface RunPeople {
  ic: string;
  deployer: string;
  scribe: string;
}

interface Step {
  id: string;
  fields: { name: string }[];
}

/** The one writer who works on steps; a second one would race the first for the same step. */
const stepWriter = 7;

type Payload = { type: string } & Record<string, string>;

/** Start, fill in the blank, pass: step by step; at the last step the blank is filled in again and again. */
function* stepCommands(steps: readonly Step[]): Generator<Payload, never> {
  const last = steps.at(-1);
  if (!last) throw new Error("the measured runbook has no step");
  const fill = function* (step: Step, value: number): Generator<Payload> {
    for (const { name } of step.fields)
      yield { type: "RecordField", stepId: step.id, name, value: String(value) };
  };
  for (const [index, step] of steps.entries()) {
    yield { type: "StartStep", stepId: step.id };
    yield* fill(step, index);
    if (step !== last) yield { type: "PassStep", stepId: step.id };
  }
  if (last.fields.length === 0) throw new Error("the measured runbook's last step has no blank");
  for (let value = 0; ; value += 1) yield* fill(last, value);
}

/** Makes the next write of a writer in this run. */
export function commandsOf(
  runId: string,
  people: RunPeople,
  steps: readonly Step[],
): (writer: number) => Post {
  const path = `/api/runs/${runId}/commands`;
  const ofSteps = stepCommands(steps);
  let entries = 0;
  const entry = (): Payload => {
    entries += 1;
    return {
      type: "LogEntry",
      text: `Entry ${entries}: replication lag back under two seconds on all replicas`,
    };
  };
  return (writer) => {
    const ofStep = writer % 8 === stepWriter;
    const payload = ofStep ? ofSteps.next().value : entry();
    const token = ofStep ? people.deployer : writer % 2 === 0 ? people.scribe : people.ic;
    return { path, token, body: JSON.stringify({ commandId: randomUUID(), ...payload }) };
  };
}
