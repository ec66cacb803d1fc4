import type { NextApiRequest, NextApiResponse } from "next";
import NextAuth from "next-auth";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { createTestDatabase, startTestNode, type TestDatabase } from "../../testing/template-database";
import type { Services } from "../services";
import { authOptions } from "./auth-options";
import { CLIENT_ADDRESS_HEADER } from "./client-address";
import { hashPassword } from "./passwords";
import { principalOf } from "./principal-of";

const EMAIL = "reader@holdpoint.test";
const PASSWORD = "correct horse battery";
const BASE = "http://localhost:3000";
let database: TestDatabase;
let services: Services;

beforeAll(async () => {
  process.env.NEXTAUTH_URL = BASE;
  database = await createTestDatabase();
  services = await startTestNode(database);
  await services.db.prisma.person.create({
    data: { email: EMAIL, name: "Reader", passwordHash: await hashPassword(PASSWORD) },
  });
});

afterAll(async () => {
  await services.stop();
  await database.drop();
});

/** A browser that keeps its cookies and speaks to next-auth alone. */
class Browser {
  readonly cookies = new Map<string, string>();
  setCookies: string[] = [];

  async call(
    action: string[],
    method: string,
    body: Record<string, string> = {},
  ): Promise<{ status: number; json: unknown }> {
    const headers = { [CLIENT_ADDRESS_HEADER]: "127.0.0.1" };
    const request = {
      method,
      body,
      headers,
      query: { nextauth: action },
      cookies: Object.fromEntries(this.cookies),
    };
    const answer = { status: 200, json: undefined as unknown };
    const kept = new Map<string, string | string[]>();
    const response = {
      status(code: number) {
        answer.status = code;
        return response;
      },
      getHeader: (name: string) => kept.get(name.toLowerCase()),
      setHeader(name: string, value: string | string[]) {
        kept.set(name.toLowerCase(), value);
        return response;
      },
      json: (value: unknown) => {
        answer.json = value;
      },
      send: (value: unknown) => {
        answer.json = value;
      },
      end: () => {},
    };
    await NextAuth(
      request as unknown as NextApiRequest,
      response as unknown as NextApiResponse,
      authOptions(services),
    );
    this.keep([kept.get("set-cookie") ?? []].flat());
    return answer;
  }

  private keep(cookies: string[]): void {
    this.setCookies = cookies;
    for (const cookie of cookies) {
      const [name = "", value = ""] = (cookie.split(";")[0] ?? "").split("=");
      if (value === "") this.cookies.delete(name);
      else this.cookies.set(name, decodeURIComponent(value));
    }
  }

  async signIn(password: string) {
    const { json } = await this.call(["csrf"], "GET");
    const { csrfToken } = json as { csrfToken: string };
    return this.call(["callback", "credentials"], "POST", {
      email: EMAIL,
      password,
      csrfToken,
      json: "true",
    });
  }

  async signOut() {
    const { json } = await this.call(["csrf"], "GET");
    const { csrfToken } = json as { csrfToken: string };
    return this.call(["signout"], "POST", { csrfToken, json: "true" });
  }

  /** Who the API and the sockets take this browser for. */
  async is() {
    const cookie = [...this.cookies].map(([name, value]) => `${name}=${value}`).join("; ");
    return principalOf(services, { get: (name) => (name === "cookie" ? cookie : null) });
  }
}

describe("signing in by the form", () => {
  test("opens a session, and the cookie holds nothing but its id, sealed", async () => {
    const browser = new Browser();
    const answer = await browser.signIn(PASSWORD);
    expect(answer.json).toMatchObject({ url: expect.not.stringContaining("error") });
    const cookie = browser.setCookies.find((one) => one.startsWith("holdpoint.session="));
    expect(cookie).toMatch(/HttpOnly/);
    expect(cookie).toMatch(/SameSite=Lax/);
    expect(await browser.is()).toMatchObject({ name: "Reader", email: EMAIL, via: { kind: "session" } });
    const session = await browser.call(["session"], "GET");
    expect(session.json).toMatchObject({ user: { name: "Reader", email: EMAIL } });
  });

  test("with a wrong password gives our sentence and no session", async () => {
    const browser = new Browser();
    const { json } = await browser.signIn("wrong");
    const { url } = json as { url: string };
    expect(new URL(url).searchParams.get("error")).toBe("The e-mail address or the password is wrong.");
    expect(await browser.is()).toBeNull();
  });

  test("without next-auth's own token is not done at all", async () => {
    const browser = new Browser();
    await browser.call(["callback", "credentials"], "POST", {
      email: EMAIL,
      password: PASSWORD,
      json: "true",
    });
    expect(await browser.is()).toBeNull();
  });
});

describe("signing out", () => {
  test("ends the session's row, so that a copy of the cookie is worth nothing", async () => {
    const browser = new Browser();
    await browser.signIn(PASSWORD);
    const thief = new Browser();
    for (const [name, value] of browser.cookies) thief.cookies.set(name, value);
    expect(await thief.is()).not.toBeNull();
    await browser.signOut();
    expect(await browser.is()).toBeNull();
    expect(await thief.is()).toBeNull();
    expect((await thief.call(["session"], "GET")).json).toEqual({});
  });
});

describe("F7 while the database is away", () => {
  test("nobody is signed out: the cookie stays, and is good again when it is back", async () => {
    const browser = new Browser();
    await browser.signIn(PASSWORD);
    const gone = Object.assign(new Error("connect ECONNREFUSED"), { code: "ECONNREFUSED" });
    const away = vi.spyOn(services.db.pool, "query").mockImplementation(() => Promise.reject(gone));
    const asked = await browser.call(["session"], "GET");
    away.mockRestore();
    expect(JSON.stringify(asked.json)).not.toMatch(/ECONN|Reader/);
    expect(await browser.is()).toMatchObject({ name: "Reader" });
  });
});
