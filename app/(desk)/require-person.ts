import { redirect } from "next/navigation";
import { currentPerson, type SignedInPerson } from "@/lib/server/pages/session";

/** Who reads this page; without a session it leads to the sign-in, and back to `path` after it. */
export async function requirePerson(path: string): Promise<SignedInPerson> {
  const person = await currentPerson();
  if (person) return person;
  redirect(path === "/" ? "/sign-in" : `/sign-in?callbackUrl=${encodeURIComponent(path)}`);
}
