import type { PhaseDefinition, RunbookDefinition, StepDefinition } from "../run/definition";

function step(id: string, title: string, role: string): StepDefinition {
  return {
    id,
    title,
    kind: "check",
    role,
    commands: [],
    expected: [],
    fields: [],
    artifacts: [],
    substeps: [],
    mutating: false,
    critical: false,
    noExceptions: false,
    optional: false,
    condition: null,
    after: [],
    stream: null,
    durationMinutes: 5,
    checks: [],
    line: 1,
  };
}

function phase(
  id: string,
  title: string,
  kind: PhaseDefinition["kind"],
  steps: StepDefinition[],
): PhaseDefinition {
  return {
    id,
    title,
    kind,
    label: null,
    offset: null,
    durationMinutes: null,
    ordered: false,
    optional: false,
    steps,
    abortGates: [],
    line: 1,
  };
}

/** A runbook with one decider, one operator, a hundred steps that go in any order, and one rollback trigger. */
export function smallRunbook(sha256: string, steps = 100): RunbookDefinition {
  const checks = Array.from({ length: steps }, (_, index) =>
    step(`s${index + 1}`, `Look at ${index + 1}`, "operator"),
  );
  return {
    title: "Small move",
    sha256,
    metadata: {},
    roles: [
      { key: "commander", name: "Commander", capability: "decider" },
      { key: "operator", name: "Operator", capability: "operator" },
    ],
    phases: [phase("look", "Look", "execute", checks)],
    decisionPoints: [],
    rollback: {
      triggers: [
        {
          id: "errors",
          text: "Errors above 1 %",
          severity: null,
          action: "rollback",
          actionText: null,
          line: 2,
        },
      ],
      clockMinutes: 5,
      phases: [phase("back", "Back", "rollback", [step("b1", "Switch back", "operator")])],
    },
    exitCodes: [],
    policy: { approvals: 0, rehearsal: "none", productionForbidden: false, environments: [] },
    communications: { templates: [], cadence: [], channels: [] },
    hypercare: { checks: [], schedule: [], focus: [] },
    evidence: [],
    taxonomy: [],
    finalRecord: [],
    completion: [],
    contacts: [],
    variables: [],
    prose: [],
    lines: { total: 1, placed: 1, prose: 0, blank: 0 },
    diagnostics: [],
  };
}
