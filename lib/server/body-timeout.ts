import type { IncomingMessage } from "node:http";

/** Until when a request of the usual size has come in whole, milliseconds. */
const WHOLE_WITHIN_MS = 60_000;

/** How long the sender of a large file may be silent; how long it takes in all is the line's affair. Milliseconds. */
const SILENT_AT_MOST_MS = 60_000;

const uploadPath = /^\/api\/runs\/[^/]+\/evidence$/;

export interface BodyTimes {
  wholeWithinMs: number;
  silentAtMostMs: number;
}

const USUAL: BodyTimes = { wholeWithinMs: WHOLE_WITHIN_MS, silentAtMostMs: SILENT_AT_MOST_MS };

const TIMEOUT = "HTTP/1.1 408 Request Timeout\r\nConnection: close\r\nContent-Length: 0\r\n\r\n";

function hangUp({ socket }: IncomingMessage): void {
  if (socket.destroyed) return;
  socket.write(TIMEOUT);
  socket.destroySoon();
}

function watchWhole(request: IncomingMessage, ms: number): void {
  const timer = setTimeout(() => {
    if (!request.complete) hangUp(request);
  }, ms);
  timer.unref();
  const rest = () => clearTimeout(timer);
  request.once("end", rest).once("close", rest);
}

/**
 * Bounds how long a body may take to arrive. Node's own requestTimeout knows one length for all requests, and would
 * cut a large file off in the middle of its way.
 */
export function boundBody(request: IncomingMessage, path: string, times: BodyTimes = USUAL): void {
  const { headers, method } = request;
  if (headers["transfer-encoding"] === undefined && !Number(headers["content-length"] ?? "0")) return;
  // Node hangs up on a socket that is silent for so long, and goes back to its own times after the answer.
  if (method === "POST" && uploadPath.test(path)) request.socket.setTimeout(times.silentAtMostMs);
  else watchWhole(request, times.wholeWithinMs);
}
