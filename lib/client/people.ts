import { readError } from "./post-command";

/** Somebody with an account here. */
export interface Account {
  personId: string;
  name: string;
  email: string;
}

/** Everybody who can be put into a role, by name. Rejects with a sentence. */
export async function fetchPeople(): Promise<Account[]> {
  const response = await fetch("/api/people", { credentials: "same-origin" });
  const body: unknown = await response.json().catch(() => null);
  const found = typeof body === "object" && body !== null && "people" in body ? body.people : null;
  if (!response.ok || !Array.isArray(found)) {
    throw new Error(readError(body, "The list of people could not be read.").message);
  }
  // Parser's edge: the documented shape of our own answer.
  return found as Account[];
}
