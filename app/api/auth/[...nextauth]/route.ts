import type { NextRequest } from "next/server";
import NextAuth from "next-auth";
import { authOptions } from "@/lib/server/auth/auth-options";
import { isOwnOrigin } from "@/lib/server/auth/origin";
import { currentServices } from "@/lib/server/current-services";

interface Context {
  params: Promise<{ nextauth: string[] }>;
}

function answer(request: NextRequest, context: Context): Promise<Response> {
  const services = currentServices();
  // next-auth knows its own address from this variable alone.
  process.env.NEXTAUTH_URL = services.env.publicUrl;
  return NextAuth(request, context, authOptions(services));
}

export const GET = answer;

/** next-auth has its own token against forged posts; a page elsewhere does not get that far. */
export function POST(request: NextRequest, context: Context): Promise<Response> | Response {
  const origin = request.headers.get("origin");
  if (origin !== null && !isOwnOrigin(currentServices().env, origin)) {
    const message = "This request came from another site's page.";
    return Response.json({ error: { code: "foreign-origin", message } }, { status: 403 });
  }
  return answer(request, context);
}
