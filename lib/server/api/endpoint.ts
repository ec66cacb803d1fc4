import { createRoute } from "@hono/zod-openapi";
import type { Context } from "hono";
import { z } from "zod";
import { CLIENT_ADDRESS_HEADER } from "../auth/client-address";
import type { Principal } from "../auth/principal";
import type { Services } from "../services";
import { problemAnswerSchema } from "./answers.schema";
import { checkMediaType, type IncomingBody, incomingBody, malformed, parseJson, readBytes } from "./body";
import { failed, type Outcome, type Problem, STATUS } from "./problem";
import { type Answer, answerProblem, respond } from "./respond";
import { identify } from "./who";

/** Who may call: someone with an account, or anyone (then the handler looks itself). */
export type Who = "person" | "anyone";

/** `streamed`: bytes of any kind, which the handler reads from `incoming` itself. */
type BodySpec<B> =
  | { json: B; limit: number }
  | { media: string[]; limit: number }
  | { streamed: true }
  | undefined;
type Parsed<S> = S extends z.ZodType ? z.output<S> : undefined;

interface EndpointRequest<P, Q, B, W extends Who> {
  services: Services;
  principal: W extends "person" ? Principal : null;
  address: string;
  headers: Headers;
  params: Parsed<P>;
  query: Parsed<Q>;
  /** Parsed JSON, the bytes where the call takes another media type, undefined without a body. */
  body: B extends z.ZodType ? z.output<B> : Uint8Array;
  /** The same body, unread, where the call takes it streamed. */
  incoming: IncomingBody;
}

interface AnswerSpec {
  description: string;
  schema?: z.ZodType;
  /** `application/json` unless said otherwise. */
  media?: string;
}

interface Spec<P, Q, B, W extends Who> {
  method: "get" | "post" | "put" | "delete";
  /** In OpenAPI's way: `/api/runs/{id}`. A parameter `id` is always a run's. */
  path: string;
  summary: string;
  who: W;
  params?: P;
  query?: Q;
  body?: BodySpec<B>;
  answer: Record<number, AnswerSpec>;
  /** Codes of refusals that the document names; 401, 403, 503 and 507 are understood. */
  refusals?: Problem["code"][];
  handle(request: EndpointRequest<P, Q, B, W>): Promise<Answer> | Answer;
}

export interface Endpoint {
  route: ReturnType<typeof createRoute>;
  run(services: Services, context: Context): Promise<Response>;
}

function problemSpecs(codes: readonly Problem["code"][], who: Who) {
  const all: Problem["code"][] = [...codes, "foreign-host", "unavailable", "no-space"];
  if (who === "person") all.push("unauthenticated", "forbidden");
  const content = { "application/json": { schema: problemAnswerSchema } };
  return Object.fromEntries(all.map((code) => [STATUS[code], { description: `Refused: ${code}`, content }]));
}

function requestSpec<P, Q, B, W extends Who>({ params, query, body }: Spec<P, Q, B, W>) {
  const content =
    body &&
    ("json" in body
      ? { "application/json": { schema: body.json } }
      : Object.fromEntries(
          ("media" in body ? body.media : ["application/octet-stream"]).map((media) => [
            media,
            { schema: { type: "string", format: "binary" } },
          ]),
        ));
  return { params, query, body: content && { content, required: true } };
}

/** The OpenAPI description of a call, made from the very schemas that its requests are parsed with. */
function routeOf<P, Q, B, W extends Who>(spec: Spec<P, Q, B, W>): Endpoint["route"] {
  const answers = Object.entries(spec.answer).map(
    ([status, { description, schema, media = "application/json" }]) => [
      status,
      schema ? { description, content: { [media]: { schema } } } : { description },
    ],
  );
  return createRoute({
    method: spec.method,
    path: spec.path,
    summary: spec.summary,
    security: spec.who === "person" ? [{ session: [] }, { token: [] }] : [],
    request: requestSpec(spec) as Parameters<typeof createRoute>[0]["request"],
    responses: { ...problemSpecs(spec.refusals ?? [], spec.who), ...Object.fromEntries(answers) },
  });
}

async function readBody<B>(spec: BodySpec<B>, context: Context): Promise<Outcome<unknown>> {
  if (!spec || "streamed" in spec) return { ok: true, value: undefined };
  const media = checkMediaType(context.req.raw, "json" in spec ? ["application/json"] : spec.media);
  if (!media.ok) return media;
  const bytes = await readBytes(context, spec.limit);
  return bytes.ok && "json" in spec ? parseJson(bytes.value) : bytes;
}

/** Who, then parse: what the handler is given, or why it is not called. */
async function admit<P, Q, B, W extends Who>(
  spec: Spec<P, Q, B, W>,
  services: Services,
  context: Context,
): Promise<Outcome<EndpointRequest<P, Q, B, W>>> {
  const { req } = context;
  const headers = req.raw.headers;
  const address = headers.get(CLIENT_ADDRESS_HEADER) ?? "unknown";
  const asked = { headers, address, changes: spec.method !== "get", runId: req.param("id") };
  const who = spec.who === "person" ? await identify(services, asked) : { ok: true as const, value: null };
  if (!who.ok) return who;
  const params = asParser(spec.params)?.safeParse(req.param());
  if (params?.error) return failed("not-found", "There is nothing at this address.");
  const query = asParser(spec.query)?.safeParse(req.query());
  if (query?.error) return malformed("The query", query.error);
  const raw = await readBody(spec.body, context);
  if (!raw.ok) return raw;
  const body = spec.body && "json" in spec.body ? asParser(spec.body.json)?.safeParse(raw.value) : undefined;
  if (body?.error) return malformed("The body", body.error);
  const parsed = { params: params?.data, query: query?.data, body: body ? body.data : raw.value };
  const incoming = incomingBody(context);
  // The parser's edge: what the schemas of this very specification gave is of the types that they say.
  const value = { services, principal: who.value, address, headers, incoming, ...parsed } as EndpointRequest<
    P,
    Q,
    B,
    W
  >;
  return { ok: true, value };
}

function asParser(schema: unknown): z.ZodType | undefined {
  return schema instanceof z.ZodType ? schema : undefined;
}

/** A call of the API: who may, what it takes, what it does, what it answers; in this order it is handled. */
export function endpoint<P = undefined, Q = undefined, B = undefined, W extends Who = "person">(
  spec: Spec<P, Q, B, W>,
): Endpoint {
  return {
    route: routeOf(spec),
    async run(services, context) {
      const admitted = await admit(spec, services, context);
      if (!admitted.ok) return answerProblem(admitted.problem);
      return respond(await spec.handle(admitted.value));
    },
  };
}
