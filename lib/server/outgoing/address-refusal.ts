import { isIP } from "node:net";
import { isPublicAddress } from "./address-rules";

/** Host name of an address as the URL standard writes it: all notations of an IP address come out as one. */
export function hostOf(url: URL): string {
  return url.hostname.replace(/^\[|\]$/g, "").toLowerCase();
}

/** Why this address can never be one of a channel; null where it may. Names are resolved when something is sent. */
export function addressRefusal(text: string, allowedHosts: readonly string[]): string | null {
  const url = URL.canParse(text) ? new URL(text) : null;
  if (!url || !["https:", "http:"].includes(url.protocol)) return "The address must start with https://.";
  if (url.username || url.password) return "The address must not carry a user or a password.";
  const host = hostOf(url);
  if (allowedHosts.includes(host)) return null;
  if (url.protocol !== "https:") return "The address must start with https://.";
  if (isIP(host) && !isPublicAddress(host)) return refusedHost(host);
  return null;
}

/** What an administrator reads of a host that is not public. */
export function refusedHost(host: string): string {
  return `${host} is no public address. HOLDPOINT_OUTGOING_ALLOW lists hosts that may be reached all the same.`;
}
