import { isDatabaseAway } from "./database-away";
import { StartError } from "./start-error";

/** SQLSTATEs of a database that answers, and does not want us: wrong name or password, no such database, no right. */
const UNWANTED = /^(28|3D000|42501)/;

const NO_TLS = /SSL|certificate|TLS/i;

function codeOf(error: Error): string {
  return "code" in error && typeof error.code === "string" ? error.code : "";
}

/** `AggregateError`, which a name with several addresses gives, says nothing itself. */
function reasonOf(error: Error): string {
  const [first] = error instanceof AggregateError ? error.errors : [];
  return error.message || (first instanceof Error ? first.message : "no answer");
}

/**
 * A sentence for whoever set DATABASE_URL, where it is that and not we that must be mended; the error itself
 * otherwise. The address is named without user or password.
 */
export function asStartError(error: unknown, url: string): unknown {
  if (!(error instanceof Error) || error instanceof StartError) return error;
  const reason = reasonOf(error);
  if (!isDatabaseAway(error) && !UNWANTED.test(codeOf(error)) && !NO_TLS.test(reason)) return error;
  const { host, pathname } = new URL(url);
  return new StartError(
    `The PostgreSQL at ${host || "its socket"}${pathname} cannot be used: ${reason}. Check DATABASE_URL, and that the ` +
      "database exists and lets its user in and make tables.",
  );
}
