import type { Socket } from "socket.io";
import { CLIENT_ADDRESS_HEADER } from "../auth/client-address";
import { authenticate } from "../auth/handshake";
import { isGuessing } from "../auth/throttle";
import type { Sender } from "../run/credential";
import type { Services } from "../services";

/** Who opened a socket: someone with an account, or the holder of a share link. */
export type Visitor =
  | { kind: "person"; principal: Sender & { name: string } }
  | { kind: "share"; runId: string; linkId: string; showNames: boolean };

export type Handshake = Socket["handshake"];

/** Recognises a visitor by cookie, `auth.token` or `auth.share`; null for nobody. */
export type Authenticate = (handshake: Handshake) => Promise<Visitor | null>;

/** Whether this visitor may watch a run: everyone with an account may, a token that is bound to a run only that one. */
export function mayWatch(visitor: Visitor, runId: string): boolean {
  if (visitor.kind === "share") return visitor.runId === runId;
  const { via } = visitor.principal;
  return via.kind === "session" || via.runId === null || via.runId === runId;
}

/** By session cookie (from a page of ours only), token or share link. */
export async function recognise(services: Services, handshake: Handshake): Promise<Visitor | null> {
  const identity = await authenticate(services, handshake);
  if (identity?.kind !== "share") return identity;
  return { kind: "share", ...identity.share };
}

/** Counts a refused handshake that brought a token or a link; true once its address does nothing but guess. */
export async function isGuess({ db }: Pick<Services, "db">, handshake: Handshake): Promise<boolean> {
  const { token, share } = handshake.auth;
  if (typeof token !== "string" && typeof share !== "string") return false;
  const address = handshake.headers[CLIENT_ADDRESS_HEADER];
  return isGuessing(db.pool, typeof address === "string" ? address : handshake.address);
}
