import { isOwnOrigin } from "../auth/origin";
import type { Principal } from "../auth/principal";
import { bearerOf, principalOf } from "../auth/principal-of";
import { isGuessing } from "../auth/throttle";
import type { Services } from "../services";
import { failed, type Outcome } from "./problem";

interface Asked {
  headers: Headers;
  address: string;
  /** GET and HEAD change nothing. */
  changes: boolean;
  /** The run that the path names; undefined where it names none. */
  runId: string | undefined;
}

async function unknownCaller(services: Services, { headers, address }: Asked): Promise<Outcome<Principal>> {
  if (bearerOf(headers) === null) return failed("unauthenticated", "Sign in, or send a token.");
  if (await isGuessing(services.db.pool, address)) {
    return failed("throttled", "Too many tokens from this address were wrong. Wait 15 minutes.");
  }
  return failed("unauthenticated", "This token is unknown, has expired or was revoked.");
}

/** Who calls, and whether this way of calling may reach this path at all. Roles in runs are judged by the rules. */
export async function identify(services: Services, asked: Asked): Promise<Outcome<Principal>> {
  const principal = await principalOf(services, asked.headers);
  if (!principal) return unknownCaller(services, asked);
  const { via } = principal;
  if (via.kind === "session") {
    if (asked.changes && !isOwnOrigin(services.env, asked.headers.get("origin"))) {
      return failed(
        "foreign-origin",
        "This change came from another site's page, or did not say from which.",
      );
    }
  } else if (via.runId !== null && via.runId !== asked.runId?.toLowerCase()) {
    return failed("forbidden", "This token is good for one run only, and this is not a part of it.");
  }
  return { ok: true, value: principal };
}
