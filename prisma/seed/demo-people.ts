import { hashPassword } from "../../lib/server/auth/passwords";
import { DEMO_PASSWORD, DEMO_PEOPLE } from "../../lib/server/people/demo-people";
import type { Services } from "../../lib/server/services";

/** Makes the people of the demo that are missing; whoever is there stays as they are. */
export async function seedPeople({ db }: Pick<Services, "db">): Promise<void> {
  const emails = DEMO_PEOPLE.map(({ email }) => email);
  const there = await db.prisma.person.findMany({
    where: { email: { in: emails } },
    select: { email: true },
  });
  const known = new Set(there.map(({ email }) => email));
  const missing = DEMO_PEOPLE.filter(({ email }) => !known.has(email));
  const data = await Promise.all(
    missing.map(async (person) => ({ ...person, passwordHash: await hashPassword(DEMO_PASSWORD) })),
  );
  await db.prisma.person.createMany({ data, skipDuplicates: true });
}
