import { readdirSync, readFileSync } from "node:fs";

const PASSED_ON = ["SIGINT", "SIGTERM", "SIGHUP", "SIGQUIT"] as const;

/** Parents of all processes that can be seen. */
function parents(): Map<number, number> {
  const found = new Map<number, number>();
  for (const name of readdirSync("/proc")) {
    if (!/^\d+$/.test(name)) continue;
    try {
      const stat = readFileSync(`/proc/${name}/stat`, "utf8");
      found.set(Number(name), Number(stat.slice(stat.lastIndexOf(")") + 2).split(" ")[1]));
    } catch {
      // It has ended meanwhile.
    }
  }
  return found;
}

/** The process and all that it started, where the system says who started whom. */
function family(pid: number): number[] {
  let parentOf: Map<number, number>;
  try {
    parentOf = parents();
  } catch {
    return [pid];
  }
  const members = new Set([pid]);
  for (let grown = true; grown; ) {
    grown = false;
    for (const [child, parent] of parentOf) {
      if (!members.has(parent) || members.has(child)) continue;
      members.add(child);
      grown = true;
    }
  }
  return [...members];
}

function send(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch {
    // It has ended already.
  }
}

/**
 * Passes signals on to the command, as long as it runs. With a process group of its own, to the group. At a terminal it
 * shares ours, so that it may read from there: the terminal itself then sends Ctrl-C to it, and the others go to the
 * process and what it started. Answers how to stop.
 */
export function passSignals(pid: number, ownGroup: boolean): () => void {
  const handlers = PASSED_ON.map((signal) => {
    const pass = () => {
      if (ownGroup) send(-pid, signal);
      else if (signal !== "SIGINT" && signal !== "SIGQUIT")
        for (const each of family(pid)) send(each, signal);
    };
    process.on(signal, pass);
    return { signal, pass };
  });
  return () => {
    for (const { signal, pass } of handlers) process.off(signal, pass);
  };
}
