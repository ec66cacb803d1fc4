import type { LogListener } from "../realtime/log-listener";
import type { Services } from "../services";
import type { Principal } from "./principal";
import { secretHash } from "./secret";
import { findToken } from "./tokens";

type TokenServices = Pick<Services, "db" | "listener">;

/** How long a token is believed without another look, milliseconds: what is revoked is cut within a second. */
const BELIEVED_MS = 1000;
const MOST = 500;

interface Known {
  principal: Principal;
  until: number;
}

/**
 * Who the tokens in use belong to. A script sends many commands with one token, and the append looks its row up again
 * in any case. Only good tokens are kept; every notice about access empties the memory, and while notices may be
 * missed nothing is taken from it.
 */
export class KnownTokens {
  private readonly known = new Map<string, Known>();
  /** Grows with every emptying, so that an answer from before a notice is not kept after it. */
  private generation = 0;

  constructor(
    private readonly services: TokenServices,
    private readonly now: () => number = () => performance.now(),
  ) {
    services.listener.onChannel("access", () => this.clear());
    services.listener.onReconnect(async () => this.clear());
  }

  /** As `findToken`, as of some moment in the last second. */
  async find(token: string): Promise<Principal | null> {
    const { listener } = this.services;
    const asked = this.now();
    const key = secretHash(token).toString("base64");
    const known = this.known.get(key);
    if (known && known.until > asked && listener.up) return known.principal;
    const { generation } = this;
    const principal = await findToken(this.services, token);
    this.known.delete(key);
    if (principal && generation === this.generation)
      this.keep(key, { principal, until: asked + BELIEVED_MS });
    return principal;
  }

  private keep(key: string, known: Known): void {
    const [oldest] = this.known.keys();
    if (oldest !== undefined && this.known.size >= MOST) this.known.delete(oldest);
    this.known.set(key, known);
  }

  private clear(): void {
    this.generation += 1;
    this.known.clear();
  }
}

/** The listener that tells of changes is a node's only one, and lives as long as it. */
const memories = new WeakMap<LogListener, KnownTokens>();

export function knownTokens(services: TokenServices): KnownTokens {
  const memory = memories.get(services.listener) ?? new KnownTokens(services);
  memories.set(services.listener, memory);
  return memory;
}
