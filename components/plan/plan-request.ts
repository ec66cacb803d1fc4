import type { RunKind } from "../../lib/run/state";
import { chosenInstant, type LocalChoice, resolveLocal } from "./local-time";

/** What the plan form holds while it is filled in. */
export interface PlanEntries {
  title: string;
  kind: RunKind;
  timeZone: string;
  t0: LocalChoice;
  windowStart: LocalChoice;
  windowEnd: LocalChoice;
  variables: Record<string, string>;
  /** E-mail by role key. */
  roles: Record<string, string>;
  /** E-mail of who may assume command when the decider is gone; empty for nobody yet. */
  deputy: string;
  /** Id of the closed run that this one resumes; empty for none. */
  continues: string;
}

/** Body of `POST /api/runs`. */
export interface PlanRequest {
  slug: string;
  version: number;
  kind: RunKind;
  title: string;
  t0: string;
  timeZone: string;
  window?: { start: string; end: string };
  variables?: Record<string, string>;
  roles: { role: string; email: string }[];
  /** By e-mail address. */
  deputy?: string;
  /** Id of a closed run of the same runbook. */
  continues?: string;
}

/** What is wrong, by the control that has to change. */
export type PlanErrors = Partial<Record<"title" | "t0" | "windowStart" | "windowEnd" | "deputy", string>>;

export const noTime: LocalChoice = { local: "", later: null };

/** Why a local time is no instant yet. */
function unclear(what: string, value: LocalChoice, zone: string): string {
  const { kind } = resolveLocal(value.local, zone);
  if (kind === "two") return `That hour comes twice: say which one is ${what}.`;
  if (kind === "none") return `That hour is skipped by the clocks: choose another for ${what}.`;
  return `Say the date and the time of ${what}.`;
}

/** Makes the request, or says what keeps it from being made. */
export function planRequest(
  runbook: { slug: string; version: number; deciderRole?: string },
  entries: PlanEntries,
): { ok: true; request: PlanRequest } | { ok: false; errors: PlanErrors } {
  const errors: PlanErrors = {};
  const { timeZone, windowStart, windowEnd } = entries;
  const t0 = chosenInstant(entries.t0, timeZone);
  if (entries.title.trim() === "") errors.title = "Give the run a name that the room will use.";
  if (t0 === null) errors.t0 = unclear("T-0", entries.t0, timeZone);

  const hasWindow = windowStart.local !== "" || windowEnd.local !== "";
  const start = chosenInstant(windowStart, timeZone);
  const end = chosenInstant(windowEnd, timeZone);
  if (hasWindow && start === null)
    errors.windowStart = unclear("the window's beginning", windowStart, timeZone);
  if (hasWindow && end === null) errors.windowEnd = unclear("the window's end", windowEnd, timeZone);
  if (start !== null && end !== null && Date.parse(end) <= Date.parse(start))
    errors.windowEnd = "The window ends before it begins.";
  const decider = runbook.deciderRole ? entries.roles[runbook.deciderRole] : undefined;
  if (entries.deputy !== "" && entries.deputy === decider)
    errors.deputy = "The deputy is somebody else than the decider.";
  if (t0 === null || Object.keys(errors).length > 0) return { ok: false, errors };

  const variables = Object.fromEntries(
    Object.entries(entries.variables)
      .map(([name, value]): [string, string] => [name, value.trim()])
      .filter(([, value]) => value !== ""),
  );
  const roles = Object.entries(entries.roles)
    .filter(([, email]) => email !== "")
    .map(([role, email]) => ({ role, email }));
  return {
    ok: true,
    request: {
      slug: runbook.slug,
      version: runbook.version,
      kind: entries.kind,
      title: entries.title.trim(),
      t0,
      timeZone,
      roles,
      ...(start !== null && end !== null ? { window: { start, end } } : {}),
      ...(Object.keys(variables).length > 0 ? { variables } : {}),
      ...(entries.deputy !== "" ? { deputy: entries.deputy } : {}),
      ...(entries.continues !== "" ? { continues: entries.continues } : {}),
    },
  };
}
