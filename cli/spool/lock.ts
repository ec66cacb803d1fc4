import { closeSync, openSync, readFileSync, rmSync, writeSync } from "node:fs";
import { join } from "node:path";
import { privateFolder } from "../folders";
import { isAlive, startedTicks } from "./processes";

function isHeld(file: string): boolean {
  try {
    const [pid = "", ticks = ""] = readFileSync(file, "utf8").trim().split(" ");
    // Not written yet: whoever made the file a moment ago holds it.
    return pid === "" || isAlive(Number(pid), ticks === "" ? null : ticks);
  } catch {
    return false;
  }
}

function tryTake(file: string): boolean {
  try {
    const fd = openSync(file, "wx", 0o600);
    writeSync(fd, `${process.pid} ${startedTicks(process.pid) ?? ""}\n`);
    closeSync(fd);
    return true;
  } catch {
    return false;
  }
}

/**
 * Does the work while no other process of this user does it; null where one is at it, which is then left to it. A lock
 * whose process is gone is nobody's.
 */
export async function alone<T>(folder: string, work: () => Promise<T>): Promise<T | null> {
  const file = join(privateFolder(folder), "lock");
  if (!tryTake(file)) {
    if (isHeld(file)) return null;
    rmSync(file, { force: true });
    if (!tryTake(file)) return null;
  }
  try {
    return await work();
  } finally {
    rmSync(file, { force: true });
  }
}
