import { once } from "node:events";
import { type IncomingMessage, request, type Server } from "node:http";
import { type AddressInfo, connect } from "node:net";
import { getRequestListener } from "@hono/node-server";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { ApiFixture } from "../../testing/api-fixture";
import { createFront } from "../http-front";
import { createApi } from "./app";

let api: ApiFixture;
let server: Server;
let cookie: string;

beforeAll(async () => {
  api = await ApiFixture.start();
  cookie = (await api.signIn("author")).cookie;
  const answer = getRequestListener(createApi(api.services).fetch);
  server = createFront(api.services.env, { api: answer, pages: answer });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
});

afterAll(async () => {
  server.close();
  server.closeAllConnections();
  await api.stop();
});

/** Sends over a real connection; `chunks` without a length are sent in chunked encoding. */
async function send(
  path: string,
  headers: Record<string, string>,
  chunks: Buffer[],
): Promise<[number, string]> {
  const { port } = server.address() as AddressInfo;
  const own = { host: "localhost:3000", origin: "http://localhost:3000", cookie };
  const sent = request({ port, host: "127.0.0.1", path, method: "POST", headers: { ...own, ...headers } });
  // The server may answer and hang up before all of an oversized body is sent.
  sent.on("error", () => {});
  sent.on("socket", (socket) => socket.on("error", () => {}));
  const answered = once(sent, "response") as Promise<[IncomingMessage]>;
  for (const chunk of chunks) sent.write(chunk);
  sent.end();
  const [response] = await answered;
  let text = "";
  for await (const part of response) text += String(part);
  return [response.statusCode ?? 0, text];
}

const megabyte = Buffer.alloc(1024 * 1024, "x ");

describe("over a real connection", () => {
  test("5 MB of Markdown are 413, with an announced length and without, and the next request is served", async () => {
    const headers = { "content-type": "text/markdown" };
    const five = Array(5).fill(megabyte);
    const [chunked, said] = await send("/api/runbooks/preview", headers, five);
    expect(chunked).toBe(413);
    expect(said).toContain("512 KB");
    const announced = { ...headers, "content-length": String(5 * megabyte.length) };
    expect((await send("/api/runbooks/preview", announced, five))[0]).toBe(413);
    expect((await send("/api/runbooks/preview", headers, [Buffer.from("# A\n\n1. b\n")]))[0]).toBe(200);
  });

  test("S3 a client cannot choose the address that it is throttled by", async () => {
    const wrong = Buffer.from(
      JSON.stringify({ email: "nobody@holdpoint.test", password: "guess", name: "ci" }),
    );
    const answers: number[] = [];
    for (let n = 0; n < 10; n += 1) {
      const headers = { "content-type": "application/json", "x-holdpoint-client-address": `192.0.2.${n}` };
      answers.push(
        (await send("/api/tokens", { ...headers, "x-forwarded-for": `198.51.100.${n}` }, [wrong]))[0],
      );
    }
    expect(answers).toEqual([...Array(9).fill(401), 429]);
  });

  test("S4 a body that breaks off is its sender's fault, and neither a defect nor the database", async () => {
    const logged = [vi.spyOn(api.services.log, "error"), vi.spyOn(api.services.log, "warn")];
    const { port } = server.address() as AddressInfo;
    const head = [
      "POST /api/runbooks/preview HTTP/1.1",
      ...["Host: localhost:3000", "Origin: http://localhost:3000", `Cookie: ${cookie}`],
      "Content-Type: text/markdown",
    ];
    const whole = [Buffer.from("# A\n\n1. b\n")];
    const served = async () =>
      (await send("/api/runbooks/preview", { "content-type": "text/markdown" }, whole))[0];
    for (const framing of ["Content-Length: 100", "Transfer-Encoding: chunked"]) {
      const socket = connect(port, "127.0.0.1");
      socket.write([...head, framing, "", "4\r\n# A\n\r\n"].join("\r\n"));
      await once(server, "request");
      // By the time that another one is answered, this one's body is being waited for.
      expect(await served()).toBe(200);
      socket.destroy();
      expect(await served()).toBe(200);
    }
    for (const spy of logged) {
      expect(spy).not.toHaveBeenCalled();
      spy.mockRestore();
    }
  });

  test("S2 a foreign Host is refused before the API is reached", async () => {
    const [status, text] = await send("/api/tokens", { host: "rebound.example" }, []);
    expect(status).toBe(421);
    expect(text).toContain("foreign-host");
  });
});
