import { spawnSync } from "node:child_process";
import { closeSync, constants, fstatSync, mkdtempSync, openSync, rmSync } from "node:fs";
import { Socket } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Readable } from "node:stream";

/** A pipe of the kernel's: what is written to `write` comes out of `read`. */
export interface Pipe {
  read: Readable;
  /** For the command; closed on this side once it has it. */
  write: number;
}

/**
 * Real pipes. Those that Node makes for a child are sockets, which a script cannot open again as /dev/stderr. Null where
 * the system has no named pipes.
 */
export function makePipes(count: number): Pipe[] | null {
  const folder = mkdtempSync(join(tmpdir(), "holdpoint-"));
  try {
    const paths = Array.from({ length: count }, (_, n) => join(folder, String(n)));
    if (spawnSync("mkfifo", ["-m", "600", ...paths]).status !== 0) return null;
    return paths.map((path) => {
      const fd = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK);
      const write = openSync(path, constants.O_WRONLY);
      return { read: new Socket({ fd, readable: true, writable: false }), write };
    });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

export function closeWrites(pipes: readonly Pipe[]): void {
  for (const { write } of pipes) closeSync(write);
}

/** Whether both of our own streams lead to the same place: then the command's go through one pipe, and keep their order. */
export function leadToOnePlace(): boolean {
  try {
    const [out, err] = [fstatSync(1), fstatSync(2)];
    return out.dev === err.dev && out.ino === err.ino && out.rdev === err.rdev;
  } catch {
    return false;
  }
}
