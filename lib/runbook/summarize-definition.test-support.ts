import type { PhaseDefinition, RunbookDefinition } from "../run/definition";

/** A definition as kinds, counts and line numbers: a golden record that repeats no word of the document. */
function phase(p: PhaseDefinition): string {
  const steps = p.steps.map((step) => {
    const marks = [
      step.kind,
      step.commands.length > 0 ? `c${step.commands.length}` : "",
      step.expected.length > 0 ? `e${step.expected.length}` : "",
      step.checks.length > 0 ? `k${step.checks.length}` : "",
      step.fields.length > 0 ? `f${step.fields.length}` : "",
      step.artifacts.length > 0 ? `a${step.artifacts.length}` : "",
      step.substeps.length > 0 ? `s${step.substeps.length}` : "",
      step.mutating ? "mutating" : "",
      step.noExceptions ? "no-exceptions" : "",
      step.condition === null ? "" : "conditional",
      step.checks.some((check) => check.pair !== undefined) ? "paired" : "",
      step.exceptions === undefined ? "" : `x${step.exceptions.length}`,
      step.verifier == null ? "" : "verified",
      step.signOffs === undefined ? "" : `signed${step.signOffs.length}`,
      step.alternative == null ? "" : "alternative",
      step.timeBound === true ? "time-bound" : "",
    ].filter((mark) => mark !== "");
    return `${step.line}:${marks.join("+")}`;
  });
  const gates = p.abortGates.map((gate) => `${gate.line}/${gate.conditions.length}`);
  return `${p.kind}@${p.line} T=${p.offset ?? "-"} ${p.ordered ? "ordered" : "any"} [${steps.join(" ")}] gates[${gates.join(" ")}]`;
}

export function summarize(d: RunbookDefinition) {
  return {
    phases: d.phases.map(phase),
    rollback: d.rollback.phases.map(phase),
    triggers: d.rollback.triggers.map(
      (trigger) =>
        `${trigger.line}:${trigger.action}${trigger.severity === null ? "" : `:${trigger.severity}`}`,
    ),
    clock: d.rollback.clockMinutes,
    decisions: d.decisionPoints.map(
      (point) =>
        `${point.position}@${point.line ?? "implied"} T=${point.offset ?? "-"} criteria=${point.criteria.length} polled=${point.polledRoles.length} signed=${point.signOffs.length} after=${d.phases.find((p) => p.id === point.afterPhaseId)?.line ?? "-"}${point.statement === null ? "" : " statement"}`,
    ),
    roles: d.roles.map((role) => `${role.line ?? "default"}:${role.capability}`),
    evidence: d.evidence.map(
      (each) => `${each.line}:${each.kind}:${each.requiredBefore ?? "-"}:${each.stepIds.length}`,
    ),
    templates: d.communications.templates.map((each) => each.line),
    cadence: d.communications.cadence.map(
      (each) => `${each.line}:${each.from ?? "-"}..${each.to ?? "-"}/${each.everyMinutes}`,
    ),
    hypercare: [
      ...d.hypercare.checks.map(
        (each) => `${each.line}:${each.everyMinutes ?? "-"}${each.command === null ? "" : ":command"}`,
      ),
      ...d.hypercare.schedule.map((each) => `${each.line}:${each.from}..${each.to}/${each.everyMinutes}`),
      `focus=${d.hypercare.focus.length}`,
    ],
    exitCodes: d.exitCodes.map((each) => Object.keys(each.map).length),
    counts: {
      metadata: Object.keys(d.metadata).length,
      taxonomy: d.taxonomy.length,
      finalRecord: d.finalRecord.length,
      completion: d.completion.length,
      contacts: d.contacts.length,
    },
    policy: `${d.policy.approvals}/${d.policy.rehearsal}/${d.policy.productionForbidden ? "no production" : "production"}`,
    lines: d.lines,
    diagnostics: d.diagnostics.map((each) => `${each.line}:${each.code}`),
  };
}
