import { z } from "@hono/zod-openapi";
import type { PersonAnswer } from "../../protocol/http";
import { optionalText, text, uuid } from "../../protocol/text.schema";
import { signIn } from "../auth/sign-in";
import { createToken, listTokens, revokeToken } from "../auth/tokens";
import { listPeople } from "../people/people";
import { answers } from "./answers.schema";
import { type Endpoint, endpoint } from "./endpoint";
import { JSON_LIMIT } from "./limits";
import { failed, type Problem } from "./problem";
import { json } from "./respond";

const shown = ({ personId, name, email }: PersonAnswer): PersonAnswer => ({ personId, name, email });

const makeToken = endpoint({
  method: "post",
  path: "/api/tokens",
  summary: "Sign in as a script: a token by e-mail address and password, shown this once",
  who: "anyone",
  body: {
    json: z.strictObject({
      email: optionalText(254),
      password: z.string().max(1_000),
      name: text(100),
      runId: uuid.optional(),
    }),
    limit: JSON_LIMIT,
  },
  answer: { 201: { description: "The token", schema: answers.token } },
  refusals: ["malformed", "unauthenticated", "not-found", "throttled", "too-large", "unsupported-media-type"],
  async handle({ services, body, address }) {
    const { email, password, name, runId = null } = body;
    const signedIn = await signIn(services, { email, password, address });
    if (!signedIn.ok) {
      const { reason, message, retryAfterSeconds } = signedIn;
      const code: Problem["code"] = reason === "throttled" ? "throttled" : "unauthenticated";
      return { ok: false, problem: { code, message, retryAfterSeconds } };
    }
    if (runId !== null && !(await services.runs.states.load(runId)))
      return failed("not-found", "There is no such run.");
    return json(201, await createToken(services, { personId: signedIn.account.personId, name, runId }));
  },
});

const tokens = endpoint({
  method: "get",
  path: "/api/tokens",
  summary: "One's own tokens; their secrets are kept nowhere",
  who: "person",
  answer: { 200: { description: "Tokens, the newest first", schema: answers.tokens } },
  handle: async ({ services, principal }) =>
    json(200, { tokens: await listTokens(services, principal.personId) }),
});

const revoke = endpoint({
  method: "delete",
  path: "/api/tokens/{tokenId}",
  summary: "Revoke a token at once: one's own, or as an administrator anyone's",
  who: "person",
  params: z.strictObject({ tokenId: uuid }),
  answer: { 204: { description: "Revoked" } },
  refusals: ["not-found"],
  async handle({ services, principal, params }) {
    if (await revokeToken(services, principal, params.tokenId)) return { status: 204 };
    return failed("not-found", "You have no such token that still works.");
  },
});

const people = endpoint({
  method: "get",
  path: "/api/people",
  summary: "Who can be put into roles",
  who: "person",
  answer: { 200: { description: "People by name", schema: answers.people } },
  handle: async ({ services }) => json(200, { people: await listPeople(services) }),
});

const self = { 200: { description: "The caller", schema: answers.person } };

const me = endpoint({
  method: "get",
  path: "/api/me",
  summary: "Who the caller is",
  who: "person",
  answer: self,
  handle: ({ principal }) => json(200, shown(principal)),
});

const meInRun = endpoint({
  method: "get",
  path: "/api/runs/{id}/me",
  summary: "Who the caller is; a token for this run alone may ask here",
  who: "person",
  params: z.strictObject({ id: uuid }),
  answer: self,
  handle: ({ principal }) => json(200, shown(principal)),
});

export const accountEndpoints: Endpoint[] = [makeToken, tokens, revoke, people, me, meInRun];
