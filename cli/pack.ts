import { createWriteStream, existsSync, linkSync, rmSync } from "node:fs";
import { resolve } from "node:path";
import { pipeline } from "node:stream/promises";
import { hashFile } from "./exec/written-files";
import { Failure } from "./failure";
import { openLine, runOf } from "./record";
import { must, type TargetOptions } from "./target";
import { bytesInWords, type Context, EXIT, plain, toJson } from "./terminal";
import { heldOf, intactText, verifiedPack } from "./verify";

export interface PackOptions extends TargetOptions {
  out?: string;
  verify?: boolean;
  key?: string;
  head: string[];
}

function occupied(file: string): Failure {
  const message = `${plain(file)} exists already; a pack overwrites nothing.`;
  return new Failure(EXIT.unusable, { code: "file", message });
}

function defaultName(runId: string, now: Date): string {
  return `holdpoint-pack-${runId.slice(0, 8)}-${now.toISOString().slice(0, 19).replaceAll(":", "")}Z.zip`;
}

/** Takes a name that nobody has, whole at once. */
function nameFile(partial: string, file: string): void {
  try {
    linkSync(partial, file);
  } catch (error) {
    throw error instanceof Error && "code" in error && error.code === "EEXIST" ? occupied(file) : error;
  }
}

/** Removes what is half written, also where a signal ends us; answers how to stop that. */
function cleanUp(partial: string): () => void {
  const remove = () => rmSync(partial, { force: true });
  const end = (signal: NodeJS.Signals) => {
    remove();
    process.exit(signal === "SIGINT" ? 130 : 143);
  };
  process.once("SIGINT", end).once("SIGTERM", end);
  return () => {
    process.off("SIGINT", end).off("SIGTERM", end);
    remove();
  };
}

/** `holdpoint pack`: streams the evidence pack into a file, and verifies it there. */
export async function pack(options: PackOptions, context: Context): Promise<number> {
  const held = heldOf(options);
  if (typeof held === "string") throw new Failure(EXIT.unusable, { code: "usage", message: held });
  const line = await openLine(context, options);
  const runId = await runOf(context, line, options);
  const file = resolve(options.out ?? defaultName(runId, new Date()));
  if (existsSync(file)) throw occupied(file);
  const partial = `${file}.${process.pid}.partial`;
  const stop = cleanUp(partial);
  try {
    const bytes = must(await line.api.pack(runId));
    const sink = createWriteStream(partial, { flags: "wx", mode: 0o600 });
    try {
      await pipeline(bytes, sink);
    } catch (error) {
      const message = `The pack broke off: ${error instanceof Error ? error.message : String(error)}. Nothing was kept.`;
      throw new Failure(EXIT.away, { code: "away", message });
    } finally {
      // A file that was still being opened when the bytes broke off would come to be after it was removed.
      if (!sink.closed) await new Promise<void>((closed) => sink.once("close", () => closed()));
    }
    const hashed = await hashFile(partial);
    const report = options.verify === false ? null : await verifiedPack(partial, held);
    if (report && report.verdict !== "intact") {
      const message = `The pack that came is not intact: ${plain(report.finding.where)} ${plain(report.finding.message)}. Nothing was kept.`;
      throw new Failure(EXIT.refused, { code: "not-intact", message });
    }
    nameFile(partial, file);
    if (options.json) context.out(toJson({ file, ...hashed, verified: report !== null, report }));
    else {
      context.out(`${file}  ${bytesInWords(hashed.size)}  SHA-256 ${hashed.sha256}\n`);
      if (report) context.out(intactText(report));
    }
    return EXIT.done;
  } finally {
    stop();
  }
}
