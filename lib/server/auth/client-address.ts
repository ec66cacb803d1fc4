import type { IncomingMessage } from "node:http";
import { BlockList, isIP } from "node:net";

/** Set by `stampClientAddress` on every request before anything else reads it; what a client sends in it is dropped. */
export const CLIENT_ADDRESS_HEADER = "x-holdpoint-client-address";

function plain(address: string): string {
  return /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1] ?? address;
}

const family = (address: string) => (isIP(address) === 6 ? "ipv6" : "ipv4");

/** Every request asks, and a list is dear to build; a node has one, which does not change. */
const known = new WeakMap<readonly string[], BlockList>();

function trusted(list: readonly string[]): BlockList {
  const built = known.get(list);
  if (built) return built;
  const proxies = new BlockList();
  known.set(list, proxies);
  for (const entry of list.flatMap((one) => (one === "loopback" ? ["127.0.0.0/8", "::1"] : [one]))) {
    const [address = "", bits] = entry.split("/");
    if (bits === undefined) proxies.addAddress(address, family(address));
    else proxies.addSubnet(address, Number(bits), family(address));
  }
  return proxies;
}

/** The nearest address that is no trusted proxy: what stands left of it in X-Forwarded-For, anyone may have written. */
export function clientAddress(
  peer: string,
  forwardedFor: string | undefined,
  trustProxy: readonly string[],
): string {
  if (trustProxy.length === 0) return plain(peer.trim());
  const proxies = trusted(trustProxy);
  const hops = [...(forwardedFor ?? "").split(","), peer].map((hop) => plain(hop.trim()));
  while (hops.length > 1) {
    const nearest = hops.at(-1) ?? "";
    const before = hops.at(-2) ?? "";
    if (!proxies.check(nearest, family(nearest)) || isIP(before) === 0) return nearest;
    hops.pop();
  }
  return hops[0] ?? peer;
}

/** Writes the client's address where the API and the sign-in, which do not see the connection, can read it. */
export function stampClientAddress(request: IncomingMessage, trustProxy: readonly string[]): void {
  const forwarded = request.headers["x-forwarded-for"];
  const text = Array.isArray(forwarded) ? forwarded.join(",") : forwarded;
  const address = clientAddress(request.socket.remoteAddress ?? "unknown", text, trustProxy);
  request.headers[CLIENT_ADDRESS_HEADER] = address;
}
