// The bench's hand on its watchers: starts their processes, tells them where to connect, and knows when all have an event.
import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { cpuMs } from "./process-usage";
import type { WatchOrder, WatchReport, WatchTarget } from "./watch-messages";

const answerTimeoutMs = 60_000;

interface Waiting {
  seq: number;
  resolve(at: number): void;
}

export class Watchers {
  readonly #processes: ChildProcess[];
  /** Per sequence number: in how many processes it is everywhere, and when the last of them said so. */
  readonly #seen = new Map<number, { processes: number; at: number }>();
  #highest = 0;
  #busy = 0;
  #waiting: Waiting[] = [];
  readonly #troubles: string[] = [];

  private constructor(processes: ChildProcess[]) {
    this.#processes = processes;
    for (const one of processes) one.on("message", (report: WatchReport) => this.#hear(report));
  }

  /** @param bundle path of the bundled watcher-process.ts */
  static start(bundle: string, processes: number): Watchers {
    const children = Array.from({ length: processes }, () =>
      fork(bundle, [], { stdio: ["ignore", "ignore", "inherit", "ipc"], execArgv: [] }),
    );
    return new Watchers(children);
  }

  /** What went wrong for a watcher: holes, disconnections. Empty in an honest run. */
  get troubles(): readonly string[] {
    return this.#troubles;
  }

  get cpuMs(): number {
    return this.#processes.reduce((sum, one) => sum + (one.pid ? cpuMs(one.pid) : 0), 0);
  }

  #hear(report: WatchReport) {
    if (report.type === "trouble") this.#troubles.push(report.text);
    if (report.type !== "delivered") return;
    for (const [seq, at] of report.items) this.#count(seq, at);
    this.#waiting = this.#waiting.filter(({ seq, resolve }) => {
      const seen = this.#seen.get(seq);
      if (!seen || seen.processes < this.#busy) return true;
      resolve(seen.at);
      return false;
    });
  }

  #count(seq: number, at: number) {
    const seen = this.#seen.get(seq) ?? { processes: 0, at };
    this.#seen.set(seq, { processes: seen.processes + 1, at: Math.max(seen.at, at) });
    this.#highest = Math.max(this.#highest, seq);
  }

  #order(one: ChildProcess, order: WatchOrder) {
    one.send(order);
  }

  /** Resolves when every process has answered with a report of this type; rejects on trouble or after the time. */
  async #answers(type: WatchReport["type"], processes: ChildProcess[]): Promise<void> {
    const heard = (one: ChildProcess) =>
      new Promise<void>((resolve, reject) => {
        const end = (error?: Error) => {
          clearTimeout(timer);
          one.off("message", listen);
          if (error) reject(error);
          else resolve();
        };
        const listen = (report: WatchReport) => {
          if (report.type === "trouble") end(new Error(report.text));
          else if (report.type === type) end();
        };
        const timer = setTimeout(
          () => end(new Error(`no "${type}" in ${answerTimeoutMs} ms`)),
          answerTimeoutMs,
        );
        one.on("message", listen);
      });
    await Promise.all(processes.map(heard));
  }

  /** Connects and joins so many watchers, spread over the processes. */
  async connect(target: WatchTarget, count: number): Promise<void> {
    this.#seen.clear();
    const share = Math.ceil(count / this.#processes.length);
    const used = this.#processes.filter((_, index) => index * share < count);
    this.#busy = used.length;
    const connected = this.#answers("connected", used);
    used.forEach((one, index) => {
      this.#order(one, { type: "connect", target, count: Math.min(share, count - index * share) });
    });
    await connected;
  }

  async disconnect(): Promise<void> {
    const gone = this.#answers("disconnected", this.#processes);
    for (const one of this.#processes) this.#order(one, { type: "disconnect" });
    await gone;
  }

  /** Monotonic time at which the last watcher got the event; rejects after the time. */
  delivered(seq: number, timeoutMs: number): Promise<number> {
    const seen = this.#seen.get(seq);
    if (seen && seen.processes >= this.#busy) return Promise.resolve(seen.at);
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        const trouble = this.#troubles.join("; ") || "no watcher reported trouble";
        reject(
          new Error(
            `event ${seq} did not reach all watchers in ${timeoutMs} ms (highest: ${this.#highest}; ${trouble})`,
          ),
        );
      }, timeoutMs);
      this.#waiting.push({
        seq,
        resolve: (at) => {
          clearTimeout(timer);
          resolve(at);
        },
      });
    });
  }

  async stop(): Promise<void> {
    await Promise.all(
      this.#processes.map(async (one) => {
        if (one.exitCode !== null || one.signalCode !== null) return;
        const exited = once(one, "exit");
        if (one.connected) this.#order(one, { type: "exit" });
        const timer = setTimeout(() => one.kill("SIGKILL"), 3_000);
        await exited;
        clearTimeout(timer);
      }),
    );
  }
}
