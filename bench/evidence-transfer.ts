// What is sent to and fetched from the product, with its memory watched meanwhile.
import { type IncomingMessage, request } from "node:http";
import { Readable } from "node:stream";
import { setTimeout as pause } from "node:timers/promises";
import { distinctChunks } from "./evidence-bytes";
import { serverUsage } from "./process-usage";
import type { RunningSide } from "./side";

export interface Transfer {
  status: number;
  bytes: number;
  ms: number;
  /** The server's largest RSS during the transfer, less what it had before, bytes. */
  rssOverIdle: number;
}

const sampleEveryMs = 40;
const silentAtMostMs = 60_000;

/** Two collections with a rest: what is left is what the server holds. */
async function idleRss({ pid, collectGarbage }: RunningSide): Promise<number> {
  for (let n = 0; n < 2; n += 1) {
    collectGarbage();
    await pause(400);
  }
  return serverUsage(pid).rssBytes;
}

async function watched(side: RunningSide, transfer: () => Promise<{ status: number; bytes: number }>) {
  const idle = await idleRss(side);
  let peak = idle;
  const sample = () => {
    peak = Math.max(peak, serverUsage(side.pid).rssBytes);
  };
  const timer = setInterval(sample, sampleEveryMs);
  const begun = performance.now();
  try {
    const done = await transfer();
    const ms = performance.now() - begun;
    sample();
    return { ...done, ms, rssOverIdle: peak - idle };
  } finally {
    clearInterval(timer);
  }
}

interface Call {
  method: "GET" | "POST";
  url: string;
  token: string;
  /** Bytes to send. */
  size: number;
}

function answerTo({ method, url, token, size }: Call): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    const headers: Record<string, string> = { authorization: `Bearer ${token}` };
    if (size > 0) headers["content-length"] = String(size);
    const call = request(url, { method, headers }, resolve);
    call.setTimeout(silentAtMostMs, () => call.destroy(new Error(`${method} ${url} fell silent`)));
    call.once("error", reject);
    if (size > 0) Readable.from(distinctChunks(size)).pipe(call);
    else call.end();
  });
}

async function drained(call: Call): Promise<{ status: number; bytes: number; head: string }> {
  const response = await answerTo(call);
  let bytes = 0;
  let head = "";
  for await (const piece of response) {
    bytes += piece.length;
    if (head.length < 500) head += String(piece.subarray(0, 500));
  }
  return { status: response.statusCode ?? 0, bytes, head };
}

/** Sends that many distinct bytes; answers the transfer and the artifact's id. */
export async function upload(side: RunningSide, path: string, token: string, size: number) {
  let artifactId = "";
  const transfer = await watched(side, async () => {
    const { status, head } = await drained({ method: "POST", url: side.url + path, token, size });
    if (status !== 201) throw new Error(`The upload was answered ${status}: ${head}`);
    artifactId = /"artifactId":"([^"]+)"/.exec(head)?.[1] ?? "";
    return { status, bytes: size };
  });
  return { ...transfer, artifactId };
}

/** Gets a path and throws away what comes. */
export function drain(side: RunningSide, path: string, token: string): Promise<Transfer> {
  return watched(side, () => drained({ method: "GET", url: side.url + path, token, size: 0 }));
}
