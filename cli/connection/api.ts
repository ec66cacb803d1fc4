import { createReadStream } from "node:fs";
import type { IncomingMessage } from "node:http";
import type { CommandAnswer, EventsAnswer, PublishedAnswer, RunAnswer } from "../../lib/protocol/http";
import { type Answer, answerOf, isRecord } from "./answer";
import { type Body, openRequest, readAnswer, sendRequest } from "./http";

/** A server and who one is there. */
export interface Server {
  /** Origin: "https://holdpoint.example.org". */
  url: string;
  token: string;
  /** Address that the token was made for; null for a token from the environment. */
  email: string | null;
}

export interface StoredEvidence {
  artifactId: string;
  name: string;
  sha256: string;
  size: number;
}

export interface Me {
  personId: string;
  name: string;
  email: string;
}

export interface EvidenceUpload {
  /** UUID: the same one again gives the same artifact. */
  key: string;
  name: string;
  stepId: string | null;
  visibility: "room" | "restricted";
  file: string;
  /** Bytes. */
  size: number;
}

/** Parser's edge: an object with at least these members is what the server's own schemas have written. */
function withMembers<T>(...names: string[]) {
  return (value: unknown): T | null =>
    isRecord(value) && names.every((name) => value[name] !== undefined) ? (value as T) : null;
}

const segment = encodeURIComponent;

/** The HTTP contract, one method a call. Nothing throws: whatever happens is an answer. */
export class Api {
  constructor(readonly server: Server) {}

  private async call<T>(
    method: "GET" | "POST" | "DELETE",
    path: string,
    read: (value: unknown) => T | null,
    sent: { body?: Body; headers?: Record<string, string> } = {},
  ): Promise<Answer<T>> {
    const url = new URL(path, this.server.url);
    const headers = { ...this.headers, ...sent.headers };
    const reply = await sendRequest({ method, url, headers, body: sent.body });
    if (!reply.ok) return { kind: "away", message: reply.message };
    return answerOf({ ...reply, host: url.host }, read);
  }

  private get headers(): Record<string, string> {
    const { token } = this.server;
    return { accept: "application/json", ...(token ? { authorization: `Bearer ${token}` } : {}) };
  }

  get<T>(path: string, ...members: string[]): Promise<Answer<T>> {
    return this.call("GET", path, withMembers<T>(...members));
  }

  post<T>(path: string, body: unknown, ...members: string[]): Promise<Answer<T>> {
    const headers = { "content-type": "application/json" };
    return this.call("POST", path, withMembers<T>(...members), { body: JSON.stringify(body), headers });
  }

  /** Of the run, so that a token for this run alone may ask. */
  me(runId: string): Promise<Answer<Me>> {
    return this.get(`/api/runs/${segment(runId)}/me`, "personId", "name");
  }

  run(runId: string): Promise<Answer<RunAnswer>> {
    return this.get(`/api/runs/${segment(runId)}`, "seq", "state", "serverTime");
  }

  events(runId: string, after: number, limit: number): Promise<Answer<EventsAnswer>> {
    return this.get(`/api/runs/${segment(runId)}/events?after=${after}&limit=${limit}`, "events", "headSeq");
  }

  command(runId: string, body: Record<string, unknown>): Promise<Answer<CommandAnswer>> {
    return this.post(`/api/runs/${segment(runId)}/commands`, body, "seq", "events");
  }

  publish(body: Uint8Array, slug: string | null): Promise<Answer<PublishedAnswer>> {
    const query = slug === null ? "" : `?slug=${segment(slug)}`;
    const headers = { "content-type": "text/markdown" };
    const read = withMembers<PublishedAnswer>("slug", "version", "sha256", "definition");
    return this.call("POST", `/api/runbooks${query}`, read, { body, headers });
  }

  upload(
    runId: string,
    { key, name, stepId, visibility, file, size }: EvidenceUpload,
  ): Promise<Answer<StoredEvidence>> {
    const query = new URLSearchParams({ name, ...(stepId === null ? {} : { step: stepId }), visibility });
    const body = { stream: createReadStream(file, { start: 0, end: size - 1 }), length: size };
    const headers = { "content-type": "application/octet-stream", "idempotency-key": key };
    const read = withMembers<StoredEvidence>("artifactId", "name", "sha256", "size");
    return this.call("POST", `/api/runs/${segment(runId)}/evidence?${query}`, read, { body, headers });
  }

  /** False where the token could not be revoked just now. */
  async revoke(tokenId: string): Promise<boolean> {
    const url = new URL(`/api/tokens/${segment(tokenId)}`, this.server.url);
    const reply = await sendRequest({ method: "DELETE", url, headers: this.headers });
    return reply.ok && reply.status === 204;
  }

  /** The pack's bytes as they come, or why there are none. */
  async pack(runId: string): Promise<Answer<IncomingMessage>> {
    const url = new URL(`/api/runs/${segment(runId)}/pack`, this.server.url);
    const opened = await openRequest({ method: "GET", url, headers: this.headers });
    if (!opened.ok) return { kind: "away", message: opened.message };
    const { message } = opened;
    const status = message.statusCode ?? 0;
    if (status === 200 && message.headers["content-type"] === "application/zip") {
      return { kind: "ok", value: message };
    }
    const body = (await readAnswer(message)) ?? Buffer.alloc(0);
    return answerOf<IncomingMessage>({ status, body, host: url.host }, () => null);
  }
}
