import { once } from "node:events";
import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type RequestListener, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { main } from "./main";

const RUN = "11111111-2222-4333-8444-555555555555";
let folder: string;
let server: Server;
let answer: RequestListener = () => {};

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "hp-hostile-"));
  server = createServer((request, response) => answer(request, response));
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
});

afterEach(() => server.closeAllConnections());

afterAll(() => {
  server.close();
  rmSync(folder, { recursive: true, force: true });
});

async function holdpoint(...args: string[]): Promise<{ code: number; out: string; err: string }> {
  const said = { out: "", err: "" };
  const { port } = server.address() as AddressInfo;
  const code = await main(args, {
    root: folder,
    variables: {
      HOME: folder,
      HOLDPOINT_URL: `http://127.0.0.1:${port}`,
      HOLDPOINT_TOKEN: "hp_test",
      HOLDPOINT_RUN: RUN,
    },
    out: (text) => {
      said.out += text;
    },
    err: (text) => {
      said.err += text;
    },
  });
  return { code, ...said };
}

const json =
  (status: number, value: unknown): RequestListener =>
  (_, response) => {
    response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(value));
  };

describe("answers that no Holdpoint gives", () => {
  test.each<[string, RequestListener]>([
    [
      "a page",
      (_, response) => response.writeHead(200, { "content-type": "text/html" }).end("<h1>Welcome</h1>"),
    ],
    ["a gateway's error page", (_, response) => response.writeHead(502).end("<h1>Bad Gateway</h1>")],
    ["a page that is not found", (_, response) => response.writeHead(404).end("nothing")],
    ["nothing at all", (_, response) => response.writeHead(200).end()],
    ["JSON of another kind", json(200, ["a", 1])],
    ["JSON of almost the right kind", json(200, { seq: 1 })],
    [
      "half an answer",
      (_, response) =>
        response.writeHead(200, { "content-length": "100" }).end("{", () => response.destroy()),
    ],
    ["no HTTP", (request) => request.socket.end("hello\r\n\r\n")],
    ["a line that breaks", (request) => request.socket.destroy()],
    ["an error without words", json(400, { error: "no" })],
    [
      "a database that is away",
      json(503, { error: { code: "unavailable", message: "The database is away." } }),
    ],
  ])("%s is a server that is away, and what is recorded is kept", async (_, listener) => {
    answer = listener;
    const said = await holdpoint("status", "--json");
    expect(said.code, said.err).toBe(3);
    expect(JSON.parse(said.out)).toMatchObject({ error: { code: "away" } });
    expect((await holdpoint("log", "kept")).code).toBe(4);
    rmSync(join(folder, ".local"), { recursive: true, force: true });
  });

  test("a redirect is followed nowhere, least of all with the token", async () => {
    let asked = 0;
    const other = createServer((_, response) => {
      asked += 1;
      response.end("{}");
    });
    other.listen(0, "127.0.0.1");
    await once(other, "listening");
    const { port } = other.address() as AddressInfo;
    answer = (_, response) => response.writeHead(302, { location: `http://127.0.0.1:${port}/` }).end();
    const said = await holdpoint("runs");
    expect(said.code).toBe(3);
    expect(said.err).toContain("sends us elsewhere");
    expect(asked).toBe(0);
    other.close();
  });

  test("an answer without an end is not read to it", async () => {
    answer = (_, response) => {
      const piece = Buffer.alloc(1_048_576, " ");
      response.writeHead(200);
      const more = () => {
        while (!response.destroyed && response.write(piece));
      };
      response.on("drain", more);
      more();
    };
    const before = process.memoryUsage().rss;
    const said = await holdpoint("runs");
    expect(said.code).toBe(3);
    expect(process.memoryUsage().rss - before).toBeLessThan(400 * 1_048_576);
  });

  test("escape sequences and turned letters of a server never reach the terminal", async () => {
    const message = "\u001b]0;owned\u0007\u001b[2J\u202eevil\u009b31m";
    answer = json(422, { error: { code: "rule", message, rule: "R3\u001b[1m", missing: [`${message}!`] } });
    for (const args of [["log", "x"], ["log", "x", "--json"], ["runs"], ["runs", "--json"]]) {
      const said = await holdpoint(...args);
      expect(said.code).toBe(1);
      // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what must not be there
      expect(said.out + said.err).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202a-\u202e]/);
    }
    answer = json(200, {
      runs: [{ runId: RUN, title: message, kind: "rehearsal", status: "running", t0: "2026" }],
    });
    expect((await holdpoint("runs")).out).not.toContain("\u001b");
  });

  test("a pack that breaks off leaves no file", async () => {
    answer = (request, response) => {
      if (!request.url?.endsWith("/pack"))
        return json(404, { error: { code: "not-found", message: "no" } })(request, response);
      response.writeHead(200, { "content-type": "application/zip", "content-length": "1000" });
      response.write("PK", () => response.destroy());
    };
    const file = join(folder, "half.zip");
    expect((await holdpoint("pack", "--out", file)).code).toBe(3);
    answer = (_, response) => response.writeHead(200, { "content-type": "application/zip" }).end("PK no zip");
    const said = await holdpoint("pack", "--out", file, "--json");
    expect([said.code, JSON.parse(said.out).error.code]).toEqual([1, "not-intact"]);
    expect(existsSync(file)).toBe(false);
  });

  test("a file that is refused while it is still being sent is refused, not kept", async () => {
    answer = (_, response) => {
      response
        .writeHead(413, { "content-type": "application/json", connection: "close" })
        .end(JSON.stringify({ error: { code: "too-large", message: "The file is larger than 512 MB." } }));
    };
    const file = join(folder, "large.bin");
    writeFileSync(file, Buffer.alloc(30 * 1_048_576, 1));
    const said = await holdpoint("attach", file);
    expect([said.code, said.err]).toEqual([1, "The file is larger than 512 MB.\n"]);
  });
});

describe("addresses", () => {
  test("are origins, without a name or a path in them", async () => {
    for (const wrong of ["ftp://x", "http://a:b@x", "https://x/path", "https://x?y", "%%%"]) {
      expect((await holdpoint("runs", "--server", wrong)).code, wrong).toBe(2);
    }
  });
});
