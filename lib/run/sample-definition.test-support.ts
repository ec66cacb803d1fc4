import type {
  DecisionPointDefinition,
  PhaseDefinition,
  RoleDefinition,
  RunbookDefinition,
  StepDefinition,
  TriggerDefinition,
} from "./definition";

/** A step of a test runbook: read-only, required, owned by nobody, unless told otherwise. */
export function step(id: string, overrides: Partial<StepDefinition> = {}): StepDefinition {
  return {
    id,
    title: `Step ${id}`,
    kind: "action",
    role: null,
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
    durationMinutes: null,
    checks: [],
    line: 1,
    ...overrides,
  };
}

export function phase(
  id: string,
  kind: PhaseDefinition["kind"],
  steps: StepDefinition[],
  overrides: Partial<PhaseDefinition> = {},
): PhaseDefinition {
  return {
    id,
    title: `Phase ${id}`,
    kind,
    label: null,
    offset: null,
    durationMinutes: null,
    ordered: true,
    optional: false,
    steps,
    abortGates: [],
    line: 1,
    ...overrides,
  };
}

export function point(id: string, overrides: Partial<DecisionPointDefinition> = {}): DecisionPointDefinition {
  return {
    id,
    title: `Point ${id}`,
    final: false,
    position: "intermediate",
    offset: null,
    criteria: [],
    statement: null,
    polledRoles: [],
    signOffs: [],
    afterPhaseId: null,
    implied: false,
    line: null,
    ...overrides,
  };
}

export function trigger(id: string, overrides: Partial<TriggerDefinition> = {}): TriggerDefinition {
  return {
    id,
    text: `Trigger ${id}`,
    severity: null,
    action: "rollback",
    actionText: null,
    line: 1,
    ...overrides,
  };
}

const ROLES: RoleDefinition[] = [
  { key: "ic", name: "Incident Commander", capability: "decider" },
  { key: "deployer", name: "Deployer", capability: "operator" },
  { key: "dba", name: "DB Owner", capability: "operator" },
  { key: "scribe", name: "Scribe", capability: "scribe" },
  { key: "approver", name: "Approver", capability: "approver" },
  { key: "observer", name: "Observer", capability: "observer" },
];

const SHA256 = "ab".repeat(32);

/** A runbook with nothing in it but roles; tests put in what they are about. */
export function bareDefinition(overrides: Partial<RunbookDefinition> = {}): RunbookDefinition {
  return {
    title: "Test runbook",
    sha256: SHA256,
    metadata: {},
    roles: ROLES,
    phases: [],
    decisionPoints: [],
    rollback: { triggers: [], clockMinutes: 5, phases: [] },
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
    ...overrides,
  };
}

const SAMPLE_PHASES: PhaseDefinition[] = [
  phase("pre", "preconditions", [step("pin"), step("access", { role: "deployer" })], { ordered: false }),
  phase(
    "backup",
    "prepare",
    [
      step("snapshot", {
        role: "dba",
        mutating: true,
        durationMinutes: 10,
        fields: [{ name: "Snapshot ID", type: "text", required: true }],
      }),
      step("readable", { role: "dba", durationMinutes: 5, artifacts: ["restore.log"] }),
    ],
    { label: "T-30", offset: -30 },
  ),
  phase(
    "deploy",
    "execute",
    [
      step("maintenance", { role: "deployer", mutating: true, durationMinutes: 2 }),
      step("migrate", {
        role: "dba",
        mutating: true,
        durationMinutes: 8,
        checks: [{ left: "mismatch", op: "<=", right: "0.1 %" }],
      }),
      step("warm-up", { role: "deployer", optional: true }),
    ],
    {
      label: "T-15",
      offset: -15,
      abortGates: [{ id: "gate-deploy", text: "Abort gates", conditions: ["DuplicateTable"], line: 1 }],
    },
  ),
  phase(
    "canary",
    "verify",
    [
      step("money-loop", {
        role: "deployer",
        noExceptions: true,
        substeps: [
          { id: "deposit", title: "Deposit", fields: [] },
          { id: "withdraw", title: "Withdraw", fields: [] },
        ],
      }),
      step("ledger", { role: "dba" }),
    ],
    { label: "T-0", offset: 0, ordered: false },
  ),
  phase("contain", "containment", [step("keep-logs")], { ordered: false }),
  phase("watch", "hypercare", [step("day-report", { role: "deployer" })], { ordered: false }),
];

const SAMPLE_POINTS: DecisionPointDefinition[] = [
  point("start", { position: "start", afterPhaseId: "pre" }),
  point("go-live", {
    position: "final",
    final: true,
    afterPhaseId: "canary",
    offset: 15,
    criteria: [
      { text: "Canary PASS", stepId: "money-loop", line: null },
      { text: "No doubts", stepId: null, line: null },
    ],
    polledRoles: ["deployer", "dba"],
    statement: "Checks PASS. Confirmed.",
  }),
];

/** A small cutover with every kind of phase, two decision points, triggers, evidence and a record. */
export function sampleDefinition(overrides: Partial<RunbookDefinition> = {}): RunbookDefinition {
  return bareDefinition({
    phases: SAMPLE_PHASES,
    decisionPoints: SAMPLE_POINTS,
    rollback: {
      triggers: [trigger("payouts"), trigger("latency", { action: "monitor" })],
      clockMinutes: 5,
      phases: [
        phase("back", "rollback", [
          step("restore", { role: "dba", mutating: true, durationMinutes: 20 }),
          step("reopen", { role: "deployer", mutating: true, durationMinutes: 5 }),
        ]),
        phase("after", "post-rollback", [step("tell-everyone")]),
      ],
    },
    communications: {
      templates: [{ id: "started", name: "Started", text: "Cutover started.", line: 1 }],
      cadence: [
        { from: null, to: null, everyMinutes: 15, text: "every 15 minutes", line: 1 },
        { from: 0, to: 120, everyMinutes: 30, text: "every 30 minutes for two hours", line: 1 },
        { from: 120, to: 1440, everyMinutes: 60, text: "hourly to 24 h", line: 1 },
      ],
      channels: [],
    },
    evidence: [
      { name: "freeze.log", kind: "upload", requiredBefore: "execution", stepIds: [], line: 1 },
      { name: "restore.log", kind: "upload", requiredBefore: null, stepIds: ["readable"], line: 1 },
      { name: "summary.md", kind: "upload", requiredBefore: null, stepIds: [], line: 1 },
      { name: "prod.dump", kind: "reference", requiredBefore: "closing", stepIds: [], line: 1 },
    ],
    taxonomy: ["SCHEMA_DRIFT: the schema is not what was tested", "ENVIRONMENT"],
    finalRecord: [{ name: "Status", options: ["PASS", "BLOCKER"], line: 1 }],
    completion: [{ id: "stable", text: "Stable for 24 h", line: 1 }],
    ...overrides,
  });
}
