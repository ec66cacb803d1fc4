// CPU and memory of other processes, read from /proc: Linux only, and exact to the nanosecond where the kernel keeps schedstat.
import { readdirSync, readFileSync } from "node:fs";

const ticksPerSecond = 100;

interface StatLine {
  parent: number;
  /** CPU of the process itself, milliseconds, in steps of 10. */
  ownMs: number;
  /** CPU of children that have ended and were waited for, milliseconds. */
  endedChildrenMs: number;
}

export interface ServerUsage {
  /** CPU of the Node process since its start, milliseconds. */
  serverMs: number;
  /** CPU of all processes below it since their start, milliseconds: PostgreSQL and its shell. */
  postgresMs: number;
  rssBytes: number;
}

function readStat(pid: number | string): StatLine | null {
  try {
    const line = readFileSync(`/proc/${pid}/stat`, "utf8");
    // The name in parentheses may hold spaces; field 3 of proc(5) follows it.
    const fields = line.slice(line.lastIndexOf(")") + 2).split(" ");
    const ms = (field: number) => (Number(fields[field - 3]) * 1000) / ticksPerSecond;
    return { parent: Number(fields[1]), ownMs: ms(14) + ms(15), endedChildrenMs: ms(16) + ms(17) };
  } catch {
    return null;
  }
}

/** Milliseconds of CPU that the process and its threads have used; falls back to 10 ms ticks. */
export function cpuMs(pid: number): number {
  try {
    let nanoseconds = 0;
    for (const task of readdirSync(`/proc/${pid}/task`)) {
      const text = readFileSync(`/proc/${pid}/task/${task}/schedstat`, "utf8");
      nanoseconds += Number(text.split(" ", 1)[0]);
    }
    return nanoseconds / 1e6;
  } catch {
    return readStat(pid)?.ownMs ?? 0;
  }
}

function descendantsOf(pid: number): { pid: number; stat: StatLine }[] {
  const all = readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => {
      const stat = readStat(name);
      return stat ? [{ pid: Number(name), stat }] : [];
    });
  const family = new Set([pid]);
  // A child may be listed before its parent when process ids have wrapped around.
  for (let grew = true; grew; ) {
    const before = family.size;
    for (const one of all) if (family.has(one.stat.parent)) family.add(one.pid);
    grew = family.size > before;
  }
  return all.filter((one) => one.pid !== pid && family.has(one.pid));
}

function rssBytes(pid: number): number {
  const match = /^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, "utf8"));
  return Number(match?.[1] ?? 0) * 1024;
}

/** Usage of a server that runs its PostgreSQL as a child. */
export function serverUsage(pid: number): ServerUsage {
  let postgresMs = 0;
  for (const one of descendantsOf(pid)) postgresMs += cpuMs(one.pid) + one.stat.endedChildrenMs;
  return { serverMs: cpuMs(pid), postgresMs, rssBytes: rssBytes(pid) };
}

/** Most files that this process may open; sockets count. */
export function openFilesLimit(): number {
  const match = /^Max open files\s+(\d+|unlimited)/m.exec(readFileSync("/proc/self/limits", "utf8"));
  return match?.[1] === "unlimited" ? Number.POSITIVE_INFINITY : Number(match?.[1] ?? 0);
}

/** Runnable processes, averaged over the last minute. */
export function loadAverage(): number {
  return Number(readFileSync("/proc/loadavg", "utf8").split(" ", 1)[0]);
}

/** CPU that everything on this machine has used since its start, and what its host kept for others, milliseconds. */
export function machineMs(): number {
  const [line = ""] = readFileSync("/proc/stat", "utf8").split("\n", 1);
  const [user = 0, nice = 0, system = 0, , , irq = 0, softirq = 0, steal = 0] = line
    .split(/\s+/)
    .slice(1)
    .map(Number);
  return ((user + nice + system + irq + softirq + steal) * 1000) / ticksPerSecond;
}
