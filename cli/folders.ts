import { chmodSync, closeSync, fsyncSync, mkdirSync, openSync, renameSync, writeSync } from "node:fs";
import { homedir } from "node:os";
import { dirname, isAbsolute, join } from "node:path";
import type { Context } from "./terminal";

function below(given: string | undefined, ...otherwise: string[]): string {
  // The specification of these folders says that a relative path is to be ignored.
  const base = given && isAbsolute(given) ? given : join(...otherwise);
  return join(base, "holdpoint");
}

function homeOf({ variables }: Pick<Context, "variables">): string {
  return variables.HOME?.trim() || homedir();
}

/** Where who one is, is kept (XDG Base Directory Specification). */
export function configFolder(context: Pick<Context, "variables">): string {
  return below(context.variables.XDG_CONFIG_HOME, homeOf(context), ".config");
}

/** Where what is not sent yet is kept. */
export function stateFolder(context: Pick<Context, "variables">): string {
  return below(context.variables.XDG_STATE_HOME, homeOf(context), ".local", "state");
}

/** Makes a folder that nobody else may enter. */
export function privateFolder(path: string): string {
  mkdirSync(path, { recursive: true, mode: 0o700 });
  return path;
}

/** Writes a file that nobody else may read, whole or not at all, also where the machine dies meanwhile. */
export function writePrivately(file: string, text: string): void {
  privateFolder(dirname(file));
  const partial = `${file}.${process.pid}.partial`;
  const fd = openSync(partial, "w", 0o600);
  try {
    writeSync(fd, text);
    fsyncSync(fd);
  } finally {
    closeSync(fd);
  }
  chmodSync(partial, 0o600);
  renameSync(partial, file);
}
