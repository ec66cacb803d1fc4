import { createHash, randomBytes } from "node:crypto";
import { once } from "node:events";
import { type ClientRequest, type IncomingHttpHeaders, request, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { Readable } from "node:stream";
import { getRequestListener } from "@hono/node-server";
import { createApi } from "../server/api/app";
import type { BodyTimes } from "../server/body-timeout";
import type { Env } from "../server/env";
import { createFront } from "../server/http-front";
import type { Services } from "../server/services";
import { ApiFixture, ORIGIN } from "./api-fixture";

export interface HttpReply {
  status: number;
  headers: IncomingHttpHeaders;
  body: Buffer;
  /** Undefined where the body is no JSON. */
  json: unknown;
}

export interface Sent {
  as?: string;
  body?: Iterable<Uint8Array> | AsyncIterable<Uint8Array> | Uint8Array | string;
  headers?: Record<string, string>;
}

export const sha256 = (bytes: Uint8Array | string) => createHash("sha256").update(bytes).digest("hex");

/** Bytes that no compression makes smaller and no other call gives. */
export const anyBytes = (size: number) => randomBytes(size);

/** `mb` megabytes that are never held at once. */
export function* manyBytes(mb: number): Generator<Buffer> {
  const piece = randomBytes(65_536);
  for (let n = 0; n < mb * 16; n += 1) {
    piece.writeUInt32BE(n);
    yield Buffer.from(piece);
  }
}

/** One for all calls of a socket that is kept alive. */
const ignore = () => {};

function parsed(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString());
  } catch {
    return undefined;
  }
}

/** A node as the world meets it: the real HTTP front with the API behind, on a port of its own. */
export class EvidenceRoom {
  private constructor(
    readonly api: ApiFixture,
    private readonly server: Server,
  ) {}

  static async start(change: Partial<Env> = {}, times?: BodyTimes): Promise<EvidenceRoom> {
    const api = await ApiFixture.start(change);
    return new EvidenceRoom(api, await EvidenceRoom.serve(api.services, times));
  }

  static async serve(services: Services, times?: BodyTimes): Promise<Server> {
    const pages = () => {};
    const server = createFront(
      services.env,
      { api: getRequestListener(createApi(services).fetch), pages },
      times,
    );
    server.listen(0, "127.0.0.1");
    await once(server, "listening");
    return server;
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    this.server.close();
    await this.api.stop();
  }

  get services(): Services {
    return this.api.services;
  }

  /** A request whose body the caller writes. */
  async open(
    method: string,
    path: string,
    { as, headers }: Sent = {},
    server: Server = this.server,
  ): Promise<ClientRequest> {
    const { port } = server.address() as AddressInfo;
    const all: Record<string, string> = { host: "localhost:3000", origin: ORIGIN };
    if (as) all.cookie = (await this.api.signIn(as)).cookie;
    return request({ host: "127.0.0.1", port, method, path, headers: { ...all, ...headers } });
  }

  async send(
    method: string,
    path: string,
    sent: Sent = {},
    server: Server = this.server,
  ): Promise<HttpReply> {
    const { body } = sent;
    const known = typeof body === "string" || body instanceof Uint8Array;
    const length: Record<string, string> = known ? { "content-length": String(Buffer.byteLength(body)) } : {};
    const call = await this.open(method, path, { ...sent, headers: { ...length, ...sent.headers } }, server);
    const answered = once(call, "response");
    // A refusal may come, and the connection go, while the body is still being sent.
    call
      .on("error", () => {})
      .on("socket", (socket) => {
        if (socket.listenerCount("error", ignore) === 0) socket.on("error", ignore);
      });
    if (known || body === undefined) call.end(body);
    else Readable.from(body).pipe(call);
    const [response] = await answered;
    const pieces: Buffer[] = [];
    for await (const piece of response) pieces.push(piece);
    const whole = Buffer.concat(pieces);
    return { status: response.statusCode ?? 0, headers: response.headers, body: whole, json: parsed(whole) };
  }

  upload(
    runId: string,
    name: string,
    sent: Sent & { query?: string } = {},
    server?: Server,
  ): Promise<HttpReply> {
    const query = `name=${encodeURIComponent(name)}${sent.query ?? ""}`;
    return this.send("POST", `/api/runs/${runId}/evidence?${query}`, sent, server);
  }

  /** Uploads what must be taken; answers the artifact's id. */
  async attached(runId: string, name: string, sent: Sent & { query?: string } = {}): Promise<string> {
    const reply = await this.upload(runId, name, { as: "dba", ...sent });
    if (reply.status !== 201) throw new Error(`${reply.status} ${reply.body}`);
    return (reply.json as { artifactId: string }).artifactId;
  }

  download(runId: string, artifactId: string, sent: Sent = {}): Promise<HttpReply> {
    return this.send("GET", `/api/runs/${runId}/evidence/${artifactId}`, { as: "ic", ...sent });
  }

  /** Rows of the store: nothing half-written may be among them. */
  async rows(): Promise<{ uploads: number; chunks: number; blobs: number; artifacts: number }> {
    const count = (table: string) => `(SELECT count(*)::int FROM evidence_${table}) AS ${table}s`;
    const tables = ["upload", "chunk", "blob", "artifact"].map(count).join(", ");
    return (await this.services.db.pool.query(`SELECT ${tables}`)).rows[0];
  }
}
