import { randomUUID } from "node:crypto";
import { OpenAPIHono } from "@hono/zod-openapi";
import type { Context } from "hono";
import { PROTOCOL_VERSION } from "../../protocol/version";
import { isOwnHost } from "../auth/origin";
import { isDatabaseAway, isDiskFull } from "../database-away";
import type { Services } from "../services";
import { accountEndpoints } from "./accounts";
import { alertEndpoints } from "./alerts";
import { calendarEndpoints } from "./calendars";
import { channelEndpoints } from "./channels";
import { draftEndpoints } from "./drafts";
import type { Endpoint } from "./endpoint";
import { evidenceEndpoints } from "./evidence";
import { apiHeaders } from "./headers";
import { operationEndpoints, PROBE_PATHS } from "./operations";
import { packEndpoints } from "./packs";
import type { Problem } from "./problem";
import { answerProblem, json, respond } from "./respond";
import { runbookEndpoints } from "./runbooks";
import { runEndpoints } from "./runs";
import { sharingEndpoints } from "./sharing";

export const endpoints: readonly Endpoint[] = [
  ...runbookEndpoints,
  ...draftEndpoints,
  ...runEndpoints,
  ...evidenceEndpoints,
  ...packEndpoints,
  ...sharingEndpoints,
  ...calendarEndpoints,
  ...accountEndpoints,
  ...alertEndpoints,
  ...channelEndpoints,
  ...operationEndpoints,
];

const DOCUMENT = "/api/openapi.json";

/** What stands in the way of any request, whatever it asks for. */
function gate(services: Services, { req }: Context): Problem | null {
  if (PROBE_PATHS.has(req.path)) return null;
  if (!isOwnHost(services.env, req.raw.headers.get("host"))) {
    return {
      code: "foreign-host",
      message: "This server does not answer under that name. Set PUBLIC_URL to it.",
    };
  }
  if (services.accepting) return null;
  return { code: "unavailable", message: "This node is stopping. Try again." };
}

const DISK_FULL: Problem = {
  code: "no-space",
  message: "The server's disk is full, so nothing of this was kept. Free some space, then send it again.",
};

/** Expected refusals are values; what is thrown is a database away, or a defect that only the log learns about. */
function answerThrown(services: Services, error: unknown, { req }: Context): Response {
  if (isDiskFull(error)) {
    services.log.error({ err: error, path: req.path }, "A request found the database's disk full");
    return answerProblem(DISK_FULL);
  }
  if (isDatabaseAway(error)) {
    services.log.warn({ err: error, path: req.path }, "A request found the database away");
    return answerProblem({ code: "unavailable", message: "The database is away. Try again in a moment." });
  }
  const id = randomUUID();
  services.log.error({ err: error, id, method: req.method, path: req.path }, "A request failed by a defect");
  return answerProblem({
    code: "defect",
    message: `Something broke on our side; it is in the log under ${id}.`,
  });
}

function documentOf(app: OpenAPIHono, services: Services) {
  app.openAPIRegistry.registerComponent("securitySchemes", "session", {
    type: "apiKey",
    in: "cookie",
    name: "session",
    description: "The sign-in cookie; changes need an Origin of this site",
  });
  app.openAPIRegistry.registerComponent("securitySchemes", "token", { type: "http", scheme: "bearer" });
  for (const { route } of endpoints) app.openAPIRegistry.registerPath(route);
  return app.getOpenAPI31Document({
    openapi: "3.1.0",
    info: { title: "Holdpoint", version: String(PROTOCOL_VERSION) },
    servers: [{ url: services.env.publicUrl }],
  });
}

/**
 * The HTTP API: everything below /api but /api/auth, and the files of /s/:token. Requests must have gone through
 * `stampClientAddress` first.
 */
export function createApi(services: Services): OpenAPIHono {
  const app = new OpenAPIHono();
  const headers = Object.entries(apiHeaders(services.env));
  app.use(async (context, next) => {
    const problem = gate(services, context);
    if (problem) context.res = answerProblem(problem);
    else await next();
    for (const [name, value] of headers) {
      // An answer may be stricter than the rest: artifacts are sandboxed.
      if (!context.res.headers.has(name)) context.res.headers.set(name, value);
    }
  });
  for (const { route, run } of endpoints) {
    app.on(route.method, route.getRoutingPath(), (context) => run(services, context));
  }
  const document = documentOf(app, services);
  app.get(DOCUMENT, () => respond(json(200, document)));
  app.notFound(() => answerProblem({ code: "not-found", message: "There is nothing at this address." }));
  app.onError((error, context) => answerThrown(services, error, context));
  return app;
}
