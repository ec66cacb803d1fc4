import type { IncomingHttpHeaders } from "node:http";
import type { Services } from "../services";
import { isOwnOrigin } from "./origin";
import type { Principal } from "./principal";
import { principalOf } from "./principal-of";
import { type ShareAccess, shareOf } from "./share-access";
import { findToken } from "./tokens";

/** What socket.io's handshake carries. */
export interface Handshake {
  headers: IncomingHttpHeaders;
  auth: Record<string, unknown>;
}

/** Who a socket belongs to: a person, or whoever holds a share link. */
export type SocketIdentity = { kind: "person"; principal: Principal } | { kind: "share"; share: ShareAccess };

/**
 * Null where the connection is to be refused. A cookie counts only from a page of ours: browsers send cookies with
 * sockets that other sites open, and no CORS rule keeps them from it.
 */
export async function authenticate(
  services: Pick<Services, "db" | "env" | "listener">,
  { headers, auth }: Handshake,
): Promise<SocketIdentity | null> {
  const { token, share } = auth;
  if (typeof token === "string") {
    const principal = await findToken(services, token);
    return principal && { kind: "person", principal };
  }
  if (typeof share === "string") {
    const access = await shareOf(services, share);
    return access && { kind: "share", share: access };
  }
  if (!isOwnOrigin(services.env, headers.origin)) return null;
  const principal = await principalOf(services, {
    get: (name) => (name === "cookie" ? (headers.cookie ?? null) : null),
  });
  return principal && { kind: "person", principal };
}
