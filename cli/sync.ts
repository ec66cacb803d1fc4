import { Failure, refusalText } from "./failure";
import type { KeptItem } from "./spool/item";
import { sendWaiting } from "./spool/send";
import { Spool } from "./spool/spool";
import { serverOf, type TargetOptions } from "./target";
import { type Context, count, EXIT, plain, toJson } from "./terminal";

export interface SyncOptions extends TargetOptions {
  retryRefused?: boolean;
  forgetRefused?: boolean;
  list?: boolean;
}

function shown({ kind, about, at, url, runId }: KeptItem) {
  return { kind, about, at, url, runId };
}

function listText(spool: Spool): string {
  const waiting = spool
    .list()
    .map(({ item }) => `waiting   ${plain(item.at)}  ${plain(item.about)}  (${plain(item.url)})\n`);
  const refused = spool
    .refused()
    .map(({ item, refusal }) => `refused   ${plain(item.at)}  ${plain(item.about)}: ${refusalText(refusal)}`);
  return [...waiting, ...refused].join("");
}

/** `holdpoint sync`: sends what is kept, and says what is left and why. */
export async function sync(options: SyncOptions, context: Context): Promise<number> {
  const spool = new Spool(context);
  if (options.retryRefused && options.forgetRefused) {
    const message = "Try again, or forget: give one of --retry-refused and --forget-refused.";
    throw new Failure(EXIT.unusable, { code: "usage", message });
  }
  if (options.forgetRefused) context.err(`Forgotten: ${count(spool.forgetRefused(), "refused thing")}.\n`);
  if (options.retryRefused) spool.retryRefused();
  const report = options.list ? null : await sendWaiting(spool, serverOf(context, options));
  const [waiting, refused] = [spool.list(), spool.refused()];
  if (options.json) {
    context.out(
      toJson({
        sent: report?.sent ?? 0,
        waiting: waiting.map(({ item }) => shown(item)),
        refused: refused.map(({ item, refusal, refusedAt }) => ({ ...shown(item), refusal, refusedAt })),
        stopped: report?.stopped?.message ?? null,
      }),
    );
  } else {
    if (report) context.out(report.sent > 0 ? `sent ${count(report.sent, "thing")}\n` : "nothing was sent\n");
    context.out(listText(spool));
    if (report?.stopped) context.err(`${plain(report.stopped.message)}\n`);
    if (refused.length > 0) {
      context.err(
        "To try what was refused again: holdpoint sync --retry-refused. To throw it away: --forget-refused.\n",
      );
    }
  }
  if (report?.stopped?.kind === "unauthenticated") return EXIT.unauthenticated;
  if (waiting.length > 0) return report?.stopped ? EXIT.away : EXIT.kept;
  return refused.length > 0 ? EXIT.refused : EXIT.done;
}
