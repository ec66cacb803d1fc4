import { errorAnswer, type Problem, STATUS } from "./problem";

/** What a handler gives: JSON, bytes as they are, bytes as they come, or why not. */
export type Answer =
  | { status: number; json: unknown; headers?: Record<string, string> }
  | { status: number; bytes: Uint8Array | string; headers: Record<string, string> }
  | { status: number; stream: AsyncGenerator<Uint8Array>; headers: Record<string, string> }
  | { status: 204 | 304; headers?: Record<string, string> }
  | { ok: false; problem: Problem };

/** Nothing that the API says is kept by anyone, but where an answer says otherwise. */
const NO_STORE = { "cache-control": "no-store" };

export function json(status: number, value: unknown): Answer {
  return { status, json: value };
}

export function answerProblem(problem: Problem): Response {
  const headers: Record<string, string> = { ...NO_STORE, "content-type": "application/json; charset=utf-8" };
  const retryAfter = problem.retryAfterSeconds ?? (problem.code === "unavailable" ? 1 : undefined);
  if (retryAfter !== undefined) headers["retry-after"] = String(retryAfter);
  if (problem.code === "unauthenticated") headers["www-authenticate"] = 'Bearer realm="holdpoint"';
  return new Response(JSON.stringify(errorAnswer(problem)), { status: STATUS[problem.code], headers });
}

/** Asked for the next piece when the client has taken the last; a client that hangs up ends the generator. */
function streamOf(pieces: AsyncGenerator<Uint8Array>): ReadableStream<Uint8Array> {
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        const next = await pieces.next();
        if (next.done) controller.close();
        else controller.enqueue(next.value);
      },
      async cancel() {
        await pieces.return(undefined);
      },
    },
    { highWaterMark: 0 },
  );
}

export function respond(answer: Answer): Response {
  if ("problem" in answer) return answerProblem(answer.problem);
  const { status, headers } = answer;
  if ("json" in answer) {
    return new Response(JSON.stringify(answer.json), {
      status,
      headers: { ...NO_STORE, "content-type": "application/json; charset=utf-8", ...headers },
    });
  }
  if ("stream" in answer) {
    return new Response(streamOf(answer.stream), { status, headers: { ...NO_STORE, ...headers } });
  }
  const body = "bytes" in answer ? answer.bytes : null;
  return new Response(typeof body === "string" || body === null ? body : new Uint8Array(body), {
    status,
    headers: { ...NO_STORE, ...headers },
  });
}
