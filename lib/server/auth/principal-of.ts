import type { Services } from "../services";
import { knownTokens } from "./known-tokens";
import type { HeaderReader, Principal } from "./principal";
import { sessionIdOf } from "./session-cookie";
import { findSession } from "./sessions";

type AuthServices = Pick<Services, "db" | "env" | "listener">;

/** The token of `Authorization: Bearer`; an empty text where the header is of another kind, null without one. */
export function bearerOf(headers: HeaderReader): string | null {
  const header = headers.get("authorization");
  if (header === null) return null;
  return /^Bearer ([^\s]+)$/i.exec(header)?.[1] ?? "";
}

/**
 * Who asks: a session is looked up this moment, a token was at most a second ago. A request with a token is the
 * token's alone: its cookie is not looked at.
 */
export async function principalOf(services: AuthServices, headers: HeaderReader): Promise<Principal | null> {
  const token = bearerOf(headers);
  if (token !== null) return knownTokens(services).find(token);
  const sessionId = await sessionIdOf(services.env, headers);
  return sessionId ? findSession(services, sessionId) : null;
}
