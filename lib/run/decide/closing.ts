import type { CommandOf } from "../commands";
import { accept, type Decision, reject } from "../decision";
import { owedReports, owedRounds } from "../hypercare-rounds";
import { conflict, malformed, notFound, type Rejection, refuse } from "../rejections";
import { isOverWith, leftOutOfRollback, rollbackPhases } from "../rollback-scope";
import type { RunOutcome, RunState } from "../state";
import type { PhaseState } from "../step-state";
import { isBackOut, isDone, phasesOf } from "../structure";
import { firstOf, optionalText, textRefusal, tooLong } from "../text-rules";

/** Titles of the steps that are still to be done; backing out, a FAIL with no exceptions is an end as well. */
function undone(phases: readonly PhaseState[]): string[] {
  return phases.flatMap((phase) => {
    const over = isBackOut(phase) ? isOverWith : isDone;
    return phase.steps.filter((step) => !over(step)).map((step) => step.title);
  });
}

/** FinishRollback: with every step done or left out; what was left out makes it partial, and what stays is named (L.10, L.11, L.19). */
export function finishRollback(
  command: CommandOf<"FinishRollback">,
  state: RunState,
  role: string | null,
): Decision {
  const open = undone(rollbackPhases(state));
  if (open.length > 0) return reject(refuse("R2", `The rollback is not done: ${open.join(", ")}.`, open));
  const remaining = optionalText(command.payload.remaining);
  const skipped = leftOutOfRollback(state);
  if (skipped.length > 0 && remaining === null) {
    return reject(
      refuse("R10", `Left out or failed: ${skipped.join(", ")}. Name what stays changed.`, ["remaining"]),
    );
  }
  const refusal = tooLong(command.payload.remaining, "What stays");
  if (refusal) return reject(refusal);
  return accept({ type: "RollbackFinished", role, payload: { remaining } });
}

export function confirmCriterion(
  command: CommandOf<"ConfirmCriterion">,
  state: RunState,
  role: string | null,
): Decision {
  const criterion = state.criteria.find((each) => each.id === command.payload.criterionId);
  if (!criterion) return reject(notFound("This run has no such completion criterion."));
  if (criterion.confirmedBy) {
    return reject(conflict(`${criterion.confirmedBy.name} has confirmed this already.`, "R10"));
  }
  return accept({ type: "CriterionConfirmed", role, payload: { criterionId: criterion.id } });
}

function clockRefusal(state: RunState): Rejection | null {
  if (state.clocks.length === 0) return null;
  const open = state.clocks.map((clock) => clock.text);
  return refuse("R6", "A rollback trigger is unanswered: decide ROLLBACK or CONTINUE first.", open);
}

function criteriaRefusal(state: RunState): Rejection | null {
  const open = state.criteria.filter((each) => !each.confirmedBy).map((each) => each.text);
  return open.length > 0 ? refuse("R10", "Completion criteria are not confirmed.", open) : null;
}

/** DeclareComplete: when every completion criterion is confirmed; obligations that remain go on (R10.1). */
export function declareComplete(state: RunState, role: string | null): Decision {
  if (state.declaredAt) return reject(conflict("Completion is declared already.", "R10"));
  const refusal = firstOf(criteriaRefusal(state), clockRefusal(state));
  return refusal ? reject(refusal) : accept({ type: "CompletionDeclared", role, payload: {} });
}

function declaredRefusal(state: RunState): Rejection | null {
  if (state.status !== "hypercare" || state.declaredAt) return null;
  return refuse("R10", "Completion is not declared.", ["DeclareComplete"]);
}

/** SignFinalRecord: every field of the runbook's template filled; signed again it replaces the earlier (R10.2). */
export function signFinalRecord(
  command: CommandOf<"SignFinalRecord">,
  state: RunState,
  role: string | null,
): Decision {
  const early = declaredRefusal(state);
  if (early) return reject(early);
  const entries = Object.entries(command.payload.fields).map(
    ([name, value]) => [name, value.trim()] as const,
  );
  const fields = Object.fromEntries(entries);
  const names = state.finalRecordFields.map((field) => field.name);
  const unknown = Object.keys(fields).filter((name) => !names.includes(name));
  if (unknown.length > 0) return reject(malformed("The final record has no such field.", unknown));
  const missing = names.filter((name) => !fields[name]);
  if (missing.length > 0) {
    return reject(refuse("R10", `The final record is not filled: ${missing.join(", ")}.`, missing));
  }
  const refusal = firstOf(...entries.map(([name, value]) => textRefusal(value, name)));
  return refusal ? reject(refusal) : accept({ type: "FinalRecordSigned", role, payload: { fields } });
}

/** An amendment may have given the record fields that who signed it was not asked for. */
function recordRefusal({ finalRecord, finalRecordFields }: RunState): Rejection | null {
  if (!finalRecord) return refuse("R10", "The final record is not signed.", ["SignFinalRecord"]);
  const missing = finalRecordFields.map(({ name }) => name).filter((name) => !finalRecord.fields[name]);
  if (missing.length === 0) return null;
  return refuse("R10", `The final record was signed without ${missing.join(", ")}: sign it again.`, missing);
}

/** Rounds and reports that production still owes; a rehearsal need not sit them out (H.7). */
function owedInHypercare(state: RunState): string[] {
  if (state.kind === "rehearsal") return [];
  const rounds = owedRounds(state).map(({ series, dueAt }) => `${series.title} (due ${dueAt})`);
  const reports = owedReports(state).filter(({ filed }) => !filed);
  return [...rounds, ...reports.map(({ id, dueAt }) => `The report at ${id} (due ${dueAt})`)];
}

/** What closing still waits for: the phases that outlive the decision, and in hypercare what recurs. */
function obligations(state: RunState): string[] {
  if (state.status === "hypercare")
    return [...undone(phasesOf(state, "hypercare")), ...owedInHypercare(state)];
  return state.rollbackAt === null ? [] : undone(phasesOf(state, "post-rollback"));
}

/** CloseRun: nothing owed, for a run that closes as complete every criterion confirmed (R10.6), the record signed, the write freeze lifted; then the run is sealed (R10.3, R10.4). */
export function closeRun(state: RunState, role: string | null): Decision {
  const owed = obligations(state);
  const outcome: RunOutcome = state.outcome ?? "complete";
  const refusal = firstOf(
    declaredRefusal(state),
    outcome === "complete" ? criteriaRefusal(state) : null,
    clockRefusal(state),
    owed.length > 0 ? refuse("R10", `Still to be done: ${owed.join(", ")}.`, owed) : null,
    recordRefusal(state),
    state.writeFreeze.on ? refuse("R10", "The write freeze is still on.", ["write freeze lifted"]) : null,
  );
  if (refusal) return reject(refusal);
  return accept({ type: "RunClosed", role, payload: { outcome } });
}
