import type { ContinuedRun } from "../../run/continued-run";
import type { RunState } from "../../run/state";
import { isMainLine } from "../../run/structure";
import { failed, type Outcome } from "../api/problem";
import type { Services } from "../services";

/** What a closed run hands to the one that resumes it: PASSes of the main line but preconditions, and its evidence. */
function handedOver(state: RunState, headHash: string): ContinuedRun {
  const carried = state.phases.filter((phase) => isMainLine(phase) && phase.kind !== "preconditions");
  return {
    runId: state.runId,
    title: state.title,
    outcome: state.outcome ?? "cancelled",
    headHash,
    passes: carried.flatMap((phase) =>
      phase.steps
        .filter((step) => step.status === "passed" && !step.removed)
        .map((step) => ({
          stepId: step.id,
          title: step.title,
          by: step.finishedBy?.name ?? "",
          at: step.finishedAt ?? "",
          fields: step.fields,
        })),
    ),
    evidence: state.evidence.map(({ name, stepId, sha256, size }) => ({ name, stepId, sha256, size })),
  };
}

/** The run that a plan names as the one that it resumes: it must be closed, and is frozen into the plan as it was. */
export async function continuedRun(
  services: Pick<Services, "runs">,
  runId: string | null | undefined,
): Promise<Outcome<ContinuedRun | null>> {
  if (runId === null || runId === undefined) return { ok: true, value: null };
  const head = await services.runs.states.refresh(runId);
  if (!head) return failed("not-found", "There is no such run to continue.", ["continues"]);
  if (head.state.status !== "closed") {
    return failed("unusable", `“${head.state.title}” is not closed yet: only a closed run is continued.`, [
      "continues",
    ]);
  }
  return { ok: true, value: handedOver(head.state, head.headHash) };
}
