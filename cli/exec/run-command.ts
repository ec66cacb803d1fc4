import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { constants } from "node:os";
import type { Readable, Writable } from "node:stream";
import { isatty } from "node:tty";
import type { CommandEnd } from "../../lib/run/exec-outcome";
import { closeWrites, leadToOnePlace, makePipes } from "./output-pipes";
import { passSignals } from "./signals";

interface Execution {
  argv: readonly string[];
  variables: Readonly<Record<string, string | undefined>>;
  /** Takes what the command writes; it is read no faster. */
  keep(source: string, piece: Buffer): Promise<void>;
  /** Where its output is shown, where not on our own streams of the same name. */
  show?: Writable;
  say(text: string): void;
}

/** After the command has ended, a pipe that something else still holds is left when it is silent for so long. */
const SILENCE_MS = 2_000;

/** Shows a piece; whoever reads us may have gone, which is no reason to end the command. */
async function showPiece(to: Writable, piece: Buffer): Promise<void> {
  if (to.destroyed || !to.writable) return;
  if (!to.write(piece)) {
    await Promise.race([once(to, "drain"), once(to, "close"), once(to, "error")]).catch(() => {});
  }
}

class Drain {
  private heard = performance.now();
  private done = false;

  constructor(
    private readonly source: string,
    private readonly from: Readable,
    private readonly to: Writable,
    private readonly execution: Execution,
  ) {}

  async run(): Promise<void> {
    try {
      for await (const piece of this.from) {
        this.heard = performance.now();
        await Promise.all([showPiece(this.to, piece), this.execution.keep(this.source, piece)]);
      }
    } catch {
      // Left, because something that outlives the command holds it.
    }
    this.done = true;
  }

  /** True where it had to be left. */
  leaveWhenSilent(): boolean {
    if (this.done || performance.now() - this.heard < SILENCE_MS) return false;
    this.from.destroy();
    return true;
  }
}

interface Started {
  child: ChildProcess;
  sources: [name: string, from: Readable, to: Writable][];
}

function start({ argv, variables, show }: Execution, ownGroup: boolean): Started {
  const [command = "", ...args] = argv;
  const single = leadToOnePlace();
  const pipes = makePipes(single ? 1 : 2);
  const [out, err] = pipes ?? [];
  const stdio = pipes ? [0, out?.write, (err ?? out)?.write] : (["inherit", "pipe", "pipe"] as const);
  const child = spawn(command, args, {
    env: { ...variables } as NodeJS.ProcessEnv,
    stdio: [...stdio] as ("inherit" | "pipe" | number)[],
    detached: ownGroup,
  });
  if (pipes) closeWrites(pipes);
  const outFrom = out?.read ?? child.stdout;
  const errFrom = pipes ? err?.read : child.stderr;
  const sources: Started["sources"] = [];
  if (outFrom) sources.push(["out", outFrom, show ?? process.stdout]);
  if (errFrom) sources.push(["err", errFrom, show ?? process.stderr]);
  return { child, sources };
}

function endOf(child: ChildProcess): Promise<CommandEnd> {
  return new Promise((resolve) => {
    child.once("error", (error: NodeJS.ErrnoException) =>
      resolve({ code: error.code === "ENOENT" ? 127 : 126, signal: null }),
    );
    child.once("exit", (code, signal) => resolve({ code, signal }));
  });
}

/** Runs a command as if it had been typed: it reads our input, shows its output at once, and gets our signals. */
export async function runCommand(execution: Execution): Promise<CommandEnd> {
  // `process.stdin` is not touched: opening it would change how the command finds the same descriptor.
  // Without a terminal to read from it gets a group of its own, so that signals reach all of it and nothing else.
  const ownGroup = !isatty(0) && process.platform !== "win32";
  for (const stream of [process.stdout, process.stderr]) stream.on("error", () => {});
  const { child, sources } = start(execution, ownGroup);
  const stopPassing = child.pid === undefined ? () => {} : passSignals(child.pid, ownGroup);
  const drains = sources.map(([name, from, to]) => new Drain(name, from, to, execution));
  const drained = Promise.all(drains.map((drain) => drain.run()));
  const end = await endOf(child);
  const watch = setInterval(() => {
    if (drains.map((drain) => drain.leaveWhenSilent()).includes(true)) {
      execution.say("Something that the command started still holds its output, and is not waited for.\n");
    }
  }, 100);
  await drained;
  clearInterval(watch);
  stopPassing();
  return end;
}

/** As a shell counts: the command's own code, or 128 and the signal's number. */
export function exitCodeOf({ code, signal }: CommandEnd): number {
  if (signal === null) return code ?? 1;
  return 128 + (constants.signals[signal as NodeJS.Signals] ?? 0);
}
