import type { Pool } from "pg";
import type { Log } from "../log";
import type { LogListener } from "./log-listener";
import type { Visitor } from "./visitor";

interface Entry {
  visitor: Visitor;
  cut: (reason: string) => void;
}

/** Expiry changes no row, so nobody tells of it: everyone is looked at again this often. */
const LOOK_AGAIN_MS = 10_000;
const TRY_AGAIN_MS = 250;

const STILL_VALID = `
  SELECT s.id FROM session s JOIN person p ON p.id = s."personId"
    WHERE s.id = ANY ($1::uuid[]) AND s."revokedAt" IS NULL AND s."expiresAt" > now() AND p."disabledAt" IS NULL
  UNION ALL
  SELECT t.id FROM api_token t JOIN person p ON p.id = t."personId"
    WHERE t.id = ANY ($2::uuid[]) AND t."revokedAt" IS NULL AND t."expiresAt" > now() AND p."disabledAt" IS NULL
  UNION ALL
  SELECT l.id FROM share_link l WHERE l.id = ANY ($3::uuid[]) AND l."revokedAt" IS NULL AND l."expiresAt" > now()`;

/** Id of the row on which a visitor's access rests. */
function rowOf(visitor: Visitor): { kind: "session" | "token" | "link"; id: string } {
  if (visitor.kind === "share") return { kind: "link", id: visitor.linkId };
  const { via } = visitor.principal;
  return via.kind === "session" ? { kind: "session", id: via.sessionId } : { kind: "token", id: via.tokenId };
}

function concerns(visitor: Visitor, kind: string, id: string): boolean {
  if (kind === "person") return visitor.kind === "person" && visitor.principal.personId === id;
  const row = rowOf(visitor);
  return row.kind === kind && row.id === id;
}

/** Ends the sockets of those whose session, token, link or account is gone, at once. */
export class AccessWatch {
  private readonly entries = new Set<Entry>();
  private readonly timer: NodeJS.Timeout;
  private stopped = false;
  /** Grows with every notice, so that one that came during a handshake is not missed. */
  generation = 0;

  constructor(
    private readonly pool: Pool,
    listener: LogListener,
    private readonly log: Log,
  ) {
    listener.onChannel("access", (payload) => this.hear(payload));
    listener.onReconnect(() => this.check([...this.entries]));
    this.timer = setInterval(() => this.checkPatiently([...this.entries]), LOOK_AGAIN_MS);
    this.timer.unref();
  }

  /** `since` is the generation before the visitor was recognised. Answers how to stop watching. */
  add(visitor: Visitor, since: number, cut: (reason: string) => void): () => void {
    const entry = { visitor, cut };
    this.entries.add(entry);
    if (since !== this.generation) this.checkPatiently([entry]);
    return () => this.entries.delete(entry);
  }

  stop(): void {
    this.stopped = true;
    clearInterval(this.timer);
  }

  private hear(payload: string): void {
    this.generation += 1;
    const [kind = "", id = ""] = payload.split(":");
    this.checkPatiently([...this.entries].filter((entry) => concerns(entry.visitor, kind, id)));
  }

  private checkPatiently(entries: Entry[]): void {
    this.check(entries).catch((error: unknown) => {
      this.log.warn({ err: error }, "Access was not checked; trying again");
      setTimeout(() => this.checkPatiently(entries), TRY_AGAIN_MS).unref();
    });
  }

  private async check(entries: Entry[]): Promise<void> {
    const living = entries.filter((entry) => this.entries.has(entry));
    if (living.length === 0 || this.stopped) return;
    const ids = { session: new Set<string>(), token: new Set<string>(), link: new Set<string>() };
    for (const { visitor } of living) {
      const row = rowOf(visitor);
      ids[row.kind].add(row.id);
    }
    const { rows } = await this.pool.query<{ id: string }>({
      name: "still-valid",
      text: STILL_VALID,
      values: [[...ids.session], [...ids.token], [...ids.link]],
    });
    const valid = new Set(rows.map((row) => row.id));
    for (const entry of living) {
      if (valid.has(rowOf(entry.visitor).id) || !this.entries.delete(entry)) continue;
      entry.cut(
        rowOf(entry.visitor).kind === "session" ? "Your session has ended." : "Your access was revoked.",
      );
    }
  }
}
