// A process of many watchers: real socket.io clients, apart from the server so that their work is not counted as its.
import { io, type Socket } from "socket.io-client";
import { monotonicMs, type WatchOrder, type WatchReport, type WatchTarget } from "./watch-messages";

const connectsAtOnce = 25;
const connectTimeoutMs = 20_000;

let sockets: Socket[] = [];
let missing = new Map<number, number>();
let finished: [number, number][] = [];
let troubles = 0;

const tell = (report: WatchReport) => process.send?.(report);

function trouble(text: string) {
  // One cause often hits every socket; the first few tell it.
  troubles += 1;
  if (troubles <= 3) tell({ type: "trouble", text });
}

/** Counts one watcher's receipt of one event; the last one sets the time. */
function got(seq: number, at: number) {
  const left = (missing.get(seq) ?? sockets.length) - 1;
  if (left > 0) {
    missing.set(seq, left);
    return;
  }
  missing.delete(seq);
  finished.push([seq, at]);
  if (finished.length === 1)
    setImmediate(() => {
      tell({ type: "delivered", items: finished });
      finished = [];
    });
}

function watchFloor(socket: Socket) {
  socket.on("event", (event: { seq: number }) => got(event.seq, monotonicMs()));
}

function watchProduct(socket: Socket, target: Extract<WatchTarget, { kind: "product" }>) {
  let last = target.after;
  socket.on("events", (message: { runId: string; events: { seq: number }[] }) => {
    const at = monotonicMs();
    for (const { seq } of message.events) {
      // A browser drops what it knows; anything else than the next is a hole, which a browser would have to ask for.
      if (seq <= last) continue;
      if (seq !== last + 1) trouble(`a watcher got event ${seq} after ${last}`);
      last = seq;
      got(seq, at);
    }
  });
}

function connectOne(target: WatchTarget, index: number): Promise<void> {
  const token = target.kind === "product" ? target.tokens[index % target.tokens.length] : undefined;
  const socket = io(target.url, {
    transports: ["websocket"],
    forceNew: true,
    reconnection: false,
    auth: token ? { token } : {},
  });
  sockets.push(socket);
  if (target.kind === "floor") watchFloor(socket);
  else watchProduct(socket, target);
  return new Promise((resolve, reject) => {
    const timer = setTimeout(
      () => reject(new Error("a watcher could not connect in time")),
      connectTimeoutMs,
    );
    const done = (error?: Error) => {
      clearTimeout(timer);
      if (error) reject(error);
      else resolve();
    };
    socket.once("connect_error", done);
    socket.once("connect", async () => {
      socket.on("disconnect", (reason) => {
        if (reason !== "io client disconnect") trouble(`a watcher was disconnected: ${reason}`);
      });
      if (target.kind === "floor") return done();
      const answer: unknown = await socket
        .timeout(connectTimeoutMs)
        .emitWithAck("join", { runId: target.runId, after: target.after });
      const joined = typeof answer === "object" && answer !== null && "seq" in answer;
      done(joined ? undefined : new Error(`join was answered with ${JSON.stringify(answer)?.slice(0, 200)}`));
    });
  });
}

async function connect(target: WatchTarget, count: number) {
  missing = new Map();
  troubles = 0;
  for (let from = 0; from < count; from += connectsAtOnce) {
    const upTo = Math.min(count, from + connectsAtOnce);
    await Promise.all(Array.from({ length: upTo - from }, (_, i) => connectOne(target, from + i)));
  }
  tell({ type: "connected" });
}

function disconnect() {
  for (const socket of sockets) socket.disconnect();
  sockets = [];
  tell({ type: "disconnected" });
}

process.on("message", (order: WatchOrder) => {
  if (order.type === "connect")
    connect(order.target, order.count).catch((error: unknown) =>
      tell({ type: "trouble", text: String(error) }),
    );
  else if (order.type === "disconnect") disconnect();
  else process.exit(0);
});
// The bench is gone, however it ended: nobody counts any more.
process.on("disconnect", () => process.exit(0));
