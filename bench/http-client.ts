import { Agent, type IncomingMessage, request } from "node:http";
import type { Post } from "./side";

const timeoutMs = 20_000;

/** Keep-alive connections to one server, a connection a writer. */
export class HttpClient {
  readonly #agent = new Agent({ keepAlive: true, maxSockets: 16 });

  constructor(readonly url: string) {}

  /** Resolves with the answer's parsed JSON; rejects on any status but 2xx, with what the server said. */
  send(method: "GET" | "POST", { path, token, body }: Post, type = "application/json"): Promise<unknown> {
    return new Promise((resolve, reject) => {
      const headers: Record<string, string | number> = {};
      if (token) headers.authorization = `Bearer ${token}`;
      if (method === "POST") {
        headers["content-type"] = type;
        headers["content-length"] = Buffer.byteLength(body);
      }
      const call = request(this.url + path, { method, agent: this.#agent, headers }, (response) =>
        readAnswer(response, `${method} ${path}`).then(resolve, reject),
      );
      call.setTimeout(timeoutMs, () =>
        call.destroy(new Error(`${method} ${path} took over ${timeoutMs} ms`)),
      );
      call.once("error", reject);
      call.end(method === "POST" ? body : undefined);
    });
  }

  close() {
    this.#agent.destroy();
  }
}

async function readAnswer(response: IncomingMessage, what: string): Promise<unknown> {
  response.setEncoding("utf8");
  let text = "";
  for await (const part of response) text += part;
  const status = response.statusCode ?? 0;
  if (status < 200 || status > 299) throw new Error(`${what} was answered ${status}: ${text.slice(0, 500)}`);
  return JSON.parse(text);
}
