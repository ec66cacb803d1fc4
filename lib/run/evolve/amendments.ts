import type { Change } from "../amendment-state";
import { pairPoints } from "../compare/point-changes";
import type { DecisionPointState } from "../decision-state";
import type { RunbookDefinition } from "../definition";
import { personOf } from "../people";
import type { RoleState, RunState } from "../state";
import type { PhaseState } from "../step-state";
import { phasesOf } from "../structure";
import { amendedPhases } from "./amended-steps";
import type { EventOf } from "./event-of";
import { fromDefinition, pointState, reachOf, roleStates } from "./planning";

/** A large amendment holds a running run; one that is halted goes back to HOLD, not to running (R8.13). */
function held(state: RunState): RunState {
  if (state.status === "running") return { ...state, status: "held", heldFrom: "running", poll: null };
  if (state.halt?.from !== "running") return state;
  return { ...state, halt: { ...state.halt, from: "held" }, heldFrom: "running" };
}

export function amendmentProposed(state: RunState, event: EventOf<"AmendmentProposed">): RunState {
  const { amendmentId, ...proposed } = event.payload;
  const amendment = {
    ...proposed,
    id: amendmentId,
    proposedBy: personOf(event.actor),
    at: event.recordedAt,
    approvedBy: [],
  };
  return { ...(proposed.large ? held(state) : state), amendment };
}

export function amendmentApproved(state: RunState, event: EventOf<"AmendmentApproved">): RunState {
  const { amendment } = state;
  if (amendment?.id !== event.payload.amendmentId) return state;
  const by = personOf(event.actor);
  const others = amendment.approvedBy.filter((each) => each.personId !== by.personId);
  const approvedBy = [...others, by];
  return { ...state, amendment: { ...amendment, approvedBy } };
}

/** Decided points keep their verdict, also where the new text has them no more: their decisions stand. */
function amendedPoints(
  state: RunState,
  definition: RunbookDefinition,
  phases: PhaseState[],
): { points: DecisionPointState[]; ids: ReadonlyMap<string, string> } {
  const fresh = definition.decisionPoints.map((point) => pointState(point, phases));
  const { pairs, removed } = pairPoints(state.decisionPoints, fresh);
  const history = new Map(pairs.map(({ before, after }) => [after.id, before]));
  const points = fresh.map((point) => {
    const { verdict = null, decisionId = null } = history.get(point.id) ?? {};
    return { ...point, verdict, decisionId };
  });
  const gone = removed
    .filter((point) => point.verdict !== null)
    .map((point) => ({ ...point, reach: reachOf(point, phases) }));
  return {
    points: [...gone, ...points],
    ids: new Map(pairs.map(({ before, after }) => [before.id, after.id])),
  };
}

/**
 * Roles keep their holders; who decides goes on deciding, whatever the new text calls the role. A role that the text
 * has no more stays with whoever holds it, and is required no longer.
 */
function amendedRoles(state: RunState, definition: RunbookDefinition): RoleState[] {
  const decider = state.roles.find((role) => role.capability === "decider")?.holder ?? null;
  const roles = roleStates(definition, ({ key, capability }) =>
    capability === "decider" ? decider : (state.roles.find((role) => role.key === key)?.holder ?? null),
  );
  const left = state.roles.filter(
    ({ key, capability, holder }) =>
      holder !== null && capability !== "decider" && !roles.some((role) => role.key === key),
  );
  return [...roles, ...left.map((role) => ({ ...role, required: false }))];
}

function mapped(ids: ReadonlyMap<string, string>, id: string): string {
  return ids.get(id) ?? id;
}

const STEP_SUBJECT = "step:";

/**
 * Sign-offs move along with what was signed. What a large amendment leaves undecided is signed again, as it is polled
 * again (R8.19).
 */
function amendedSignOffs(
  state: RunState,
  points: { points: DecisionPointState[]; ids: ReadonlyMap<string, string> },
  stepIds: ReadonlyMap<string, string>,
): RunState["signOffs"] {
  const open = new Set(points.points.filter((point) => point.verdict === null).map((point) => point.id));
  return state.signOffs
    ?.map((each) => {
      const subject = each.subject.startsWith(STEP_SUBJECT)
        ? `${STEP_SUBJECT}${mapped(stepIds, each.subject.slice(STEP_SUBJECT.length))}`
        : mapped(points.ids, each.subject);
      return { ...each, subject };
    })
    .filter(({ subject }) => !(state.amendment?.large && open.has(subject)));
}

function amendedCriteria(state: RunState, fresh: RunState["criteria"]): RunState["criteria"] {
  return fresh.map((criterion) => {
    const same = state.criteria.find((each) => each.id === criterion.id && each.text === criterion.text);
    return same ?? criterion;
  });
}

/** Records that point at steps by id follow the steps to their new ids. */
function followSteps(state: RunState, ids: ReadonlyMap<string, string>): Partial<RunState> {
  const { continues } = state;
  return {
    evidence: state.evidence.map((item) =>
      item.stepId === null ? item : { ...item, stepId: mapped(ids, item.stepId) },
    ),
    waivers: state.waivers.map((waiver) =>
      waiver.subject.kind === "step"
        ? { ...waiver, subject: { ...waiver.subject, stepId: mapped(ids, waiver.subject.stepId) } }
        : waiver,
    ),
    alternatives: Object.fromEntries(
      Object.entries(state.alternatives).map(([key, stepId]) => [key, mapped(ids, stepId)]),
    ),
    continues: continues && {
      ...continues,
      passes: continues.passes
        .filter((pass) => !state.amendment?.stepIds.includes(pass.stepId))
        .map((pass) => ({ ...pass, stepId: mapped(ids, pass.stepId) })),
    },
  };
}

/** A measured time is that of the rollback as it was rehearsed: a changed plan has none (product.md, *Rollback*). */
function touchesRollback(
  state: RunState,
  definition: RunbookDefinition,
  changes: readonly Change[],
): boolean {
  const phases = [
    ...phasesOf(state, "rollback"),
    ...definition.rollback.phases,
    ...definition.phases.filter((phase) => phase.kind === "rollback"),
  ];
  const steps = new Set(phases.flatMap((phase) => phase.steps.map((step) => step.id)));
  return changes.some(({ about, stepId }) => about === "rollback" || (stepId !== null && steps.has(stepId)));
}

/** The run executes another text from here on, with the history of its steps (R8.18, R8.19, R8.24). */
export function amendmentApplied(state: RunState, event: EventOf<"AmendmentApplied">): RunState {
  const { amendment } = state;
  const { amendmentId, definition, runbookVersion, sha256 } = event.payload;
  if (amendment?.id !== amendmentId) return state;
  const { phases, stepIds } = amendedPhases(state, definition);
  const points = amendedPoints(state, definition, phases);
  const taken = fromDefinition(definition);
  const deviation = {
    id: amendmentId,
    kind: "amendment" as const,
    text: `Version ${state.runbook.version} was amended to version ${runbookVersion}: ${amendment.reason}`,
    by: amendment.approvedBy,
    at: event.recordedAt,
  };
  return {
    ...state,
    ...taken,
    ...followSteps(state, stepIds),
    criteria: amendedCriteria(state, taken.criteria ?? []),
    policy: state.policy,
    runbook: { ...state.runbook, version: runbookVersion, sha256, title: definition.title },
    roles: amendedRoles(state, definition),
    phases,
    decisionPoints: points.points,
    signOffs: amendedSignOffs(state, points, stepIds),
    measuredRollbackMinutes: touchesRollback(state, definition, amendment.changes)
      ? null
      : state.measuredRollbackMinutes,
    poll: null,
    amendment: null,
    deviations: [...state.deviations, deviation],
  };
}

/** A held run stays on hold: the decider resumes it. */
export function amendmentRejected(state: RunState, event: EventOf<"AmendmentRejected">): RunState {
  return state.amendment?.id === event.payload.amendmentId ? { ...state, amendment: null } : state;
}
