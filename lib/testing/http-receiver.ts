import { once } from "node:events";
import { createServer, type IncomingHttpHeaders, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

export interface Received {
  path: string;
  headers: IncomingHttpHeaders;
  body: string;
  /** Milliseconds since 1970. */
  at: number;
}

/** A real HTTP server on loopback that keeps what it is sent, and answers as it is told: 200 unless told otherwise. */
export class HttpReceiver {
  readonly requests: Received[] = [];

  private constructor(
    private readonly server: Server,
    readonly port: number,
  ) {}

  /** `answer` gets how many requests came before; what it leaves open stays open until the stop. */
  static async start(
    answer: (response: ServerResponse, before: number) => void = (response) => response.end(),
  ): Promise<HttpReceiver> {
    const server = createServer((request, response) => {
      const chunks: Buffer[] = [];
      request.on("data", (chunk: Buffer) => chunks.push(chunk));
      request.on("end", () => {
        const body = Buffer.concat(chunks).toString("utf8");
        const before = receiver.requests.length;
        receiver.requests.push({ path: request.url ?? "", headers: request.headers, body, at: Date.now() });
        answer(response, before);
      });
    });
    server.listen(0, "127.0.0.1");
    await once(server, "listening");
    const receiver = new HttpReceiver(server, (server.address() as AddressInfo).port);
    return receiver;
  }

  url(path = "/hook"): string {
    return `http://127.0.0.1:${this.port}${path}`;
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    this.server.close();
    await once(this.server, "close");
  }
}
