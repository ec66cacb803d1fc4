import type { IncomingMessage, RequestOptions } from "node:http";
import type { Readable } from "node:stream";

/** Bytes on their way out: known ones, or a stream of a known length. */
export type Body = string | Uint8Array | { stream: Readable; length: number };

export interface HttpRequest {
  method: "GET" | "POST" | "DELETE";
  url: URL;
  headers: Record<string, string>;
  body?: Body;
}

/** `away`: nobody answered, or what answered did not finish. */
export type HttpReply = { ok: true; status: number; body: Buffer } | { ok: false; message: string };

type HttpStream = { ok: true; message: IncomingMessage } | { ok: false; message: string };

/** A line that carries nothing for so long is dead. */
const SILENCE_MS = 30_000;
const CONNECT_MS = 5_000;

/** No answer of ours comes near it; a longer one is not read. */
const LONGEST_ANSWER = 64 * 1024 * 1024;

function reasonOf(error: NodeJS.ErrnoException, url: URL): string {
  const where = url.host;
  switch (error.code) {
    case "ECONNREFUSED":
      return `Nobody listens at ${where}.`;
    case "ENOTFOUND":
    case "EAI_AGAIN":
      return `The name ${url.hostname} leads nowhere just now.`;
    case "ECONNRESET":
    case "EPIPE":
      return `${where} broke the connection off.`;
    default:
      return `${where} cannot be reached: ${error.message || error.code}.`;
  }
}

/** Sends one request and gives the answer's head; the body is the caller's to read. Redirects are not followed. */
export async function openRequest({ method, url, headers, body }: HttpRequest): Promise<HttpStream> {
  const { request } = url.protocol === "https:" ? await import("node:https") : await import("node:http");
  const length = typeof body === "string" ? Buffer.byteLength(body) : body?.length;
  const streamed =
    body === undefined || typeof body === "string" || body instanceof Uint8Array ? null : body.stream;
  const options: RequestOptions = {
    method,
    agent: false,
    timeout: SILENCE_MS,
    headers: { ...headers, ...(length === undefined ? {} : { "content-length": String(length) }) },
  };
  return new Promise((resolve) => {
    const call = request(url, options);
    const away = (message: string) => {
      resolve({ ok: false, message });
      call.destroy();
    };
    const connecting = setTimeout(() => away(`${url.host} does not answer.`), CONNECT_MS);
    call.on("socket", (socket) => {
      const connected = () => clearTimeout(connecting);
      if (!socket.connecting) connected();
      socket.once(url.protocol === "https:" ? "secureConnect" : "connect", connected);
    });
    call.on("timeout", () => away(`${url.host} has gone silent.`));
    call.on("error", (error) => {
      clearTimeout(connecting);
      away(reasonOf(error, url));
    });
    call.on("response", (message) => {
      clearTimeout(connecting);
      resolve({ ok: true, message });
    });
    if (streamed) {
      streamed.on("error", (error) => call.destroy(error));
      // A refusal may come while the body is still on its way: then the rest of it is not sent.
      call.on("close", () => streamed.destroy());
      streamed.pipe(call);
    } else call.end(body);
  });
}

/** Reads a body up to the limit; null where there is more, or the connection ends before it does. */
export async function readAnswer(message: IncomingMessage): Promise<Buffer | null> {
  const pieces: Buffer[] = [];
  let size = 0;
  try {
    for await (const piece of message) {
      size += piece.length;
      if (size > LONGEST_ANSWER) {
        message.destroy();
        return null;
      }
      pieces.push(piece);
    }
  } catch {
    return null;
  }
  return message.complete ? Buffer.concat(pieces) : null;
}

/** Sends one request and reads its answer whole. Never throws: a dead line is an answer, too. */
export async function sendRequest(request: HttpRequest): Promise<HttpReply> {
  const opened = await openRequest(request);
  if (!opened.ok) return opened;
  const body = await readAnswer(opened.message);
  if (body) return { ok: true, status: opened.message.statusCode ?? 0, body };
  return { ok: false, message: `The answer of ${request.url.host} broke off, or has no end.` };
}
