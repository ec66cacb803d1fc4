import { randomBytes } from "node:crypto";
import { type NextRequest, NextResponse } from "next/server";
import { isSecure } from "@/lib/server/auth/origin";
import { shareOf } from "@/lib/server/auth/share-access";
import { currentServices } from "@/lib/server/current-services";
import { pageHeaders } from "@/lib/server/pages/page-headers";

/** Gives each page its nonce, by which Next marks its own scripts, and the security headers. It is no guard. */
export async function proxy(request: NextRequest): Promise<NextResponse> {
  const headers = pageHeaders({
    nonce: randomBytes(16).toString("base64"),
    host: request.headers.get("host") ?? "",
    path: request.nextUrl.pathname,
    secure: isSecure(currentServices().env),
    development: process.env.NODE_ENV === "development",
  });
  const forwarded = new Headers(request.headers);
  forwarded.set("content-security-policy", headers["content-security-policy"] ?? "");
  const response = await answerTo(request, forwarded);
  for (const [name, value] of Object.entries(headers)) response.headers.set(name, value);
  return response;
}

const sharePage = /^\/s\/([^/]+)(?:\/wall)?$/;

/** A share link that opens nothing is 404 and says so without any script; whether it opens something the page asks again. */
async function answerTo({ nextUrl }: NextRequest, headers: Headers): Promise<NextResponse> {
  const token = sharePage.exec(nextUrl.pathname)?.[1];
  if (token === undefined || (await shareOf(currentServices(), token))) {
    return NextResponse.next({ request: { headers } });
  }
  const gone = nextUrl.clone();
  gone.pathname = "/s/gone";
  return NextResponse.rewrite(gone, { status: 404, request: { headers } });
}

/** /api goes past the proxy, which would cut its bodies at 10 MB; built files need no policy. */
export const config = { matcher: ["/((?!api/|_next/static/|_next/image).*)"] };
