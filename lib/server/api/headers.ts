import { isSecure } from "../auth/origin";
import type { Env } from "../env";

const TWO_YEARS = 63_072_000;

/** Headers of every answer that is no page. Nothing here is ever shown as a document. */
export function apiHeaders(env: Pick<Env, "publicUrl">): Record<string, string> {
  return {
    "x-content-type-options": "nosniff",
    "content-security-policy":
      "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'",
    "referrer-policy": "no-referrer",
    "cross-origin-resource-policy": "same-origin",
    ...(isSecure(env) ? { "strict-transport-security": `max-age=${TWO_YEARS}; includeSubDomains` } : {}),
  };
}
