import type { CommandOf } from "../commands";
import { accept, type Decision, reject } from "../decision";
import type { PhaseDefinition, RunbookDefinition } from "../definition";
import { phaseStates } from "../evolve/planning";
import { instant } from "../instant";
import { neverStartable } from "../never-startable";
import { malformed, type Rejection, refuse } from "../rejections";
import { stepRoles } from "../required-roles";
import { secretRefusal } from "../secrets";
import { firstOf, LINE, textRefusal } from "../text-rules";

type Plan = CommandOf<"PlanRun">["payload"];

function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat("en", { timeZone: name });
    return true;
  } catch {
    return false;
  }
}

function duplicates(ids: string[]): string[] {
  return [...new Set(ids.filter((id, index) => ids.indexOf(id) !== index))];
}

function timeRefusal(plan: Plan): Rejection | null {
  if (instant(plan.t0) === null) return malformed("T-0 is no instant with its zone.", ["t0"]);
  if (!isTimeZone(plan.timeZone)) return malformed(`“${plan.timeZone}” is no IANA time zone.`, ["timeZone"]);
  if (plan.window === null) return null;
  const [start, end] = [instant(plan.window.start), instant(plan.window.end)];
  if (start === null || end === null)
    return malformed("The window's ends are no instants with their zone.", ["window"]);
  return start < end ? null : malformed("The window ends before it starts.", ["window"]);
}

/** Roles that steps, points and polls name, and the definition does not have. */
function unknownRoles(definition: RunbookDefinition, phases: PhaseDefinition[]): string[] {
  const known = new Set(definition.roles.map((role) => role.key));
  const named = [
    ...phases.flatMap((phase) => phase.steps.flatMap(stepRoles)),
    ...definition.decisionPoints.flatMap((point) => [...point.polledRoles, ...point.signOffs]),
  ];
  return [...new Set(named.filter((key) => !known.has(key)))];
}

/** A definition that contradicts itself would make rules that cannot be kept. */
export function definitionRefusal(plan: Pick<Plan, "definition" | "sha256">): Rejection | null {
  const { definition } = plan;
  if (definition.sha256 !== plan.sha256)
    return malformed("The definition is of another text than the version.");
  const deciders = definition.roles.filter((role) => role.capability === "decider");
  if (deciders.length !== 1) {
    const names = deciders.map((role) => role.name);
    return refuse(
      "R1",
      `A runbook names exactly one deciding role; this one names ${deciders.length}.`,
      names,
    );
  }
  const phases = [...definition.phases, ...definition.rollback.phases];
  const steps = phases.flatMap((phase) => phase.steps.map((step) => step.id));
  const twice = [
    ...duplicates(phases.map((phase) => phase.id)),
    ...duplicates(steps),
    ...duplicates(definition.roles.map((role) => role.key)),
    ...duplicates(definition.decisionPoints.map((point) => point.id)),
  ];
  if (twice.length > 0) return malformed("The runbook uses an id twice.", twice);
  const unknown = unknownRoles(definition, phases);
  if (unknown.length > 0) return malformed("The runbook names roles that it does not have.", unknown);
  return orderRefusal(definition, phases);
}

/** Steps that wait for what does not exist would start too early, and those that wait for each other never (R2.4). */
function orderRefusal(definition: RunbookDefinition, phases: PhaseDefinition[]): Rejection | null {
  const steps = phases.flatMap((phase) => phase.steps);
  const titles = new Map(steps.map((step) => [step.id, step.title]));
  const nowhere = steps.flatMap((step) => step.after).filter((id) => !titles.has(id));
  if (nowhere.length > 0) {
    return malformed("The runbook has steps wait for others that it does not have.", [...new Set(nowhere)]);
  }
  const stuck = neverStartable(phaseStates(definition)).map((step) => step.title);
  if (stuck.length === 0) return null;
  const named = stuck.slice(0, 5).map((title) => `“${title}”`);
  const message = `What these steps wait for can start only after them, so that they never could: ${named.join(", ")}.`;
  return refuse("R2", message, stuck.slice(0, 50));
}

function rolesRefusal(plan: Plan): Rejection | null {
  const known = new Set(plan.definition.roles.map((role) => role.key));
  const unknown = plan.roles.filter((entry) => !known.has(entry.role)).map((entry) => entry.role);
  if (unknown.length > 0) return malformed("This runbook has no such role.", unknown);
  const twice = duplicates(plan.roles.map((entry) => entry.role));
  return twice.length > 0 ? malformed("A role is given to two people.", twice) : null;
}

function policyRefusal(plan: Plan): Rejection | null {
  if (plan.kind !== "production" || !plan.definition.policy.productionForbidden) return null;
  return refuse("R8", "The document itself says that production is not authorized: plan a rehearsal.");
}

/** The deputy of a plan is somebody else than its decider (R1.19). */
function deputyRefusal(plan: Plan): Rejection | null {
  const { deputy } = plan;
  if (!deputy) return null;
  const decider = plan.definition.roles.find((role) => role.capability === "decider");
  const holds = plan.roles.some((entry) => entry.role === decider?.key && entry.personId === deputy.personId);
  if (holds) return refuse("R1", `${deputy.name} is in command: the deputy is somebody else.`, ["a deputy"]);
  return firstOf(textRefusal(deputy.personId, "A person", LINE), textRefusal(deputy.name, "A name", LINE));
}

/** Values as they are kept: trimmed, and none that says nothing. */
function variablesOf(plan: Plan): Record<string, string> {
  const entries = Object.entries(plan.variables).map(([name, value]) => [name, value.trim()] as const);
  return Object.fromEntries(entries.filter(([, value]) => value !== ""));
}

/** PlanRun: the run exists, with its version, its time and its people (L.1). */
export function planRun(command: CommandOf<"PlanRun">): Decision {
  const plan = command.payload;
  const refusal = firstOf(
    textRefusal(plan.title, "A title", LINE),
    timeRefusal(plan),
    definitionRefusal(plan),
    rolesRefusal(plan),
    policyRefusal(plan),
    deputyRefusal(plan),
    secretRefusal(plan.variables),
  );
  if (refusal) return reject(refusal);
  const window = plan.window && {
    start: instant(plan.window.start) ?? plan.window.start,
    end: instant(plan.window.end) ?? plan.window.end,
  };
  const payload = {
    ...plan,
    title: plan.title.trim(),
    t0: instant(plan.t0) ?? plan.t0,
    window,
    variables: variablesOf(plan),
  };
  return accept({ type: "RunPlanned", role: null, payload });
}
