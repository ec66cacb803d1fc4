import type { PersonAnswer } from "../../protocol/http";
import type { Services } from "../services";

type PeopleServices = Pick<Services, "db">;

const SHOWN = { id: true, name: true, email: true } as const;

const shown = ({ id, name, email }: { id: string; name: string; email: string }): PersonAnswer => ({
  personId: id,
  name,
  email,
});

/** Everyone who can sign in, by name. */
export async function listPeople({ db }: PeopleServices): Promise<PersonAnswer[]> {
  const people = await db.prisma.person.findMany({
    where: { disabledAt: null },
    select: SHOWN,
    orderBy: [{ name: "asc" }, { email: "asc" }],
  });
  return people.map(shown);
}

/** People by e-mail address, in any case; who has no account, or a disabled one, is missing. */
export async function peopleByEmail(
  { db }: PeopleServices,
  emails: readonly string[],
): Promise<Map<string, PersonAnswer>> {
  const wanted = [...new Set(emails.map((email) => email.trim().toLowerCase()))];
  const people = await db.prisma.person.findMany({
    where: { email: { in: wanted }, disabledAt: null },
    select: SHOWN,
  });
  return new Map(people.map((person) => [person.email, shown(person)]));
}

/** Null for nobody, and for someone who may no longer sign in. */
export async function personById(
  { db }: PeopleServices,
  id: string | undefined,
): Promise<PersonAnswer | null> {
  if (id === undefined) return null;
  const person = await db.prisma.person.findFirst({ where: { id, disabledAt: null }, select: SHOWN });
  return person && shown(person);
}
