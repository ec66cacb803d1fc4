import { sameSteps } from "../../run/compare/same-steps";
import type { ContinuedRun } from "../../run/continued-run";
import type { RunbookDefinition } from "../../run/definition";
import { isMainLine } from "../../run/structure";
import { failed, type Outcome } from "../api/problem";
import type { RunHead } from "../run/run-head";
import type { Services } from "../services";
import { executedDefinition } from "./executed-definition";

/**
 * What a closed run hands to the one that resumes it: PASSes of the main line but preconditions, of steps whose text is
 * the same in both, and its evidence, by the steps' ids in the new text.
 */
function handedOver(
  { state, headHash }: Pick<RunHead, "state" | "headHash">,
  same: ReadonlyMap<string, string>,
): ContinuedRun {
  const carried = state.phases.filter((phase) => isMainLine(phase) && phase.kind !== "preconditions");
  return {
    runId: state.runId,
    title: state.title,
    outcome: state.outcome ?? "cancelled",
    headHash,
    passes: carried.flatMap((phase) =>
      phase.steps
        .filter((step) => step.status === "passed" && !step.removed && same.has(step.id))
        .map((step) => ({
          stepId: same.get(step.id) ?? step.id,
          title: step.title,
          by: step.finishedBy?.name ?? "",
          at: step.finishedAt ?? "",
          fields: step.fields,
        })),
    ),
    evidence: state.evidence.map(({ name, stepId, sha256, size }) => ({
      ...{ name, sha256, size },
      stepId: stepId === null ? null : (same.get(stepId) ?? null),
    })),
  };
}

/** The run that a plan names as the one that it resumes: it must be closed, and is frozen into the plan as it was. */
export async function continuedRun(
  services: Pick<Services, "db" | "runs">,
  runId: string | null | undefined,
  definition: RunbookDefinition,
): Promise<Outcome<ContinuedRun | null>> {
  if (runId === null || runId === undefined) return { ok: true, value: null };
  const head = await services.runs.states.refresh(runId);
  if (!head) return failed("not-found", "There is no such run to continue.", ["continues"]);
  if (head.state.status !== "closed") {
    return failed("unusable", `“${head.state.title}” is not closed yet: only a closed run is continued.`, [
      "continues",
    ]);
  }
  const executed = await executedDefinition(services, runId);
  const same = executed ? sameSteps(executed, definition) : new Map<string, string>();
  return { ok: true, value: handedOver(head, same) };
}
