import { decode } from "next-auth/jwt";
import type { Env } from "../env";
import { isSecure } from "./origin";
import type { HeaderReader } from "./principal";

type CookieEnv = Pick<Env, "publicUrl" | "authSecret">;

/** `__Host-` ties the cookie to this very host, and browsers take it by TLS only. */
export function sessionCookieName(env: Pick<Env, "publicUrl">): string {
  return isSecure(env) ? "__Host-holdpoint.session" : "holdpoint.session";
}

function cookieValue(header: string, name: string): string | null {
  for (const part of header.split(";")) {
    const at = part.indexOf("=");
    if (at > 0 && part.slice(0, at).trim() === name) return part.slice(at + 1).trim();
  }
  return null;
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** The session id in the encrypted cookie; null where there is none, or none of ours. */
export async function sessionIdOf(env: CookieEnv, headers: HeaderReader): Promise<string | null> {
  const value = cookieValue(headers.get("cookie") ?? "", sessionCookieName(env));
  if (!value) return null;
  try {
    const token = await decode({ token: value, secret: env.authSecret });
    const id = token?.sid;
    return typeof id === "string" && UUID.test(id) ? id : null;
  } catch {
    // Cut, forged, out of date or sealed with another secret: all of these are nobody's cookie.
    return null;
  }
}
