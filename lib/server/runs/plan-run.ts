import { randomUUID } from "node:crypto";
import type { PlannedAnswer } from "../../protocol/http";
import type { PlanBody } from "../../protocol/plan.schema";
import type { CommandPayloads } from "../../run/commands";
import { lacksDeputy, missingVariables } from "../../run/start-clearance";
import type { RunState } from "../../run/state";
import { failed, type Outcome, problemOf } from "../api/problem";
import type { Principal } from "../auth/principal";
import { executeCommand } from "../run/execute-command";
import { findVersion } from "../runbooks/runbooks";
import type { Services } from "../services";
import { continuedRun } from "./continued-run";
import { resolveAssignments, resolveDeputy } from "./role-assignments";

type Plan = CommandPayloads["PlanRun"];

/** An abbreviation names no zone: CET is Vienna's in winter only, and CST is Chicago's and Shanghai's. */
function timeZoneProblem(timeZone: string) {
  if (timeZone === "UTC") return null;
  try {
    new Intl.DateTimeFormat("en", { timeZone });
    if (timeZone.includes("/")) return null;
  } catch {
    return failed(
      "unusable",
      `“${timeZone.slice(0, 100)}” is no time zone. Name one like Europe/Vienna or UTC.`,
      ["timeZone"],
    );
  }
  return failed(
    "unusable",
    `“${timeZone}” may mean several time zones. Name the place, like Europe/Vienna, or UTC.`,
    ["timeZone"],
  );
}

/** Everything that can be said against a plan before its roles are looked at; null where there is nothing. */
function planProblem({ kind, timeZone, window }: PlanBody, plan: Pick<Plan, "definition">) {
  if (window && window.start >= window.end) {
    return failed("unusable", "The window must start before it ends.", ["window"]);
  }
  if (kind === "production" && plan.definition.policy.productionForbidden) {
    const message = "The runbook itself says that production is not authorized: plan a rehearsal.";
    return { ok: false as const, problem: { code: "rule" as const, rule: "R8" as const, message } };
  }
  return timeZoneProblem(timeZone);
}

async function resolvePlan(services: Services, runId: string, body: PlanBody): Promise<Outcome<Plan>> {
  const version = await findVersion(services, body.slug, body.version);
  if (!version)
    return failed("not-found", `There is no version ${body.version} of a runbook “${body.slug}”.`);
  const { definition, sha256 } = version;
  const problem = planProblem(body, { definition });
  if (problem) return problem;
  const roles = await resolveAssignments(services, definition, body.roles);
  if (!roles.ok) return roles;
  const deputy = await resolveDeputy(services, body.deputy);
  if (!deputy.ok) return deputy;
  const continues = await continuedRun(services, body.continues, definition);
  if (!continues.ok) return continues;
  const { slug, version: runbookVersion, kind, title, t0, timeZone, window, variables } = body;
  return {
    ok: true,
    value: {
      ...{ runId, slug, runbookVersion, sha256, definition, kind, title, t0, timeZone },
      window: window ?? null,
      variables: variables ?? {},
      roles: roles.value,
      deputy: deputy.value,
      continues: continues.value,
    },
  };
}

/** What the plan still lacks of what a start takes, by the names that people know it under. */
function missingOf(state: RunState | null): Omit<PlannedAnswer, "runId"> {
  if (!state) return { missingRoles: [], missingVariables: [], missingDeputy: false };
  const vacant = state.roles.filter((role) => role.required && !role.holder);
  return {
    missingRoles: vacant.map(({ key, name }) => ({ role: key, name })),
    missingVariables: missingVariables(state),
    missingDeputy: lacksDeputy(state),
  };
}

/**
 * Plans a run of a version with people in roles. Roles that the run needs and nobody holds, variables without a value
 * and a missing deputy are named in the answer; they bar its start, not its planning.
 */
export async function planRun(
  services: Services,
  principal: Principal,
  body: PlanBody,
): Promise<Outcome<PlannedAnswer>> {
  const runId = randomUUID();
  const plan = await resolvePlan(services, runId, body);
  if (!plan.ok) return plan;
  const result = await executeCommand(services, {
    type: "PlanRun",
    payload: plan.value,
    runId,
    commandId: randomUUID(),
    actor: { kind: "person", personId: principal.personId, name: principal.name },
    admin: principal.isAdmin,
    principal,
  });
  if (!result.ok) return { ok: false, problem: problemOf(result.rejection) };
  const head = await services.runs.states.load(runId);
  return { ok: true, value: { runId, ...missingOf(head?.state ?? null) } };
}
