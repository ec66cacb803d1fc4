import { BlockList, isIP } from "node:net";

/**
 * Networks that no channel reaches: this host, private, shared, link-local, multicast, reserved, and IPv6 forms that
 * carry an IPv4 address (IANA's special-purpose registries, RFC 6890 and its updates).
 */
const V4_NETWORKS: [string, number][] = [
  ["0.0.0.0", 8],
  ["10.0.0.0", 8],
  ["100.64.0.0", 10],
  ["127.0.0.0", 8],
  ["169.254.0.0", 16],
  ["172.16.0.0", 12],
  ["192.0.0.0", 24],
  ["192.0.2.0", 24],
  ["192.88.99.0", 24],
  ["192.168.0.0", 16],
  ["198.18.0.0", 15],
  ["198.51.100.0", 24],
  ["203.0.113.0", 24],
  ["224.0.0.0", 4],
  ["240.0.0.0", 4],
];

/** The only IPv6 that is routed between houses. */
const V6_GLOBAL: [string, number] = ["2000::", 3];

const V6_NETWORKS: [string, number][] = [
  // Teredo, ORCHID and the rest of the protocol assignments.
  ["2001::", 23],
  ["2001:db8::", 32],
  // 6to4 carries an IPv4 address.
  ["2002::", 16],
  ["3fff::", 20],
];

function blockList(networks: [string, number][], family: "ipv4" | "ipv6"): BlockList {
  const list = new BlockList();
  for (const [network, prefix] of networks) list.addSubnet(network, prefix, family);
  return list;
}

const forbiddenV4 = blockList(V4_NETWORKS, "ipv4");
const forbiddenV6 = blockList(V6_NETWORKS, "ipv6");
const globalV6 = blockList([V6_GLOBAL], "ipv6");

/** Whether an address is one that the public internet routes: all others are refused. Takes IPv4 and IPv6 texts. */
export function isPublicAddress(address: string): boolean {
  const bare = address.replace(/%.*$/, "");
  if (isIP(bare) === 4) return !forbiddenV4.check(bare, "ipv4");
  if (isIP(bare) !== 6) return false;
  return globalV6.check(bare, "ipv6") && !forbiddenV6.check(bare, "ipv6");
}
