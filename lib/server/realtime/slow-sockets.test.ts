import { createServer, type Server as HttpServer } from "node:http";
import { connect, type Socket as TcpSocket } from "node:net";
import { Server } from "socket.io";
import { io, type Socket } from "socket.io-client";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createLog } from "../log";
import { createMetrics } from "../metrics";
import { dropSlowSockets } from "./slow-sockets";

let http: HttpServer;
let server: Server;
let port: number;
let stop: () => void;
const metrics = createMetrics();
const reading: Socket[] = [];
const raw: TcpSocket[] = [];

beforeEach(async () => {
  http = createServer();
  server = new Server(http, { transports: ["websocket"], perMessageDeflate: false });
  stop = dropSlowSockets(server, metrics, createLog("silent"));
  await new Promise<void>((resolve) => http.listen(0, "127.0.0.1", resolve));
  const address = http.address();
  port = typeof address === "object" && address ? address.port : 0;
});

afterEach(async () => {
  stop();
  for (const socket of reading.splice(0)) socket.disconnect();
  for (const socket of raw.splice(0)) socket.destroy();
  await server.close();
});

/** A WebSocket client by hand: it enters socket.io's namespace and then never reads again. */
function connectDeaf(): void {
  const socket = connect(port, "127.0.0.1");
  raw.push(socket);
  socket.on("error", () => {});
  socket.write(
    `GET /socket.io/?EIO=4&transport=websocket HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: Upgrade\r\n` +
      `Upgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: ${Buffer.alloc(16).toString("base64")}\r\n\r\n`,
  );
  socket.once("data", () => {
    // The masked text frame "40": connect to the namespace. The mask is zero.
    socket.write(Buffer.from([0x81, 0x82, 0, 0, 0, 0, 0x34, 0x30]));
    socket.pause();
  });
}

describe("a socket that does not read", () => {
  it("is dropped, while the one beside it gets everything", async () => {
    const got: number[] = [];
    const reader = io(`http://127.0.0.1:${port}`, { transports: ["websocket"], forceNew: true });
    reading.push(reader);
    reader.on("event", (message: { index: number }) => got.push(message.index));
    connectDeaf();
    await expect.poll(() => server.sockets.sockets.size).toBe(2);
    const text = "x".repeat(50_000);
    let sent = 0;
    await expect
      .poll(
        () => {
          for (let index = 0; index < 20; index += 1) server.local.emit("event", { index: sent++, text });
          return server.sockets.sockets.size;
        },
        { interval: 20, timeout: 10_000 },
      )
      .toBe(1);
    await expect.poll(() => got.length).toBe(sent);
    expect(got).toEqual(Array.from({ length: sent }, (_, index) => index));
    expect(reader.connected).toBe(true);
    expect((await metrics.socketsDropped.get()).values).toEqual([
      expect.objectContaining({ labels: { reason: "slow" }, value: 1 }),
    ]);
  });
});
