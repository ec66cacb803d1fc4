import { statSync } from "node:fs";
import type { ExecOutcome } from "../../lib/run/exec-outcome";
import type { Answer } from "../connection/answer";
import { Api, type Server } from "../connection/api";
import { settleExec } from "../exec/settle";
import type { Refusal } from "../failure";
import type { KeptEvidence, KeptExec, KeptItem } from "./item";
import { alone } from "./lock";
import { isAlive } from "./processes";
import type { Spool, Stored } from "./spool";

export interface SendReport {
  sent: number;
  refused: { about: string; refusal: Refusal }[];
  /** What of this server's is still waiting. */
  left: number;
  /** Why nothing more was sent; null where all was tried. */
  stopped: Extract<Answer<never>, { kind: "away" | "unauthenticated" }> | null;
  /** Another process of this user is sending. */
  busy: boolean;
  /** Executed commands that were settled, by the item's id. */
  outcomes: Map<string, { outcome: ExecOutcome; item: KeptExec }>;
}

/** How long another process that is sending is waited for. */
const PATIENCE_MS = 30_000;

/** What is kept for this server and is this person's to send. */
function waitingFor(spool: Spool, { url, email }: Server): Stored[] {
  return spool
    .list()
    .filter(
      ({ item }) => item.url === url && (email === null || item.email === null || item.email === email),
    );
}

class Sender {
  readonly report: SendReport = {
    ...{ sent: 0, refused: [], left: 0, stopped: null, busy: false },
    outcomes: new Map(),
  };
  private readonly api: Api;

  constructor(
    private readonly spool: Spool,
    server: Server,
  ) {
    this.api = new Api(server);
  }

  private take(stored: Stored, answer: Answer<unknown>): void {
    const { about } = stored.item;
    switch (answer.kind) {
      case "ok":
        this.spool.remove(stored);
        this.report.sent += 1;
        break;
      case "refused":
        this.spool.refuse(stored, answer.refusal);
        this.report.refused.push({ about, refusal: answer.refusal });
        break;
      default:
        this.report.stopped = answer;
    }
  }

  private async evidence(stored: Stored, item: KeptEvidence): Promise<void> {
    const { id: key, name, stepId, visibility, size } = item;
    const file = this.spool.blob(item.blob);
    const answer = await this.api.upload(item.runId, { key, name, stepId, visibility, file, size });
    const other = answer.kind === "ok" && answer.value.sha256 !== item.sha256;
    const message = `The server has other bytes of ${name} than were sent.`;
    this.take(stored, other ? { kind: "refused", refusal: { code: "different-bytes", message } } : answer);
  }

  /** The end of a command whose `exec` was killed is not known, but when its output was last written. */
  private endOf(item: KeptExec) {
    if (item.end) return item.end;
    let at = item.startedAt;
    try {
      at = statSync(this.spool.blob(item.output)).mtime.toISOString();
    } catch {
      // It had not written anything yet.
    }
    return { at, code: null, signal: null };
  }

  private async exec(stored: Stored, item: KeptExec): Promise<void> {
    const { process, end } = item;
    if (end === null && isAlive(process.pid, process.startedTicks)) return;
    const ended = { ...item, end: this.endOf(item) };
    const settled = await settleExec({
      api: this.api,
      item: ended,
      blob: (name) => this.spool.blob(name),
      save: () => this.spool.save({ ...stored, item: ended }),
    });
    if (settled.kind !== "settled") {
      this.report.stopped = settled;
      return;
    }
    this.report.outcomes.set(item.id, { outcome: settled.outcome, item: ended });
    const [refused] = ended.refusals;
    this.take(
      { ...stored, item: ended },
      refused ? { kind: "refused", refusal: refused.refusal } : { kind: "ok", value: null },
    );
  }

  private async send(stored: Stored, item: KeptItem): Promise<void> {
    if (item.kind === "exec") await this.exec(stored, item);
    else if (item.kind === "evidence") await this.evidence(stored, item);
    else this.take(stored, await this.api.command(item.runId, item.body));
  }

  async sendAll(waiting: readonly Stored[]): Promise<void> {
    for (const { name } of waiting) {
      if (this.report.stopped) return;
      // Read again: another process may have sent it, or come further with it, since the list was made.
      const item = this.spool.read(name);
      if (item) await this.send({ name, item }, item);
    }
  }
}

/** Sends what waits for this server, in order, each once. What is refused is set aside with its reason; nothing is lost. */
export async function sendWaiting(spool: Spool, server: Server): Promise<SendReport> {
  const sender = new Sender(spool, server);
  const giveUpAt = Date.now() + PATIENCE_MS;
  for (;;) {
    if (waitingFor(spool, server).length === 0) return sender.report;
    const done = await alone(spool.folder, async () => {
      await sender.sendAll(waitingFor(spool, server));
      return true;
    });
    const busy = done === null;
    // Whoever is at it sends ours as well; what comes behind must not overtake it.
    if (!busy || Date.now() > giveUpAt) {
      return { ...sender.report, busy, left: waitingFor(spool, server).length };
    }
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
