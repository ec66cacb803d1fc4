import { randomUUID } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import {
  type APIRequestContext,
  type BrowserContext,
  test as base,
  expect,
  type Page,
  request,
} from "@playwright/test";
import { type ProductServer, startProduct } from "./product-server";

export const people = {
  admin: "admin@holdpoint.test",
  ic: "ic@holdpoint.test",
  deployer: "deployer@holdpoint.test",
  dba: "dba@holdpoint.test",
  payments: "payments@holdpoint.test",
  scribe: "scribe@holdpoint.test",
  approver: "approver@holdpoint.test",
  author: "author@holdpoint.test",
} as const;

export type PersonName = keyof typeof people;

const password = "holdpoint-demo";

/** One person at one browser of their own. */
interface Seat {
  person: PersonName;
  context: BrowserContext;
  page: Page;
}

/** The HTTP API as one person's script uses it. */
export interface ApiClient {
  token: string;
  request: APIRequestContext;
  /** Sends a command and gives status and body, whatever they are. */
  command(runId: string, type: string, payload?: object): Promise<{ status: number; body: CommandAnswer }>;
}

interface CommandAnswer {
  seq: number;
  events: { seq: number; type: string }[];
  error?: { code: string; message: string; rule?: string; missing?: string[] };
}

interface Fixtures {
  /** Seats a person in a browser context of their own, signed in by session. */
  seat(person: PersonName): Promise<Seat>;
  api(person: PersonName): Promise<ApiClient>;
}

interface WorkerFixtures {
  server: ProductServer;
}

export const test = base.extend<Fixtures, WorkerFixtures>({
  server: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the fixture's needs from this pattern.
    async ({}, use) => {
      const server = await startProduct();
      await use(server);
      await server.dispose();
    },
    { scope: "worker", timeout: 90_000 },
  ],

  baseURL: async ({ server }, use) => use(server.url),

  seat: async ({ browser, server, viewport }, use) => {
    const open: BrowserContext[] = [];
    await use(async (person) => {
      const context = await browser.newContext({ baseURL: server.url, viewport });
      open.push(context);
      await signIn(context, server.url, person);
      return { person, context, page: await context.newPage() };
    });
    for (const context of open) await context.close();
  },

  api: async ({ server }, use) => {
    const open: APIRequestContext[] = [];
    await use(async (person) => {
      const client = await apiClient(server.url, person);
      open.push(client.request);
      return client;
    });
    for (const context of open) await context.dispose();
  },
});

/** Signs a context in through the sign-in endpoint, without its form. */
async function signIn(context: BrowserContext, url: string, person: PersonName): Promise<void> {
  const { csrfToken } = await (await context.request.get(`${url}/api/auth/csrf`)).json();
  const answer = await context.request.post(`${url}/api/auth/callback/credentials`, {
    headers: { origin: url },
    form: { csrfToken, email: people[person], password, json: "true" },
  });
  expect(answer.ok(), `${person} signs in`).toBe(true);
}

async function apiClient(url: string, person: PersonName): Promise<ApiClient> {
  const anonymous = await request.newContext({ baseURL: url });
  const answer = await anonymous.post("/api/tokens", {
    data: { email: people[person], password, name: "e2e" },
  });
  expect(answer.status(), `${person} gets a token`).toBe(201);
  const { token } = await answer.json();
  await anonymous.dispose();
  const client = await request.newContext({
    baseURL: url,
    extraHTTPHeaders: { authorization: `Bearer ${token}` },
  });
  return {
    token,
    request: client,
    command: async (runId, type, payload = {}) => {
      const posted = await client.post(`/api/runs/${runId}/commands`, {
        data: { commandId: randomUUID(), type, ...payload },
      });
      return { status: posted.status(), body: await posted.json() };
    },
  };
}

/** A document of our first users, which lie beside the checkout and never in it; null where they are absent. */
export function sharedRunbook(name: string): string | null {
  const path = join(import.meta.dirname, "../../shared/runbooks", name);
  return existsSync(path) ? readFileSync(path, "utf8") : null;
}

export { expect };
