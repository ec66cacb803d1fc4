import { once } from "node:events";
import type { Server } from "node:http";
import { type AddressInfo, connect } from "node:net";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { CLIENT_ADDRESS_HEADER } from "./auth/client-address";
import type { Env } from "./env";
import { createFront, guardUpgrades } from "./http-front";

const env: Env = {
  port: 3000,
  portGiven: true,
  host: "127.0.0.1",
  publicUrl: "http://localhost:3000",
  publicUrlGiven: true,
  trustProxy: [],
  dataDir: ".data",
  authSecret: "a secret that only tests know, of 32+",
  databaseUrl: null,
  demo: false,
  logLevel: "silent",
  firstAdmin: null,
  smtp: null,
  outgoingAllow: [],
  evidenceMaxBytes: 512 * 1024 * 1024,
};

let server: Server;
const upgraded: string[] = [];

beforeAll(async () => {
  server = createFront(env, {
    api: (_, response) => response.end("from the api"),
    pages: (_, response) => response.end("from the pages"),
  });
  server.on("upgrade", (request, socket) => {
    if (request.url?.startsWith("/socket.io/"))
      socket.end(`HTTP/1.1 200 OK\r\n\r\n${String(request.headers[CLIENT_ADDRESS_HEADER])}`);
    upgraded.push(request.url ?? "");
  });
  guardUpgrades(server, env, null);
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
});

afterAll(() => {
  server.close();
  server.closeAllConnections();
});

/** What comes back for these very bytes until the server closes the connection. */
async function send(text: string): Promise<string> {
  const { port } = server.address() as AddressInfo;
  const socket = connect(port, "127.0.0.1");
  socket.end(text);
  let answer = "";
  for await (const chunk of socket) answer += String(chunk);
  return answer;
}

const request = (line: string, ...headers: string[]) =>
  send([`${line} HTTP/1.1`, "Host: localhost:3000", "Connection: close", ...headers, "", ""].join("\r\n"));

const statusOf = (answer: string) => Number(answer.slice(9, 12));

describe("what goes no further than the front", () => {
  it.each([
    ["OPTIONS *", 400],
    ["GET http://evil.example/", 400],
    ["GET /s/%E0%A4%A", 400],
    ["GET /runs/%", 400],
    ["TRACE /sign-in", 405],
    ["POST /sign-in", 405],
    ["DELETE /runs/x", 405],
    ["PUT /api/auth/csrf", 405],
    ["POST /api/auth/_log", 404],
    ["GET /api/auth/verify-request", 404],
    ["GET /api/auth/../runs", 404],
    ["GET /api/auth/..%2fruns", 404],
    ["GET /api/auth", 404],
  ])("S4 %s is %i with a sentence in JSON", async (line, status) => {
    const answer = await request(line);
    expect(statusOf(answer)).toBe(status);
    expect(answer).toContain('{"error":{"code":"');
    expect(answer).toMatch(/x-content-type-options: nosniff/i);
    expect(answer).not.toContain("from the");
  });

  it("S4 is a sign-in that is no form, is too large, or does not say how large it is", async () => {
    const post = "POST /api/auth/callback/credentials";
    const json = await request(post, "Content-Type: application/json", "Content-Length: 4", "", "{bad");
    expect(statusOf(json)).toBe(415);
    const form = "Content-Type: application/x-www-form-urlencoded";
    expect(statusOf(await request(post, form, "Content-Length: 16385"))).toBe(413);
    expect(statusOf(await request(post, form, "Transfer-Encoding: chunked", "", "0", ""))).toBe(413);
    expect(await request(post, `${form}; charset=UTF-8`, "Content-Length: 3", "", "a=b")).toContain("pages");
  });

  it.each([
    ["GET /api/auth/csrf", "pages"],
    ["GET /api/auth/session", "pages"],
    ["GET /sign-in?error=%", "pages"],
    ["HEAD /", ""],
    ["GET /api/authors", "api"],
    ["GET /s/x/status.json", "api"],
    ["TRACE /api/runs", "api"],
  ])("but not %s", async (line, whose) => {
    const answer = await request(line);
    expect(statusOf(answer)).toBe(200);
    expect(answer).toContain(whose);
  });

  it("S5 gives next-auth's answers the headers that they lack", async () => {
    const answer = await request("GET /api/auth/csrf");
    for (const header of ["content-security-policy: default-src 'none'", "cache-control: no-store"])
      expect(answer.toLowerCase()).toContain(header);
  });
});

describe("an upgrade", () => {
  const upgrade = (path: string, ...more: string[]) =>
    request(`GET ${path}`, "Connection: Upgrade", "Upgrade: websocket", ...more);

  it.each(["/", "/api/runs", "/socket.iox", "/_next/webpack-hmr"])(
    "S4 to %s is refused and closed, however long its sender would wait",
    async (path) => {
      expect(statusOf(await upgrade(path))).toBe(404);
    },
  );

  it("S3 to the gateway carries the address that the server saw, and none that the client made up", async () => {
    const answer = await upgrade("/socket.io/?EIO=4", `${CLIENT_ADDRESS_HEADER}: 192.0.2.1`);
    expect(answer).toContain("127.0.0.1");
    expect(upgraded).toContain("/socket.io/?EIO=4");
  });
});
