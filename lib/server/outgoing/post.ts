import { lookup } from "node:dns/promises";
import { type ClientRequest, request as httpRequest, type IncomingMessage } from "node:http";
import { request as httpsRequest } from "node:https";
import { isIP, type LookupFunction } from "node:net";
import { addressRefusal, hostOf, refusedHost } from "./address-refusal";
import { isPublicAddress } from "./address-rules";
import { OutgoingError } from "./outgoing-error";

/** All of a request: resolving, connecting, sending and the answer. Milliseconds. */
const LONGEST_MS = 10_000;

/** An answer is read to its end only so far, bytes: nobody needs what a receiver says. */
const LONGEST_ANSWER = 64 * 1024;

interface Resolved {
  address: string;
  family: number;
}

type Resolve = (host: string) => Promise<Resolved[]>;

const byDns: Resolve = (host) => lookup(host, { all: true, verbatim: true });

export interface Outgoing {
  url: string;
  body: string;
  headers: Record<string, string>;
  /** Host names and addresses that the administrator lets through, lower case. */
  allowedHosts: readonly string[];
  signal?: AbortSignal;
  /** Other than DNS, in tests. */
  resolve?: Resolve;
}

/** The one address to connect to. Every address of the name has to be public, so that none can be picked later. */
async function resolveHost({ resolve = byDns, allowedHosts }: Outgoing, host: string): Promise<Resolved> {
  const family = isIP(host);
  const found = family
    ? [{ address: host, family }]
    : await resolve(host).catch(() => {
        throw new OutgoingError(`The name ${host} was not found.`);
      });
  const [first] = found;
  if (!first) throw new OutgoingError(`The name ${host} was not found.`);
  const wrong = allowedHosts.includes(host)
    ? undefined
    : found.find((each) => !isPublicAddress(each.address));
  if (wrong)
    throw new OutgoingError(refusedHost(wrong.address === host ? host : `${host} (${wrong.address})`));
  return first;
}

/** Reads and forgets, up to the limit; what comes after it is cut off. */
function drain(response: IncomingMessage): Promise<void> {
  return new Promise((resolve, reject) => {
    let size = 0;
    response.on("data", (chunk: Buffer) => {
      size += chunk.length;
      if (size > LONGEST_ANSWER) response.destroy();
    });
    response.on("close", resolve);
    response.on("error", (error) => (size > LONGEST_ANSWER ? resolve() : reject(error)));
  });
}

function open(outgoing: Outgoing, url: URL, to: Resolved, signal: AbortSignal): ClientRequest {
  // The address that was judged is the one that is connected to: the name is not asked again.
  const pinned: LookupFunction = (_host, options, done) =>
    options.all ? done(null, [to]) : done(null, to.address, to.family);
  const body = Buffer.from(outgoing.body);
  const headers = {
    ...outgoing.headers,
    "content-type": "application/json",
    "content-length": body.length,
    "user-agent": "Holdpoint",
  };
  const send = url.protocol === "https:" ? httpsRequest : httpRequest;
  const request = send(url, { method: "POST", headers, lookup: pinned, signal, agent: false });
  request.end(body);
  return request;
}

function sentence(error: unknown, host: string, timedOut: boolean): OutgoingError {
  if (error instanceof OutgoingError) return error;
  if (timedOut) return new OutgoingError(`${host} did not answer within ${LONGEST_MS / 1000} seconds.`);
  const code = error instanceof Error && "code" in error ? String(error.code) : "";
  if (code === "ECONNREFUSED") return new OutgoingError(`${host} refuses connections.`);
  if (code === "ABORT_ERR") return new OutgoingError("This node is stopping.");
  return new OutgoingError(`The connection to ${host} failed${code ? ` (${code})` : ""}.`);
}

async function attempt(outgoing: Outgoing, url: URL, signal: AbortSignal): Promise<void> {
  const to = await resolveHost(outgoing, hostOf(url));
  signal.throwIfAborted();
  const request = open(outgoing, url, to, signal);
  const response = await new Promise<IncomingMessage>((resolve, reject) => {
    request.on("response", resolve).on("error", reject);
  });
  const status = response.statusCode ?? 0;
  await drain(response);
  if (status >= 300 && status < 400)
    throw new OutgoingError(`${hostOf(url)} answered with a redirect (${status}), which is not followed.`);
  if (status < 200 || status > 299) throw new OutgoingError(`${hostOf(url)} answered with status ${status}.`);
}

/**
 * Posts JSON to an address that a person has typed in. It never reaches this host or a private network, unless the
 * administrator allows the host; follows no redirect; ends after 10 s. Throws OutgoingError where it was not taken.
 */
export async function postOutside(outgoing: Outgoing): Promise<void> {
  const refusal = addressRefusal(outgoing.url, outgoing.allowedHosts);
  if (refusal) throw new OutgoingError(refusal);
  const url = new URL(outgoing.url);
  const limit = AbortSignal.timeout(LONGEST_MS);
  const signal = outgoing.signal ? AbortSignal.any([limit, outgoing.signal]) : limit;
  try {
    await attempt(outgoing, url, signal);
  } catch (error) {
    throw sentence(error, hostOf(url), limit.aborted);
  }
}
