/**
 * The structure that the importer derives from a runbook's Markdown: stable names, because scripts read it
 * (`holdpoint lint --json`, `POST /api/runbooks/preview`). Plain JSON: no class, no Date, no undefined needed.
 * Lines are 1-based source lines; durations are minutes; offsets are minutes relative to T-0 (negative before).
 */

export type PhaseKind =
  | "preconditions"
  | "prepare"
  | "execute"
  | "verify"
  | "decide"
  | "containment"
  | "rollback"
  | "post-rollback"
  | "hypercare"
  | "completion";

export type StepKind = "action" | "check" | "decision" | "broadcast" | "record";

/** What a role may do in a run, beyond owning steps. A run has exactly one person in the `decider` role (R1). */
export type RoleCapability = "decider" | "operator" | "scribe" | "approver" | "observer";

export interface RoleDefinition {
  key: string;
  name: string;
  capability: RoleCapability;
  description?: string;
  line?: number;
}

/** `copyable: false` for a command that the text forbids to run (rule 15). */
export interface CommandDefinition {
  language: string;
  text: string;
  line: number;
  copyable?: boolean;
}

/** A blank that the operator fills in. `outcome` is a PASS / FAIL choice that the step's own result answers. */
export type FieldType = "text" | "number" | "timestamp" | "choice" | "outcome";

export interface FieldDefinition {
  name: string;
  type: FieldType;
  options?: string[];
  required: boolean;
  line?: number;
}

interface SubstepDefinition {
  id: string;
  title: string;
  fields: FieldDefinition[];
  line?: number;
}

export type CheckOperator = "==" | "!=" | "<" | "<=" | ">" | ">=";

/** A check that can be evaluated, e.g. `current == 70a79686336c`, `failures == 0`, `mismatch <= 0.1 %`. */
export interface CheckDefinition {
  left: string;
  op: CheckOperator;
  right: string;
  command?: string;
  line?: number;
  /** Two blanks whose relative difference in per cent is the value: row counts of source and target. */
  pair?: { left: string; right: string };
}

export interface ArtifactDefinition {
  name: string;
  /** `upload`: a file or text that must be attached; `reference`: a dump or snapshot, given by id, path and checksum. */
  kind: "upload" | "reference";
  line?: number;
}

export interface StepDefinition {
  id: string;
  title: string;
  kind: StepKind;
  /** Key of the owning role; null means any operator may claim it (R2). */
  role: string | null;
  commands: CommandDefinition[];
  expected: string[];
  fields: FieldDefinition[];
  /** Names of artifacts without which the step cannot pass (R9). */
  artifacts: string[];
  substeps: SubstepDefinition[];
  mutating: boolean;
  critical: boolean;
  /** FAIL of this step bars GO for the rest of the run; it knows only PASS and FAIL (R4). */
  noExceptions: boolean;
  optional: boolean;
  condition: string | null;
  /** Ids of steps that must be done before this one starts. */
  after: string[];
  stream: string | null;
  durationMinutes: number | null;
  checks: CheckDefinition[];
  /** Steps with the same key are alternatives: the decider picks one (R2). */
  alternative?: string | null;
  /** Key of the role whose holder, another person than the executor, verifies the result (R12). */
  verifier?: string | null;
  /** Keys of the roles that sign before a destructive rollback step starts (R1). */
  signOffs?: string[];
  /** Exceptions that the text itself grants: PASS may name the one used (R11). */
  exceptions?: string[];
  /** An attestation of a time (window, freeze, backup's age): it reopens when T-0 moves. */
  timeBound?: boolean;
  /** Plain text around the step that is worth reading while doing it. */
  notes?: string[];
  line: number;
  endLine?: number;
}

export interface AbortGateDefinition {
  id: string;
  text: string;
  conditions: string[];
  line: number;
}

export interface PhaseDefinition {
  id: string;
  title: string;
  kind: PhaseKind;
  /** Short label as written: "T-60", "P0", "A"; null where the heading has none. */
  label: string | null;
  offset: number | null;
  durationMinutes: number | null;
  ordered: boolean;
  optional: boolean;
  steps: StepDefinition[];
  abortGates: AbortGateDefinition[];
  line: number;
  endLine?: number;
}

export interface DecisionPointDefinition {
  id: string;
  title: string;
  final: boolean;
  /** `start` opens mutation, `intermediate` lies between phases, `final` is go-live. */
  position: "start" | "intermediate" | "final";
  /** Offset in minutes from T-0 where the text gives one. */
  offset: number | null;
  criteria: { text: string; stepId: string | null; line: number | null }[];
  statement: string | null;
  /** Role keys. */
  polledRoles: string[];
  signOffs: string[];
  /** Id of the phase after which it is taken: all phases up to and with this one must be complete for GO. */
  afterPhaseId: string | null;
  /** True where the document marks none and the importer adds it after verify (rule 10). */
  implied: boolean;
  line: number | null;
}

/** What a trigger asks for. Monitor, investigate and alert start no decision clock (R6). */
export type TriggerAction = "rollback" | "decide" | "monitor" | "investigate" | "alert";

export interface TriggerDefinition {
  id: string;
  text: string;
  severity: string | null;
  action: TriggerAction;
  /** The action in the document's own words, e.g. "Immediate Rollback". */
  actionText: string | null;
  line: number;
}

export interface RollbackDefinition {
  triggers: TriggerDefinition[];
  /** Minutes the decider has once a trigger is observed; 5 unless the text says otherwise (R6). */
  clockMinutes: number;
  phases: PhaseDefinition[];
}

export interface MessageTemplate {
  id: string;
  name: string;
  text: string;
  line: number;
}

/** `from` / `to` are minutes after T-0 (or of GO); null `from` = since the start, null `to` = open-ended. */
export interface CadenceRule {
  from: number | null;
  to: number | null;
  everyMinutes: number;
  text: string;
  line: number;
}

export interface HypercareCheck {
  text: string;
  everyMinutes: number | null;
  command: string | null;
  onFail: string | null;
  line: number;
}

/** `from` / `to` in minutes after GO. */
export interface HypercareWindow {
  from: number;
  to: number;
  everyMinutes: number;
  text: string;
  line: number;
}

export interface Policy {
  approvals: number;
  rehearsal: "required" | "recommended" | "none";
  /** True where the document itself forbids production execution. */
  productionForbidden: boolean;
  environments: string[];
}

export type DiagnosticSeverity = "error" | "warning" | "info";

export interface Diagnostic {
  line: number;
  severity: DiagnosticSeverity;
  code: string;
  message: string;
  /** An annotation that would settle it, offered as a one-click correction. */
  suggestion?: { line: number; annotation: string; label: string };
}

/** Text that is no step, kept where it stood: nothing in the document is lost. */
export interface ProseBlock {
  line: number;
  endLine: number;
  /** Id of the phase below whose heading it stands; null outside of phases. */
  phaseId: string | null;
  /** Markdown source of the block, credentials masked. */
  text: string;
}

export interface RunbookDefinition {
  title: string;
  /** Hex SHA-256 of the exact bytes of the Markdown text. */
  sha256: string;
  metadata: Record<string, string>;
  roles: RoleDefinition[];
  phases: PhaseDefinition[];
  decisionPoints: DecisionPointDefinition[];
  rollback: RollbackDefinition;
  exitCodes: { command: string; map: Record<string, string> }[];
  policy: Policy;
  communications: { templates: MessageTemplate[]; cadence: CadenceRule[]; channels: string[] };
  hypercare: { checks: HypercareCheck[]; schedule: HypercareWindow[]; focus: string[] };
  evidence: {
    name: string;
    kind: "upload" | "reference";
    requiredBefore: string | null;
    stepIds: string[];
    line: number;
  }[];
  taxonomy: string[];
  finalRecord: { name: string; options: string[]; line: number }[];
  completion: { id: string; text: string; line: number }[];
  contacts: { role: string; contact: string; escalation: string | null; line: number }[];
  /** `{{NAME}}` variables that the text uses. */
  variables: string[];
  prose: ProseBlock[];
  /** How many source lines there are, how many the structure took, how many stay as prose; blank lines count in neither. */
  lines: { total: number; placed: number; prose: number; blank: number };
  diagnostics: Diagnostic[];
}
