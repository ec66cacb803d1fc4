import { once } from "node:events";
import { createServer, type Server } from "node:http";
import { type AddressInfo, connect, type Socket } from "node:net";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { boundBody } from "./body-timeout";

let server: Server;

beforeAll(async () => {
  server = createServer({ requestTimeout: 0 }, (request, response) => {
    boundBody(request, request.url ?? "", { wholeWithinMs: 150, silentAtMostMs: 150 });
    request.on("error", () => {});
    request.resume().on("end", () => response.end("whole"));
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
});

afterAll(() => {
  server.closeAllConnections();
  server.close();
});

function begin(path: string, length: number): Socket {
  const socket = connect((server.address() as AddressInfo).port, "127.0.0.1");
  socket.on("error", () => {});
  socket.write(`POST ${path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Length: ${length}\r\n\r\n`);
  return socket;
}

async function answerOf(socket: Socket): Promise<string> {
  let answer = "";
  for await (const piece of socket) answer += String(piece);
  return answer;
}

/** A byte each 40 ms: longer than either time in all, never silent for so long. */
async function drip(socket: Socket, bytes: number): Promise<string> {
  let left = bytes;
  const timer = setInterval(() => {
    if (left > 0 && socket.writable) socket.write("x");
    left -= 1;
  }, 40);
  const answer = await answerOf(socket);
  clearInterval(timer);
  return answer;
}

const evidence = "/api/runs/1/evidence";

describe("a body's time", () => {
  it("ends for a usual one that is not whole in time, however busily it drips", async () => {
    expect(await drip(begin("/api/runs", 8), 8)).toContain("408");
  });

  it("has no end for a file that gets on", async () => {
    expect(await drip(begin(evidence, 8), 8)).toContain("whole");
  });

  it("ends for a file whose sender falls silent", async () => {
    expect(await answerOf(begin(evidence, 8))).not.toContain("whole");
  });

  it("is no matter for what is whole at once, or has no body", async () => {
    const socket = begin("/api/runs", 2);
    socket.write("ok");
    expect(await answerOf(socket)).toContain("whole");
    expect(await answerOf(begin("/api/runs", 0))).toContain("whole");
  });
});
