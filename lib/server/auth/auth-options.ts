import type { AuthOptions } from "next-auth";
import credentialsProvider from "next-auth/providers/credentials";
import { isDatabaseAway } from "../database-away";
import type { Services } from "../services";
import { CLIENT_ADDRESS_HEADER } from "./client-address";
import { isSecure } from "./origin";
import type { Principal } from "./principal";
import { sessionCookieName } from "./session-cookie";
import { findSession, openSession, revokeSession, SESSION_SECONDS } from "./sessions";
import { signIn } from "./sign-in";

type AuthServices = Pick<Services, "db" | "env" | "log">;

/** Thrown where a cookie's session is over: next-auth then answers "nobody" and drops the cookie. */
class SessionOver extends Error {}

/** next-auth hands the message of what is thrown here to the sign-in form: it must be ours, whatever broke. */
async function authorize(
  services: AuthServices,
  typed: { email?: string; password?: string } | undefined,
  address: unknown,
): Promise<{ id: string }> {
  const answer = await signIn(services, {
    email: typed?.email ?? "",
    password: typed?.password ?? "",
    address: typeof address === "string" ? address : "unknown",
  }).catch((error: unknown) => {
    services.log.error({ err: error }, "A sign-in failed by a defect");
    const away = isDatabaseAway(error);
    throw new Error(
      away ? "The database is away. Try again in a moment." : "The sign-in failed on our side.",
    );
  });
  if (!answer.ok) throw new Error(answer.message);
  return { id: await openSession(services, answer.account.personId) };
}

function provider(services: AuthServices) {
  return credentialsProvider({
    credentials: { email: { label: "E-mail" }, password: { label: "Password", type: "password" } },
    authorize: (typed, request) => authorize(services, typed, request.headers?.[CLIENT_ADDRESS_HEADER]),
  });
}

/** The session as it stands; `unknown` while the database is away, which ends nobody's session. */
async function lookUp(services: AuthServices, sessionId: unknown): Promise<Principal | "over" | "unknown"> {
  if (typeof sessionId !== "string" || sessionId === "") return "over";
  try {
    return (await findSession(services, sessionId)) ?? "over";
  } catch (error) {
    if (isDatabaseAway(error)) return "unknown";
    throw error;
  }
}

const callbacks = (services: AuthServices): AuthOptions["callbacks"] => ({
  /** The cookie holds the session's id and nothing else; what it means is looked up each time. */
  async jwt({ token, user }) {
    if (user) return { sid: user.id };
    if ((await lookUp(services, token.sid)) === "over") throw new SessionOver("The session is over.");
    return { sid: token.sid };
  },
  async session({ session, token }) {
    const person = await lookUp(services, token.sid);
    const user = typeof person === "string" ? undefined : { name: person.name, email: person.email };
    return { ...session, user };
  },
  /** Only to ourselves, and only by path: what stands in a link must not lead elsewhere. */
  redirect({ url, baseUrl }) {
    const path = URL.canParse(url) ? new URL(url) : null;
    if (path) return path.origin === baseUrl ? url : baseUrl;
    return url.startsWith("/") && !/^\/[/\\]/.test(url) ? `${baseUrl}${url}` : baseUrl;
  },
});

/** next-auth's settings: accounts by e-mail address and password, and a cookie that is good for its row's life only. */
export function authOptions(services: AuthServices): AuthOptions {
  const secure = isSecure(services.env);
  return {
    secret: services.env.authSecret,
    providers: [provider(services)],
    session: { strategy: "jwt", maxAge: SESSION_SECONDS },
    pages: { signIn: "/sign-in", error: "/sign-in" },
    useSecureCookies: secure,
    cookies: {
      sessionToken: {
        name: sessionCookieName(services.env),
        options: { httpOnly: true, sameSite: "lax", path: "/", secure },
      },
    },
    callbacks: callbacks(services),
    events: {
      async signOut({ token }) {
        if (typeof token?.sid === "string") await revokeSession(services, token.sid);
      },
    },
    logger: {
      error(code, metadata) {
        const over = code === "JWT_SESSION_ERROR";
        if (over) services.log.debug({ code }, "A cookie without a session was dropped");
        else
          services.log.error(
            { code, err: metadata instanceof Error ? metadata : metadata.error },
            "next-auth failed",
          );
      },
      warn: (code) => services.log.debug({ code }, "next-auth warns"),
      debug: () => {},
    },
  };
}
