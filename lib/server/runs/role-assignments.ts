import type { PlanBody } from "../../protocol/plan.schema";
import type { RoleDefinition, RunbookDefinition } from "../../run/definition";
import type { PersonRef } from "../../run/person";
import { failed, type Outcome } from "../api/problem";
import { peopleByEmail } from "../people/people";
import type { Services } from "../services";

export interface Assignment {
  role: string;
  personId: string;
  name: string;
}

function findRole(definition: RunbookDefinition, wanted: string): RoleDefinition | undefined {
  const name = wanted.trim().toLowerCase();
  return (
    definition.roles.find((role) => role.key === wanted) ??
    definition.roles.find((role) => role.name.toLowerCase() === name)
  );
}

function refuseRoles(definition: RunbookDefinition, unknown: string[]) {
  const has = definition.roles.map((role) => role.name).join(", ");
  return failed(
    "unusable",
    `This runbook knows no role ${unknown.map((role) => `“${role.slice(0, 100)}”`).join(", ")}. It has: ${has}.`,
    unknown,
  );
}

/** Resolves roles and people as they were typed; names every role and address that is unknown. */
export async function resolveAssignments(
  services: Pick<Services, "db">,
  definition: RunbookDefinition,
  typed: PlanBody["roles"],
): Promise<Outcome<Assignment[]>> {
  const unknownRoles = typed.filter(({ role }) => !findRole(definition, role)).map(({ role }) => role);
  if (unknownRoles.length > 0) return refuseRoles(definition, unknownRoles);
  const people = await peopleByEmail(
    services,
    typed.map(({ email }) => email),
  );
  const strangers = [...new Set(typed.map(({ email }) => email).filter((email) => !people.has(email)))];
  if (strangers.length > 0) {
    return failed("unusable", `Nobody here has the e-mail address ${strangers.join(", ")}.`, strangers);
  }
  const assignments = typed.flatMap(({ role, email }) => {
    const person = people.get(email);
    const found = findRole(definition, role);
    return person && found ? [{ role: found.key, personId: person.personId, name: person.name }] : [];
  });
  const twice = assignments.find(
    ({ role }, index) => assignments.findIndex((a) => a.role === role) !== index,
  );
  if (twice) return failed("unusable", `The role ${twice.role} is given to two people.`, [twice.role]);
  return { ok: true, value: assignments };
}

/** The deputy as typed; null where nobody was named. */
export async function resolveDeputy(
  services: Pick<Services, "db">,
  email: PlanBody["deputy"],
): Promise<Outcome<PersonRef | null>> {
  if (email === null || email === undefined) return { ok: true, value: null };
  const person = (await peopleByEmail(services, [email])).get(email);
  if (!person) return failed("unusable", `Nobody here has the e-mail address ${email}.`, [email]);
  return { ok: true, value: { personId: person.personId, name: person.name } };
}
