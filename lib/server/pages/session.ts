import { headers } from "next/headers";
import { cache } from "react";
import { principalOf } from "../auth/principal-of";
import { currentServices } from "../current-services";

/** Who reads a page. */
export interface SignedInPerson {
  personId: string;
  name: string;
  email: string;
  isAdmin: boolean;
}

/** Whoever the session cookie of this request belongs to, looked up once a request; null for nobody. */
export const currentPerson = cache(async (): Promise<SignedInPerson | null> => {
  const cookie = (await headers()).get("cookie");
  const principal = await principalOf(currentServices(), {
    get: (name) => (name === "cookie" ? cookie : null),
  });
  if (!principal) return null;
  const { personId, name, email, isAdmin } = principal;
  return { personId, name, email, isAdmin };
});
