import { errorAnswer, type Problem, STATUS } from "./problem";

/** What a handler gives: JSON, bytes as they are, or why not. */
export type Answer =
  | { status: number; json: unknown; headers?: Record<string, string> }
  | { status: number; bytes: Uint8Array | string; headers: Record<string, string> }
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

export function respond(answer: Answer): Response {
  if ("problem" in answer) return answerProblem(answer.problem);
  const { status, headers } = answer;
  if ("json" in answer) {
    return new Response(JSON.stringify(answer.json), {
      status,
      headers: { ...NO_STORE, "content-type": "application/json; charset=utf-8", ...headers },
    });
  }
  const body = "bytes" in answer ? answer.bytes : null;
  return new Response(typeof body === "string" || body === null ? body : new Uint8Array(body), {
    status,
    headers: { ...NO_STORE, ...headers },
  });
}
