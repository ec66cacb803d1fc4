import { once } from "node:events";
import { createServer, type Server as HttpServer } from "node:http";
import type { AddressInfo } from "node:net";
import { io, type Socket } from "socket.io-client";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import type { PublishedAnswer } from "../../protocol/http";
import type { EditorsMessage, JoinRefusal } from "../../protocol/socket";
import { ApiFixture, ORIGIN } from "../../testing/api-fixture";
import { testEnv } from "../../testing/template-database";
import { createLog } from "../log";
import { createServices, type Services } from "../services";
import { attachGateway } from "./run-gateway";

let api: ApiFixture;
let second: Services;
let ports: { one: HttpServer; two: HttpServer };
const sockets: Socket[] = [];

async function listen(services: Services): Promise<HttpServer> {
  const http = createServer();
  attachGateway(http, services);
  http.listen(0, "127.0.0.1");
  await once(http, "listening");
  return http;
}

beforeAll(async () => {
  api = await ApiFixture.start();
  second = await createServices(testEnv(api.services.db.url), createLog("silent"));
  ports = { one: await listen(api.services), two: await listen(second) };
});

afterEach(() => {
  for (const socket of sockets.splice(0)) socket.disconnect();
});

afterAll(async () => {
  await second.stop();
  await api.stop();
  ports.one.close();
  ports.two.close();
});

interface Editor {
  socket: Socket;
  /** What was told last. */
  told: EditorsMessage | null;
  edit(request: unknown): Promise<EditorsMessage | JoinRefusal | null>;
}

async function connect(http: HttpServer, options: { extraHeaders?: object; auth?: object }): Promise<Editor> {
  const { port } = http.address() as AddressInfo;
  const socket = io(`http://127.0.0.1:${port}`, {
    transports: ["websocket"],
    forceNew: true,
    reconnection: false,
    ...(options as object),
  });
  sockets.push(socket);
  const editor: Editor = {
    socket,
    told: null,
    edit: (request) => new Promise((resolve) => socket.emit("edit", request, resolve)),
  };
  socket.on("editors", (message: EditorsMessage) => {
    editor.told = message;
  });
  await new Promise<void>((resolve, reject) => {
    socket.on("connect", () => resolve());
    socket.on("connect_error", reject);
  });
  return editor;
}

async function person(http: HttpServer, name: string): Promise<Editor> {
  const { cookie } = await api.signIn(name);
  return connect(http, { extraHeaders: { cookie, origin: ORIGIN } });
}

let count = 0;
async function runbook(): Promise<string> {
  count += 1;
  const body = `# Edited together ${count}\n\n## T-10 Prepare\n\n1. Warm the node\n2. Compare\n`;
  const headers = { "content-type": "text/markdown" };
  return ((await api.post("/api/runbooks", { as: "author", body, headers })).json as PublishedAnswer).slug;
}

const names = (editor: Editor) => editor.told?.people.map((each) => each.name) ?? [];

describe("who edits a runbook", () => {
  it("is told to each of them within 2 s, on one node and over two, and that somebody has left", async () => {
    const slug = await runbook();
    const author = await person(ports.one, "author");
    const own = await author.edit({ slug });
    expect(own).toMatchObject({ slug, latestVersion: 1, people: [{ name: expect.any(String) }] });
    const other = await person(ports.two, "ic");
    await other.edit({ slug });
    await expect.poll(() => names(author).length, { timeout: 2_000 }).toBe(2);
    await expect.poll(() => names(other).length, { timeout: 2_000 }).toBe(2);
    other.socket.disconnect();
    await expect.poll(() => names(author).length, { timeout: 2_000 }).toBe(1);
  });

  it("counts for one runbook at a time, and for none once it is closed", async () => {
    const [a, b] = [await runbook(), await runbook()];
    const author = await person(ports.one, "author");
    const other = await person(ports.one, "ic");
    await author.edit({ slug: a });
    await other.edit({ slug: a });
    await expect.poll(() => names(author).length).toBe(2);
    await other.edit({ slug: b });
    await expect.poll(() => names(author).length).toBe(1);
    await other.edit({ slug: a });
    await expect.poll(() => names(author).length).toBe(2);
    expect(await other.edit({ slug: null })).toBeNull();
    await expect.poll(() => names(author).length).toBe(1);
  });

  it("hears of a version that is published on another node", async () => {
    const slug = await runbook();
    const other = await person(ports.two, "ic");
    await other.edit({ slug });
    const body = `# Edited together\n\n## T-10 Prepare\n\n1. Warm both nodes\n`;
    const headers = { "content-type": "text/markdown" };
    await api.post(`/api/runbooks?slug=${slug}&base=1`, { as: "author", body, headers });
    await expect.poll(() => other.told?.latestVersion, { timeout: 2_000 }).toBe(2);
  });

  it("is nobody who holds a share link or a token of one run, and malformed words do no harm", async () => {
    const runId = await api.makeRun();
    const link = await api.post(`/api/runs/${runId}/share-links`, { as: "author", json: {} });
    const share = await connect(ports.one, { auth: { share: (link.json as { token: string }).token } });
    const slug = await runbook();
    expect(await share.edit({ slug })).toMatchObject({ error: { code: "forbidden" } });
    const json = { email: "ic@holdpoint.test", password: "holdpoint-demo", name: "ci", runId };
    const { token } = (await api.post("/api/tokens", { json })).json as { token: string };
    const bound = await connect(ports.one, { auth: { token } });
    expect(await bound.edit({ slug })).toMatchObject({ error: { code: "forbidden" } });
    const author = await person(ports.one, "author");
    for (const wrong of [null, 7, "x", {}, { slug: 7 }, { slug: "../x" }, { slug: "x".repeat(900) }])
      expect(await author.edit(wrong)).toMatchObject({ error: { code: "malformed" } });
    expect(await author.edit({ slug: "no-such-runbook" })).toMatchObject({ error: { code: "not-found" } });
    author.socket.emit("edit", { slug });
    await expect.poll(() => names(author).length).toBe(1);
  });
});
