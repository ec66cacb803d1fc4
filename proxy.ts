import { randomBytes } from "node:crypto";
import { type NextRequest, NextResponse } from "next/server";
import { isSecure } from "@/lib/server/auth/origin";
import { currentServices } from "@/lib/server/current-services";
import { pageHeaders } from "@/lib/server/pages/page-headers";

/** Gives each page its nonce, by which Next marks its own scripts, and the security headers. It is no guard. */
export function proxy(request: NextRequest): NextResponse {
  const headers = pageHeaders({
    nonce: randomBytes(16).toString("base64"),
    host: request.headers.get("host") ?? "",
    path: request.nextUrl.pathname,
    secure: isSecure(currentServices().env),
    development: process.env.NODE_ENV === "development",
  });
  const forwarded = new Headers(request.headers);
  forwarded.set("content-security-policy", headers["content-security-policy"] ?? "");
  const response = NextResponse.next({ request: { headers: forwarded } });
  for (const [name, value] of Object.entries(headers)) response.headers.set(name, value);
  return response;
}

/** /api goes past the proxy, which would cut its bodies at 10 MB; built files need no policy. */
export const config = { matcher: ["/((?!api/|_next/static/|_next/image).*)"] };
