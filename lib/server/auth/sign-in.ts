import type { Services } from "../services";
import { LONGEST_PASSWORD, verifyPassword } from "./passwords";
import { type Admission, admit, recordSuccess } from "./throttle";

interface Account {
  personId: string;
  name: string;
  email: string;
}

export type SignIn =
  | { ok: true; account: Account }
  | { ok: false; reason: "wrong" | "throttled"; message: string; retryAfterSeconds?: number };

const WRONG = "The e-mail address or the password is wrong.";

function throttled({ retryAfterSeconds }: Extract<Admission, { admitted: false }>): SignIn {
  const minutes = Math.ceil(retryAfterSeconds / 60);
  const message = `Too many sign-ins failed. Wait ${minutes} minutes, or sign in from where you did before.`;
  return { ok: false, reason: "throttled", message, retryAfterSeconds };
}

/**
 * The one way by password, for the form and for tokens. What was wrong is not said, and takes as long whether the
 * account exists or not.
 */
export async function signIn(
  { db }: Pick<Services, "db">,
  { email: typed, password, address }: { email: string; password: string; address: string },
): Promise<SignIn> {
  const email = typed.trim().toLowerCase();
  if (email.length > 254 || password.length > LONGEST_PASSWORD)
    return { ok: false, reason: "wrong", message: WRONG };
  const attempt = { email, address };
  const admission = await admit(db.pool, attempt);
  if (!admission.admitted) return throttled(admission);
  // No stored text holds a NUL, and the database refuses to look for one.
  const person = email.includes("\0") ? null : await db.prisma.person.findUnique({ where: { email } });
  const right = await verifyPassword(person?.passwordHash ?? null, password);
  if (!person || !right || person.disabledAt) return { ok: false, reason: "wrong", message: WRONG };
  await recordSuccess(db.pool, attempt, admission.known);
  return { ok: true, account: { personId: person.id, name: person.name, email } };
}
