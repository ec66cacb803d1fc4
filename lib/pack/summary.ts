import type { RoleCapability } from "../run/definition";
import { roleName } from "../run/people";
import { RULES_VERSION } from "../run/rules-version";
import type { RunKind, RunOutcome, RunState, RunStatus } from "../run/state";
import type { Departure, Miss } from "./departures";
import { type ExecutedVersion, executedVersions, type LogDigest } from "./log-digest";
import { artifactPath } from "./safe-name";

const SUMMARY_FORMAT = "holdpoint.summary.1";

interface SummaryDecision {
  number: number;
  verdict: string;
  question: string | null;
  reason: string;
  decider: string;
  at: string;
  seq: number;
  answers: { role: string; name: string; answer: "go" | "no-go"; reason: string | null }[];
  silent: string[];
  against: string[];
  notComputed: { step: string; checks: string[]; accepted: boolean }[];
  basis: { seq: number; headHash: string };
}

interface SummaryWaiver {
  subject: string;
  ticket: string;
  reason: string;
  status: string;
  expiresAt: string;
  requestedBy: string;
  answeredBy: string | null;
  bySelf: boolean;
}

interface SummaryEvidence {
  name: string;
  stepId: string | null;
  kind: "upload" | "reference";
  sha256: string;
  size: number | null;
  visibility: "room" | "restricted";
  /** Where its bytes lie in a pack, or where the reference points. */
  place: string | null;
}

/** What a run came to, for people and for scripts that keep it (summary.json). Instants are ISO 8601 UTC. */
export interface RunSummary {
  format: typeof SUMMARY_FORMAT;
  rulesVersion: string;
  run: {
    id: string;
    title: string;
    kind: RunKind;
    status: RunStatus;
    outcome: RunOutcome | null;
    sealed: boolean;
  };
  runbook: { slug: string; version: number; sha256: string; title: string; versions: ExecutedVersion[] };
  log: { headSeq: number; headHash: string; lastAt: string | null; entries: number };
  times: Record<
    | "t0"
    | "plannedAt"
    | "startedAt"
    | "goAt"
    | "rollbackAt"
    | "rollbackFinishedAt"
    | "declaredAt"
    | "closedAt",
    string | null
  > & { timeZone: string; window: { start: string; end: string } | null };
  people: {
    planner: string;
    deputy: string | null;
    roles: { key: string; name: string; capability: RoleCapability; holder: string | null }[];
  };
  steps: Record<"passed" | "warned" | "failed" | "notApplicable" | "open", number>;
  /** PASSes that left checks unknown. */
  notComputed: { step: string; checks: string[]; accepted: boolean }[];
  decisions: SummaryDecision[];
  criteria: { text: string; confirmedBy: string | null; confirmedAt: string | null }[];
  departures: Departure[];
  waivers: SummaryWaiver[];
  missed: Miss[];
  evidence: SummaryEvidence[];
  /** Minutes: what this run's rollback took, and what the rehearsal of the same hash had taken. */
  rollback: {
    drill: boolean;
    /** What a partial rollback leaves changed. */
    remaining: string | null;
    tookMinutes: number | null;
    rehearsedMinutes: number | null;
  };
  blocker: { classification: string | null; rootCause: string | null } | null;
  continues: { runId: string; headHash: string } | null;
  finalRecord: { fields: Record<string, string>; by: string; at: string } | null;
}

function stepCounts({ phases }: RunState): RunSummary["steps"] {
  const counts = { passed: 0, warned: 0, failed: 0, notApplicable: 0, open: 0 };
  for (const { status } of phases.flatMap((phase) => phase.steps)) {
    if (status === "passed" || status === "warned" || status === "failed") counts[status] += 1;
    else if (status === "not-applicable") counts.notApplicable += 1;
    else counts.open += 1;
  }
  return counts;
}

function notComputedOf({ phases }: RunState): RunSummary["notComputed"] {
  return phases
    .flatMap((phase) => phase.steps)
    .filter((step) => step.status === "passed" && step.notComputed.length > 0)
    .map(({ title: step, notComputed: checks, warnAccepted: accepted }) => ({ step, checks, accepted }));
}

function decisionsOf(state: RunState): SummaryDecision[] {
  return state.decisions.map((decision) => {
    const { number, verdict, question, reason, at, seq, against, basis } = decision;
    const answers = decision.answers.map(({ role, by, answer, reason: why }) => ({
      role: roleName(state, role),
      name: by.name,
      answer,
      reason: why,
    }));
    const silent = decision.silent.map((role) => roleName(state, role));
    const decider = decision.decider.name;
    const notComputed = decision.notComputed.map(({ title: step, checks, accepted }) => ({
      ...{ step, checks, accepted },
    }));
    return {
      ...{ number, verdict, question, reason, decider, at, seq },
      ...{ answers, silent, against, notComputed, basis },
    };
  });
}

function waiversOf(state: RunState): SummaryWaiver[] {
  return state.waivers.map(
    ({ subjectText: subject, ticket, reason, status, expiresAt, bySelf, ...rest }) => ({
      ...{ subject, ticket, reason, status, expiresAt, bySelf },
      requestedBy: rest.requestedBy.name,
      answeredBy: rest.answeredBy?.name ?? null,
    }),
  );
}

function evidenceOf(digest: LogDigest): SummaryEvidence[] {
  const firstName = new Map<string, string>();
  for (const { sha256, name, kind } of digest.attachments) {
    if (kind === "upload" && !firstName.has(sha256)) firstName.set(sha256, name);
  }
  return digest.attachments.map(({ name, stepId, kind, sha256, size, visibility, location }) => {
    const place = kind === "upload" ? artifactPath(sha256, firstName.get(sha256) ?? name) : location;
    return { name, stepId, kind, sha256, size, visibility, place };
  });
}

function minutesBetween(start: string | null, end: string | null): number | null {
  if (start === null || end === null) return null;
  return Math.round((Date.parse(end) - Date.parse(start)) / 6_000) / 10;
}

function timesOf(digest: LogDigest): RunSummary["times"] {
  const { t0, timeZone, window, startedAt, goAt, rollbackAt, rollbackFinishedAt, declaredAt, closedAt } =
    digest.state;
  const { plannedAt } = digest;
  return {
    ...{ t0, timeZone, window, plannedAt, startedAt, goAt, rollbackAt, rollbackFinishedAt },
    ...{ declaredAt, closedAt },
  };
}

/** The summary of a run at the head of the log that was digested: the same log gives the same summary. */
export function buildSummary(digest: LogDigest): RunSummary {
  const { state } = digest;
  const { runId: id, title, kind, status, outcome, halt, continues, finalRecord } = state;
  return {
    format: SUMMARY_FORMAT,
    rulesVersion: RULES_VERSION,
    run: { id, title, kind, status, outcome, sealed: status === "closed" },
    runbook: { ...state.runbook, versions: executedVersions(digest) },
    log: {
      headSeq: digest.headSeq,
      headHash: digest.headHash,
      lastAt: digest.lastAt,
      entries: digest.entries,
    },
    times: timesOf(digest),
    people: {
      planner: state.planner.name,
      deputy: state.deputy?.name ?? null,
      roles: state.roles.map(({ key, name, capability, holder }) => ({
        ...{ key, name, capability },
        holder: holder?.name ?? null,
      })),
    },
    steps: stepCounts(state),
    notComputed: notComputedOf(state),
    decisions: decisionsOf(state),
    criteria: state.criteria.map(({ text, confirmedBy, confirmedAt }) => ({
      text,
      confirmedBy: confirmedBy?.name ?? null,
      confirmedAt,
    })),
    departures: digest.departures,
    waivers: waiversOf(state),
    missed: digest.missed,
    evidence: evidenceOf(digest),
    rollback: {
      drill: state.drill,
      remaining: state.rollbackRemaining,
      tookMinutes: minutesBetween(state.rollbackAt, state.rollbackFinishedAt),
      rehearsedMinutes: state.measuredRollbackMinutes,
    },
    blocker: halt && { classification: halt.classification, rootCause: halt.rootCause },
    continues: continues && { runId: continues.runId, headHash: continues.headHash },
    finalRecord: finalRecord && { fields: finalRecord.fields, by: finalRecord.by.name, at: finalRecord.at },
  };
}
