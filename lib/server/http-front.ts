import {
  createServer,
  type IncomingMessage,
  type RequestListener,
  type Server,
  type ServerResponse,
} from "node:http";
import type { Duplex } from "node:stream";
import { apiHeaders } from "./api/headers";
import { stampClientAddress } from "./auth/client-address";
import { isOwnHost } from "./auth/origin";
import { type BodyTimes, boundBody } from "./body-timeout";
import type { Env } from "./env";
import { addressRefusal, type FrontRefusal, pageRefusal, signInRefusal } from "./http-rules";

type Answer = (request: IncomingMessage, response: ServerResponse) => unknown;

interface Behind {
  api: Answer;
  pages: Answer;
}

/** Paths of the API, which is plain Node, in front of Next: all of /api but next-auth's, and the stakeholders' files. */
const apiPath = /^\/api\/(?!auth(?:\/|$))|^\/api$|^\/s\/[^/]+\/(?:status\.json|calendar\.ics)$/;

const authPath = /^\/api\/auth(?:\/|$)/;

/** Asked by load balancers and probes under whatever name they know the node by; they tell nothing. */
const probePath = /^\/api\/(?:health|ready|metrics)$/;

const FOREIGN_HOST: FrontRefusal = {
  status: 421,
  code: "foreign-host",
  message: "This address is not one of Holdpoint's. Use the one in PUBLIC_URL.",
};

function pathOf(request: IncomingMessage): string {
  return (request.url ?? "/").split("?", 1)[0] ?? "/";
}

function answerRefusal(env: Env, response: ServerResponse, refusal: FrontRefusal): void {
  const { status, code, message, headers } = refusal;
  response
    .writeHead(status, {
      ...apiHeaders(env),
      "content-type": "application/json; charset=utf-8",
      "cache-control": "no-store",
      ...headers,
    })
    .end(JSON.stringify({ error: { code, message } }));
}

/** Headers for what has none of its own: next-auth's answers and built files. Who comes later may say otherwise. */
function presetHeaders(env: Env, response: ServerResponse, path: string): void {
  response.setHeader("x-content-type-options", "nosniff");
  if (!authPath.test(path)) return;
  for (const [name, value] of Object.entries(apiHeaders(env))) response.setHeader(name, value);
  response.setHeader("cache-control", "no-store");
}

/** One listener for everything: says who is asking from where, refuses foreign names, and hands on. */
function front(env: Env, behind: Behind, times: BodyTimes | undefined): RequestListener {
  return (request, response) => {
    stampClientAddress(request, env.trustProxy);
    const path = pathOf(request);
    boundBody(request, path, times);
    const isApi = apiPath.test(path);
    const foreign = !probePath.test(path) && !isOwnHost(env, request.headers.host) ? FOREIGN_HOST : null;
    const refusal = foreign ?? addressRefusal(path) ?? (isApi ? null : refusalBeforeNext(request, path));
    if (refusal) answerRefusal(env, response, refusal);
    else if (isApi) behind.api(request, response);
    else {
      presetHeaders(env, response, path);
      behind.pages(request, response);
    }
  };
}

function refusalBeforeNext(request: IncomingMessage, path: string): FrontRefusal | null {
  return authPath.test(path) ? signInRefusal(request, path) : pageRefusal(request.method ?? "", path);
}

/** @param times how long bodies may take, where not as usual */
export function createFront(env: Env, behind: Behind, times?: BodyTimes): Server {
  return createServer({ requestTimeout: 0, headersTimeout: 15_000 }, front(env, behind, times));
}

/** Where the socket gateway listens. */
const SOCKET_PATH = "/socket.io/";

/**
 * Upgrades are the gateway's alone. Any other would stay open for as long as its sender likes, because nothing times
 * an upgrade out; only while developing do the pages have one.
 */
export function guardUpgrades(
  http: Server,
  env: Env,
  pages: ((request: IncomingMessage, socket: Duplex, head: Buffer) => unknown) | null,
): void {
  http.prependListener("upgrade", (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    stampClientAddress(request, env.trustProxy);
    if (request.url?.startsWith(SOCKET_PATH)) return;
    if (pages) {
      pages(request, socket, head);
      return;
    }
    socket.on("error", () => {});
    const answer = "HTTP/1.1 404 Not Found\r\nConnection: close\r\nContent-Length: 0\r\n\r\n";
    socket.end(answer, () => socket.destroy());
  });
}
