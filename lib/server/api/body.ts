import { IncomingMessage } from "node:http";
import type { Context } from "hono";
import type { z } from "zod";
import type { Outcome } from "./problem";
import { failed } from "./problem";

/** Why a request's body is not as it should be; `limit` is in bytes. */
function tooLarge(limit: number): { ok: false; problem: { code: "too-large"; message: string } } {
  const message = `The body is larger than ${Math.floor(limit / 1024)} KB, which is the limit.`;
  return { ok: false, problem: { code: "too-large", message } };
}

/** Null where there are more than `limit` bytes. */
async function readStream(stream: ReadableStream<Uint8Array>, limit: number): Promise<Uint8Array | null> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of stream) {
    size += chunk.length;
    if (size > limit) return null;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

/** As `readStream`. Rejects where the connection ends before the body does. */
function readMessage(message: IncomingMessage, limit: number): Promise<Uint8Array | null> {
  return new Promise((resolve, reject) => {
    const chunks: Uint8Array[] = [];
    let size = 0;
    const settle = (act: () => void) => {
      message.off("data", take).off("end", end).off("error", breakOff).off("close", breakOff);
      act();
    };
    const take = (chunk: Uint8Array) => {
      size += chunk.length;
      if (size <= limit) {
        chunks.push(chunk);
        return;
      }
      // What is left stays in the socket until the answer is sent; then the server drains it or hangs up.
      message.pause();
      settle(() => resolve(null));
    };
    const end = () => settle(() => resolve(Buffer.concat(chunks)));
    const breakOff = () => settle(() => reject(new Error("The connection has ended")));
    message.on("data", take).on("end", end).on("error", breakOff).on("close", breakOff);
  });
}

/**
 * The request as Node has it: the web's body over it costs a tenth of a command's time. Null where there is none, as
 * without a server, and where the connection is gone already, so that nothing would be heard of it any more.
 */
function messageOf({ env }: Context): IncomingMessage | null {
  const incoming: unknown = env?.incoming;
  if (!(incoming instanceof IncomingMessage)) return null;
  return incoming.destroyed || incoming.readableDidRead ? null : incoming;
}

function readWhole(context: Context, limit: number): Promise<Uint8Array | null> {
  const message = messageOf(context);
  if (message) return readMessage(message, limit);
  const { body } = context.req.raw;
  return body ? readStream(body, limit) : Promise.resolve(new Uint8Array());
}

/** The body's bytes, never more than `limit` of them in memory, whatever its header promised. */
export async function readBytes(context: Context, limit: number): Promise<Outcome<Uint8Array>> {
  const promised = context.req.raw.headers.get("content-length");
  if (promised !== null && Number(promised) > limit) return tooLarge(limit);
  try {
    const bytes = await readWhole(context, limit);
    return bytes ? { ok: true, value: bytes } : tooLarge(limit);
  } catch {
    // The connection ended, or its chunks were none: nobody's defect but the sender's.
    return failed("malformed", "The body broke off before its end.");
  }
}

/** A body that the handler reads itself, once it knows that it wants it. */
export interface IncomingBody {
  /** What its header says, bytes; null where it says nothing. */
  announced: number | null;
  /** As the bytes come, and no faster than they are taken. Throws where the connection ends before the body does. */
  pieces(): AsyncIterable<Uint8Array>;
}

/** Stopping early leaves the connection open, so that the sender can be told why. */
async function* messagePieces(message: IncomingMessage): AsyncGenerator<Uint8Array> {
  yield* message.iterator({ destroyOnReturn: false });
  if (!message.complete) throw new Error("The connection has ended");
}

async function* noPieces(): AsyncGenerator<Uint8Array> {}

export function incomingBody(context: Context): IncomingBody {
  const length = context.req.raw.headers.get("content-length");
  return {
    announced: length === null ? null : Number(length),
    pieces() {
      const message = messageOf(context);
      return message ? messagePieces(message) : (context.req.raw.body ?? noPieces());
    },
  };
}

function mediaTypeOf(request: Request): string {
  return (request.headers.get("content-type") ?? "").split(";")[0]?.trim().toLowerCase() ?? "";
}

export function checkMediaType(request: Request, wanted: readonly string[]): Outcome<null> {
  const given = mediaTypeOf(request);
  if (wanted.includes(given)) return { ok: true, value: null };
  const has = given === "" ? "has no Content-Type" : `is ${JSON.stringify(given.slice(0, 100))}`;
  return failed("unsupported-media-type", `The body ${has}; this call takes ${wanted.join(" or ")}.`);
}

/** What is wrong in words of ours; zod's own for a wrong type are those of a programmer. */
function complaintOf({ message }: z.core.$ZodIssue): string {
  const [, wanted, given] = /^Invalid input: expected (.+), received (.+)$/.exec(message) ?? [];
  const text = !wanted ? message : given === "undefined" ? "is missing" : `must be ${wanted}, not ${given}`;
  return text.slice(0, 300);
}

/** An issue in one sentence: where, and what is wrong there. */
function sentenceOf(issue: z.core.$ZodIssue): string {
  const where = issue.path.map(String).join(".").slice(0, 200);
  const sentence = where === "" ? complaintOf(issue) : `${where}: ${complaintOf(issue)}`;
  return /[.!?]$/.test(sentence) ? sentence : `${sentence}.`;
}

const MOST_ISSUES = 10;

export function malformed(what: string, error: z.ZodError) {
  const issues = error.issues.slice(0, MOST_ISSUES).map(sentenceOf);
  return failed("malformed", `${what} is not as it should be. ${issues[0] ?? ""}`.trim(), issues);
}

/** Parses JSON; the text itself is never repeated in the answer. */
export function parseJson(bytes: Uint8Array): Outcome<unknown> {
  try {
    return { ok: true, value: JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes)) };
  } catch {
    return failed(
      "malformed",
      bytes.length === 0 ? "The body is empty; it must be JSON." : "The body is not valid JSON.",
    );
  }
}
