import { readFileSync } from "node:fs";

/** When the process was started, in the kernel's ticks: with it, a process id means one process. Null where nobody says. */
export function startedTicks(pid: number): string | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    // The name in brackets may hold anything; what follows it is fixed.
    return stat.slice(stat.lastIndexOf(")") + 2).split(" ")[19] ?? null;
  } catch {
    return null;
  }
}

export function isAlive(pid: number, ticks: string | null): boolean {
  try {
    process.kill(pid, 0);
  } catch (error) {
    // A process of somebody else's lives, too.
    return error instanceof Error && "code" in error && error.code === "EPERM";
  }
  return ticks === null || startedTicks(pid) === ticks;
}
