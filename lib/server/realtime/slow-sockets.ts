import type { Server } from "socket.io";
import type { Log } from "../log";
import type { Metrics } from "../metrics";

/** What may wait for one socket before it is dropped; it rejoins and catches up from the log. */
const MOST_PACKETS = 500;
const MOST_BYTES = 1024 * 1024;
const LOOK_MS = 200;

function numberAt(target: unknown, name: string): number {
  if (typeof target !== "object" || target === null) return 0;
  const value: unknown = Reflect.get(target, name);
  return typeof value === "number" ? value : 0;
}

/**
 * Packets that engine.io keeps back because the transport is busy, and bytes that the WebSocket or the kernel has
 * not taken. Neither has a public accessor.
 */
function backlog(connection: { transport: unknown }): { packets: number; bytes: number } {
  const waiting: unknown = Reflect.get(connection, "writeBuffer");
  const transport = connection.transport;
  const webSocket: unknown =
    typeof transport === "object" && transport ? Reflect.get(transport, "socket") : null;
  return {
    packets: Array.isArray(waiting) ? waiting.length : 0,
    bytes: numberAt(webSocket, "bufferedAmount"),
  };
}

/** Drops sockets that do not read, so that they cost neither memory nor anyone else's time. Answers how to stop. */
export function dropSlowSockets(io: Server, metrics: Metrics, log: Log): () => void {
  const timer = setInterval(() => {
    for (const socket of io.sockets.sockets.values()) {
      const { packets, bytes } = backlog(socket.conn);
      if (packets <= MOST_PACKETS && bytes <= MOST_BYTES) continue;
      metrics.socketsDropped.inc({ reason: "slow" });
      log.warn({ packets, bytes }, "A socket that does not read was dropped");
      terminate(socket.conn);
    }
  }, LOOK_MS);
  timer.unref();
  return () => clearInterval(timer);
}

/** A closing handshake would wait for the very reader that does not read. */
function terminate(connection: { transport: unknown; close(discard?: boolean): void }): void {
  const { transport } = connection;
  const webSocket: unknown =
    typeof transport === "object" && transport ? Reflect.get(transport, "socket") : null;
  connection.close(true);
  if (typeof webSocket === "object" && webSocket && "terminate" in webSocket) {
    if (typeof webSocket.terminate === "function") webSocket.terminate();
  }
}
