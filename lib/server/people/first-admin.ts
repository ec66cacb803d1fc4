import { hashPassword } from "../auth/passwords";
import { EnvError } from "../env-values";
import type { Services } from "../services";

const NOBODY =
  `Nobody can sign in yet. Start once with HOLDPOINT_FIRST_ADMIN_EMAIL and HOLDPOINT_FIRST_ADMIN_PASSWORD
(12 characters or more), and the first administrator is made.`.replace("\n", " ");

/**
 * Where nobody can sign in, makes the administrator that the environment names. Throws an EnvError with a sentence
 * where it names none. Someone who exists already is left alone.
 */
export async function ensureFirstAdmin({
  db,
  env,
  log,
}: Pick<Services, "db" | "env" | "log">): Promise<void> {
  const anyone = await db.prisma.person.findFirst({
    where: { disabledAt: null, passwordHash: { not: null } },
    select: { id: true },
  });
  if (anyone) return;
  if (!env.firstAdmin) throw new EnvError(NOBODY);
  const { email, name, password } = env.firstAdmin;
  const passwordHash = await hashPassword(password);
  await db.prisma.person.createMany({
    data: [{ email, name, isAdmin: true, passwordHash }],
    skipDuplicates: true,
  });
  log.info({ email }, "The first administrator was made");
}
