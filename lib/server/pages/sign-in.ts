import { currentServices } from "../current-services";
import { DEMO_PASSWORD, DEMO_PEOPLE } from "../people/demo-people";

/** Who the sign-in page offers to be, and with which password; null where this is no demo. */
export async function demoSignIn(): Promise<{
  people: { name: string; email: string }[];
  password: string;
} | null> {
  const { db, env } = currentServices();
  if (!env.demo) return null;
  const emails = DEMO_PEOPLE.map(({ email }) => email);
  const found = await db.prisma.person.findMany({ where: { email: { in: emails }, disabledAt: null } });
  const there = new Set(found.map(({ email }) => email));
  const people = DEMO_PEOPLE.filter(({ email }) => there.has(email)).map(({ name, email }) => ({
    name,
    email,
  }));
  return { people, password: DEMO_PASSWORD };
}
