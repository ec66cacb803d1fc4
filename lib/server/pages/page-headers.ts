const TWO_YEARS = 63_072_000;

export interface PageHeaderFacts {
  nonce: string;
  /** Host header of the request; the front has let through our own names only. */
  host: string;
  path: string;
  /** Browsers come by TLS. */
  secure: boolean;
  /** React's development build evaluates code. */
  development: boolean;
}

/** Safari before 15.4 does not count sockets as `'self'`, so they are named. */
function sockets(host: string, secure: boolean): string {
  return /^[a-z0-9.:[\]-]+$/i.test(host) ? ` ${secure ? "wss" : "ws"}://${host}` : "";
}

/** Nothing is allowed but what pages need: scripts by nonce alone; styles inline, because the widgets set them so. */
function contentSecurityPolicy({ nonce, host, secure, development }: PageHeaderFacts): string {
  const directives = [
    "default-src 'none'",
    `script-src 'nonce-${nonce}' 'strict-dynamic'${development ? " 'unsafe-eval'" : ""}`,
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data: blob:",
    "font-src 'self'",
    `connect-src 'self'${sockets(host, secure)}`,
    "worker-src 'self' blob:",
    "manifest-src 'self'",
    "media-src 'self'",
    "form-action 'self'",
    "base-uri 'none'",
    "object-src 'none'",
    "frame-ancestors 'none'",
  ];
  return [...directives, ...(secure ? ["upgrade-insecure-requests"] : [])].join("; ");
}

/**
 * Security headers of every page. The address of a stakeholder's page is its key, so it never travels on; elsewhere
 * pages of ours may know each other.
 */
export function pageHeaders(facts: PageHeaderFacts): Record<string, string> {
  return {
    "content-security-policy": contentSecurityPolicy(facts),
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": facts.path.startsWith("/s/") ? "no-referrer" : "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), microphone=(), geolocation=(), payment=(), usb=()",
    ...(facts.secure ? { "strict-transport-security": `max-age=${TWO_YEARS}; includeSubDomains` } : {}),
  };
}
