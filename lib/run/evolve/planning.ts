import type { DecisionPointState } from "../decision-state";
import type {
  DecisionPointDefinition,
  PhaseDefinition,
  PhaseKind,
  RoleDefinition,
  RunbookDefinition,
  StepDefinition,
} from "../definition";
import { personOf } from "../people";
import type { PersonRef } from "../person";
import { requiredRoles } from "../required-roles";
import type { RoleState, RunState } from "../state";
import type { PhaseState, StepState } from "../step-state";
import { isMainLine } from "../structure";
import type { EventOf } from "./event-of";

function stepState(step: StepDefinition): StepState {
  return {
    id: step.id,
    title: step.title,
    kind: step.kind,
    role: step.role,
    commands: step.commands,
    expected: step.expected,
    fieldDefinitions: step.fields,
    fields: {},
    artifacts: step.artifacts,
    substeps: step.substeps.map(({ id, title, fields }) => ({
      id,
      title,
      fields,
      result: null,
      by: null,
      at: null,
    })),
    mutating: step.mutating,
    critical: step.critical,
    noExceptions: step.noExceptions,
    optional: step.optional,
    condition: step.condition,
    after: step.after,
    stream: step.stream,
    durationMinutes: step.durationMinutes,
    checks: step.checks,
    alternative: step.alternative ?? null,
    verifier: step.verifier ?? null,
    signOffs: step.signOffs ?? [],
    exceptions: step.exceptions ?? [],
    timeBound: step.timeBound ?? false,
    notes: step.notes ?? [],
    line: step.line,
    status: "waiting",
    attempt: 1,
    startedBy: null,
    startedAt: null,
    finishedBy: null,
    finishedAt: null,
    reason: null,
    warnAccepted: false,
    notComputed: [],
    attempts: [],
    verifiedBy: null,
    voidRequest: null,
    exceptionUsed: null,
    waiverId: null,
    carriedFrom: null,
    removed: false,
  };
}

function phaseState(phase: PhaseDefinition, kind: PhaseKind): PhaseState {
  return {
    id: phase.id,
    title: phase.title,
    kind,
    label: phase.label,
    offset: phase.offset,
    durationMinutes: phase.durationMinutes,
    ordered: phase.ordered,
    optional: phase.optional,
    abortGates: phase.abortGates,
    status: "locked",
    steps: phase.steps.map(stepState),
    line: phase.line,
    mutating: phase.steps.some((step) => step.mutating),
  };
}

const BACK_OUT: readonly PhaseKind[] = ["containment", "rollback", "post-rollback"];

/** Execution order first, then what only a halt or a rollback opens. */
export function phaseStates(definition: RunbookDefinition): PhaseState[] {
  const listed = definition.phases.map((phase) => phaseState(phase, phase.kind));
  const backOut = definition.rollback.phases.map((phase) =>
    phaseState(phase, BACK_OUT.includes(phase.kind) ? phase.kind : "rollback"),
  );
  const all = [...listed, ...backOut];
  const front = all.filter((phase) => !BACK_OUT.includes(phase.kind));
  return [...front, ...BACK_OUT.flatMap((kind) => all.filter((phase) => phase.kind === kind))];
}

/** The last main-line phase that the point judges: where it is taken, or where a criterion is proved, if later. */
export function reachOf(
  point: Pick<DecisionPointState, "criteria" | "afterPhaseId" | "position">,
  phases: PhaseState[],
): number {
  const judged = new Set(point.criteria.map((criterion) => criterion.stepId));
  const inReach = (phase: PhaseState) =>
    isMainLine(phase) && (phase.id === point.afterPhaseId || phase.steps.some((step) => judged.has(step.id)));
  const afterMain = phases.some((phase) => phase.id === point.afterPhaseId && isMainLine(phase));
  return point.position === "final" && !afterMain
    ? phases.findLastIndex(isMainLine)
    : phases.findLastIndex(inReach);
}

export function pointState(point: DecisionPointDefinition, phases: PhaseState[]): DecisionPointState {
  return {
    id: point.id,
    title: point.title,
    final: point.final,
    position: point.position,
    offset: point.offset,
    criteria: point.criteria.map(({ text, stepId }) => ({ text, stepId })),
    statement: point.statement,
    polledRoles: point.polledRoles,
    signOffs: point.signOffs,
    afterPhaseId: point.afterPhaseId,
    implied: point.implied,
    verdict: null,
    decisionId: null,
    reach: reachOf(point, phases),
  };
}

/** Keys of the roles without which the run cannot start: the decider, every owner of a step, every polled role. */
export function roleStates(
  definition: RunbookDefinition,
  holderOf: (role: RoleDefinition) => PersonRef | null,
): RoleState[] {
  const required = requiredRoles(definition);
  return definition.roles.map((role) => {
    const { key, name, capability } = role;
    return { key, name, capability, required: required.has(key), holder: holderOf(role) };
  });
}

/** Who was planned into which role. */
function planned(roles: EventOf<"RunPlanned">["payload"]["roles"], key: string): PersonRef | null {
  const held = roles.find((entry) => entry.role === key);
  return held ? { personId: held.personId, name: held.name } : null;
}

/** What the run takes over from the document as it stands. */
export function fromDefinition(definition: RunbookDefinition): Partial<RunState> {
  return {
    triggers: definition.rollback.triggers.map(({ id, text, severity, action, actionText }) => ({
      id,
      text,
      severity,
      action,
      actionText,
    })),
    clockMinutes: definition.rollback.clockMinutes,
    requiredEvidence: definition.evidence.map(({ name, kind, requiredBefore, stepIds }) => ({
      name,
      kind,
      requiredBefore,
      stepIds,
    })),
    communications: definition.communications,
    hypercare: definition.hypercare,
    policy: definition.policy,
    taxonomy: definition.taxonomy,
    contacts: definition.contacts,
    criteria: definition.completion.map(({ id, text }) => ({
      id,
      text,
      confirmedBy: null,
      confirmedAt: null,
    })),
    requiredVariables: definition.variables,
    finalRecordFields: definition.finalRecord.map(({ name, options }) => ({ name, options })),
  };
}

export function runPlanned(state: RunState, event: EventOf<"RunPlanned">): RunState {
  const { definition, ...plan } = event.payload;
  const phases = phaseStates(definition);
  return {
    ...state,
    ...fromDefinition(definition),
    runId: plan.runId,
    status: "planned",
    kind: plan.kind,
    title: plan.title,
    runbook: { slug: plan.slug, version: plan.runbookVersion, sha256: plan.sha256, title: definition.title },
    t0: plan.t0,
    timeZone: plan.timeZone,
    window: plan.window,
    variables: plan.variables,
    planner: personOf(event.actor),
    roles: roleStates(definition, (role) => planned(plan.roles, role.key)),
    deputy: plan.deputy ?? null,
    continues: plan.continues ?? null,
    phases,
    decisionPoints: definition.decisionPoints.map((point) => pointState(point, phases)),
  };
}
