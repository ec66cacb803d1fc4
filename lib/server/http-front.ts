import {
  createServer,
  type IncomingMessage,
  type RequestListener,
  type Server,
  type ServerResponse,
} from "node:http";
import { stampClientAddress } from "./auth/client-address";
import { isOwnHost } from "./auth/origin";
import type { Env } from "./env";

type Answer = (request: IncomingMessage, response: ServerResponse) => unknown;

interface Behind {
  api: Answer;
  pages: Answer;
}

/** Paths of the API, which is plain Node, in front of Next: all of /api but next-auth's, and the stakeholders' JSON. */
const apiPath = /^\/api\/(?!auth(?:\/|$))|^\/api$|^\/s\/[^/]+\/status\.json$/;

/** Asked by load balancers and probes under whatever name they know the node by; they tell nothing. */
const probePath = /^\/api\/(?:health|ready|metrics)$/;

function pathOf(request: IncomingMessage): string {
  return (request.url ?? "/").split("?", 1)[0] ?? "/";
}

function refuseHost(response: ServerResponse): void {
  const message = "This address is not one of Holdpoint's. Use the one in PUBLIC_URL.";
  response
    .writeHead(421, {
      "content-type": "application/json",
      "cache-control": "no-store",
      "x-content-type-options": "nosniff",
    })
    .end(JSON.stringify({ error: { code: "foreign-host", message } }));
}

/** One listener for everything: says who is asking from where, refuses foreign names, and hands on. */
function front(env: Env, behind: Behind): RequestListener {
  return (request, response) => {
    stampClientAddress(request, env.trustProxy);
    const path = pathOf(request);
    if (!probePath.test(path) && !isOwnHost(env, request.headers.host)) refuseHost(response);
    else if (apiPath.test(path)) behind.api(request, response);
    else behind.pages(request, response);
  };
}

export function createFront(env: Env, behind: Behind): Server {
  return createServer({ requestTimeout: 60_000, headersTimeout: 15_000 }, front(env, behind));
}
