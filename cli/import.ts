import { Api } from "./connection/api";
import { Failure, refusalText } from "./failure";
import { readMarkdown } from "./read-markdown";
import { must, serverOf, type TargetOptions } from "./target";
import { type Context, count, EXIT, plain, toJson } from "./terminal";

export interface ImportOptions extends TargetOptions {
  slug?: string;
}

interface Imported {
  file: string;
  slug: string;
  version: number;
  sha256: string;
  title: string;
  warnings: number;
}

async function importOne(api: Api, file: string, slug: string | null, context: Context): Promise<Imported> {
  const read = await readMarkdown(file, context);
  if (!read.ok) {
    throw new Failure(EXIT.unusable, {
      code: "unreadable",
      message: `${plain(file)} cannot be read: ${read.message}.`,
    });
  }
  if (!read.decoding.ok) {
    throw new Failure(EXIT.unusable, {
      code: read.decoding.code,
      message: `${plain(file)}: ${read.decoding.message}`,
    });
  }
  const { definition, ...published } = must(await api.publish(read.bytes, slug));
  const { diagnostics = [], title } = definition;
  const warnings = diagnostics.filter(({ severity }) => severity === "warning").length;
  const { version, sha256 } = published;
  return { file, slug: published.slug, version, sha256, title, warnings };
}

function importedText({ file, slug, version, sha256, title, warnings }: Imported): string {
  const doubt = warnings > 0 ? `, ${count(warnings, "warning")}: \`holdpoint lint\` names them` : "";
  return `${plain(file)}: published as ${plain(slug)} version ${version}, “${plain(title)}”, SHA-256 ${sha256}${doubt}\n`;
}

/** `holdpoint import FILES…`: each becomes a runbook, or with --slug one the next version of that one. */
export async function importFiles(
  files: string[],
  options: ImportOptions,
  context: Context,
): Promise<number> {
  if (options.slug !== undefined && files.length > 1) {
    const message = "--slug names the runbook that one file is the next version of: give one file.";
    throw new Failure(EXIT.unusable, { code: "usage", message });
  }
  const api = new Api(serverOf(context, options));
  const imported: Imported[] = [];
  const failed: { file: string; exit: number; error: Failure["refusal"] }[] = [];
  for (const file of files) {
    try {
      const one = await importOne(api, file, options.slug ?? null, context);
      imported.push(one);
      if (!options.json) context.out(importedText(one));
    } catch (error) {
      if (!(error instanceof Failure)) throw error;
      failed.push({ file, exit: error.exit, error: error.refusal });
      if (!options.json) context.err(`${plain(file)}: ${refusalText(error.refusal)}`);
      // Away or not signed in: the next file would fare the same.
      if (error.exit === EXIT.away || error.exit === EXIT.unauthenticated) break;
    }
  }
  if (options.json) context.out(toJson({ imported, failed }));
  return Math.max(EXIT.done, ...failed.map(({ exit }) => exit));
}
