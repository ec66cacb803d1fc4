import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";

/** What `new Worker` takes: a file, or the program's text. */
export type WorkerSource = { file: URL } | { program: string };

let bundled: Promise<string> | null = null;

/** From source (tests, development) the worker's TypeScript is bundled in memory, once a process. */
async function bundle(entry: string): Promise<string> {
  const { build } = await import("esbuild");
  const { outputFiles } = await build({
    entryPoints: [entry],
    bundle: true,
    write: false,
    platform: "node",
    target: "node20",
    format: "cjs",
    logLevel: "silent",
  });
  const [program] = outputFiles;
  if (!program) throw new Error(`${entry} gave no program`);
  return program.text;
}

/** In the product the worker's bundle lies beside server.js; in a checkout its source lies beside this file. */
export async function importWorkerSource(base: string = import.meta.url): Promise<WorkerSource> {
  const built = new URL("./import-worker.js", base);
  if (existsSync(built)) return { file: built };
  bundled ??= bundle(fileURLToPath(new URL("./import-worker.ts", base)));
  return { program: await bundled };
}
