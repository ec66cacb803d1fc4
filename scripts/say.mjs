// What the scripts print: one line a step, with the time it took, so that a newcomer sees what happens and what is slow.
import { spawn } from "node:child_process";

const seconds = (ms) => `${(ms / 1000).toFixed(1)} s`;

/** Runs `work`, says its name before and how long it took after; a failure is named and passed on. */
export async function step(name, work) {
  const began = performance.now();
  process.stdout.write(`▸ ${name}\n`);
  try {
    const result = await work();
    process.stdout.write(`  ✓ ${name} (${seconds(performance.now() - began)})\n`);
    return result;
  } catch (error) {
    process.stdout.write(`  ✗ ${name} failed after ${seconds(performance.now() - began)}\n`);
    throw error;
  }
}

/** A command that failed: its output has been shown already, so callers print only this sentence. */
export class CommandFailed extends Error {}

/** Runs a program to its end with inherited output; rejects with CommandFailed on a non-zero exit. */
export function run(program, args, options = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { stdio: "inherit", ...options });
    child.once("error", (error) =>
      reject(new CommandFailed(`${program} could not be started: ${error.message}`)),
    );
    child.once("exit", (code, signal) => {
      if (code === 0) resolve();
      else
        reject(
          new CommandFailed(`${[program, ...args].join(" ")} ended with ${signal ?? `exit code ${code}`}`),
        );
    });
  });
}

/** Runs a module of node_modules by node itself, so that no shell and no .bin link is needed. */
export function runNode(script, args = [], options = {}) {
  return run(process.execPath, [script, ...args], options);
}

/** Ends the process on a failure with one sentence; a stack only where it is our own defect. */
export function endWith(error) {
  process.stderr.write(
    `\n${error instanceof CommandFailed ? error.message : (error?.stack ?? String(error))}\n`,
  );
  process.exit(1);
}
