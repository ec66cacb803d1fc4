/** An earlier run that this one resumes (*resuming next night*), as it stood when it was closed. */
export interface ContinuedRun {
  runId: string;
  title: string;
  outcome: string;
  headHash: string;
  /** Its PASSes by step id. Preconditions are not among them: they never carry. */
  passes: { stepId: string; title: string; by: string; at: string; fields: Record<string, string> }[];
  evidence: { name: string; stepId: string | null; sha256: string; size: number | null }[];
}
