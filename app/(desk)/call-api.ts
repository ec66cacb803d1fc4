/** Why a call did not do what it was asked: the API's error body, or what stands for it where none came back. */
export interface Problem {
  /** HTTP status; 0 where the server was not reached. */
  status: number;
  code: string;
  message: string;
  rule?: string;
  missing?: string[];
}

export type ApiResult<T> = { ok: true; value: T } | { ok: false; problem: Problem };

/**
 * Calls our HTTP API with the browser's session. Never throws: an unreachable server is a problem like any other.
 * `T` is the documented shape of the answer; the server has validated it, and its version is the page's own.
 */
export async function callApi<T>(path: string, init: RequestInit): Promise<ApiResult<T>> {
  try {
    const response = await fetch(path, { ...init, credentials: "same-origin" });
    const body: unknown = await response.json().catch(() => null);
    if (response.ok) return { ok: true, value: body as T };
    return { ok: false, problem: problemOf(response.status, body) };
  } catch (error) {
    if (error instanceof DOMException && error.name === "AbortError") throw error;
    return {
      ok: false,
      problem: {
        status: 0,
        code: "unreachable",
        message:
          "The server was not reached. What you entered is kept; try again once the connection is back.",
      },
    };
  }
}

function problemOf(status: number, body: unknown): Problem {
  const error = body && typeof body === "object" && "error" in body ? body.error : null;
  const fields = error && typeof error === "object" ? (error as Partial<Problem>) : {};
  return {
    status,
    code: fields.code ?? "unknown",
    message: fields.message ?? `The server answered with status ${status}. What you entered is kept.`,
    ...(fields.rule ? { rule: fields.rule } : {}),
    ...(fields.missing ? { missing: fields.missing } : {}),
  };
}

/** A POST with a JSON body. */
export function postJson<T>(path: string, body: object): Promise<ApiResult<T>> {
  return callApi<T>(path, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body),
  });
}
