import { randomUUID } from "node:crypto";
import { closeSync, copyFileSync, createWriteStream, fsyncSync, openSync, statSync } from "node:fs";
import { basename } from "node:path";
import { pipeline } from "node:stream/promises";
import type { StoredEvidence } from "./connection/api";
import { secretsOf } from "./exec/secrets";
import { copyRedacted, type Hashed, hashFile } from "./exec/written-files";
import { Failure } from "./failure";
import { KEPT_WORDS, type Line, openLine, record, runOf } from "./record";
import { seenStep } from "./step";
import { must, type TargetOptions } from "./target";
import { bytesInWords, type Context, count, EXIT, plain, toJson } from "./terminal";

export interface AttachOptions extends TargetOptions {
  step?: string;
  name?: string;
  restricted?: boolean;
  redact?: boolean;
  reference?: string;
  sha256?: string;
}

interface Attached extends Hashed {
  name: string;
  artifactId: string | null;
  kept: boolean;
}

function usage(message: string): Failure {
  return new Failure(EXIT.unusable, { code: "usage", message });
}

/** A copy in the spool of what is piped in, or is to be redacted: it must not change while it is sent. */
async function ownCopy(line: Line, file: string, key: string, options: AttachOptions, context: Context) {
  const copy = line.spool.blob(`${key}.bin`);
  if (file === "-") {
    await pipeline(context.input ?? process.stdin, createWriteStream(copy, { flags: "wx", mode: 0o600 }));
    return copy;
  }
  if (!options.redact) return null;
  const { redacted } = await copyRedacted(file, copy, secretsOf(context.variables, []));
  context.err(
    `Taken out of ${plain(file)} before it leaves this machine: ${count(redacted, "credential")}.\n`,
  );
  return copy;
}

function keep(
  line: Line,
  runId: string,
  facts: { key: string; name: string; stepId: string | null; visibility: "room" | "restricted" },
  from: string,
  hashed: Hashed,
): void {
  const { api, spool } = line;
  const blob = `${facts.key}.bin`;
  if (from !== spool.blob(blob)) copyFileSync(from, spool.blob(blob));
  const fd = openSync(spool.blob(blob), "r");
  fsyncSync(fd);
  closeSync(fd);
  const { key, ...rest } = facts;
  spool.add({
    ...{ version: 1, kind: "evidence", id: key, url: api.server.url, runId, email: api.server.email },
    ...{ at: new Date().toISOString(), about: `the evidence ${plain(facts.name)}` },
    ...{ ...rest, blob, ...hashed },
  });
}

async function attachFile(
  line: Line,
  runId: string,
  { file, stepId }: { file: string; stepId: string | null },
  options: AttachOptions,
  context: Context,
): Promise<Attached> {
  const key = randomUUID();
  const name = options.name ?? basename(file);
  const visibility = options.restricted ? ("restricted" as const) : ("room" as const);
  const copy = await ownCopy(line, file, key, options, context);
  const from = copy ?? file;
  const hashed = await hashFile(from);
  if (hashed.size === 0) throw usage(`${plain(name)} is empty, and an empty file is no evidence.`);
  const upload = { key, name, stepId, visibility, file: from, size: hashed.size };
  const answer = line.reached ? await line.api.upload(runId, upload) : null;
  if (!answer || answer.kind === "away") {
    line.reached = false;
    keep(line, runId, { key, name, stepId, visibility }, from, hashed);
    return { name, ...hashed, artifactId: null, kept: true };
  }
  line.spool.dropBlob(`${key}.bin`);
  const stored: StoredEvidence = must(answer);
  if (stored.sha256 !== hashed.sha256)
    throw usage(`${plain(name)} changed while it was sent. Attach it again.`);
  return { name, ...hashed, artifactId: stored.artifactId, kept: false };
}

/** A dump or snapshot is given by where it lies and its hash; of a file on this machine both are known. */
async function attachReference(
  line: Line,
  runId: string,
  stepId: string | null,
  options: AttachOptions,
): Promise<Attached> {
  const { reference = "", name } = options;
  const file = statSync(reference, { throwIfNoEntry: false });
  const hashed = file?.isFile() ? await hashFile(reference) : null;
  const sha256 = options.sha256?.toLowerCase() ?? hashed?.sha256;
  if (!sha256) throw usage("A reference that is no file of this machine needs --sha256.");
  const named = name ?? basename(reference);
  const body = {
    ...{ type: "AttachEvidence", name: named, location: reference, sha256 },
    ...(stepId === null ? {} : { stepId }),
    ...(hashed ? { size: hashed.size } : {}),
    ...(options.restricted ? { visibility: "restricted" } : {}),
  };
  const about = `the reference to ${plain(named)}`;
  const { answer, commandId } = await record(line, runId, { about, body, kept: () => body });
  return { name: named, sha256, size: hashed?.size ?? 0, artifactId: commandId, kept: answer === undefined };
}

/** `holdpoint attach FILE…`: streamed, hashed on this side and on the other. */
export async function attach(files: string[], options: AttachOptions, context: Context): Promise<number> {
  if (files.length === 0 && options.reference === undefined) throw usage("Give files, or --reference.");
  if (options.name !== undefined && files.length > 1) throw usage("--name goes with one file.");
  if (files.includes("-") && options.name === undefined) throw usage("What is piped in needs a --name.");
  for (const file of files) {
    if (file === "-") continue;
    const stats = statSync(file, { throwIfNoEntry: false });
    if (!stats?.isFile()) throw usage(`${plain(file)} is no file.`);
  }
  const line = await openLine(context, options);
  const runId = await runOf(context, line, options);
  const stepId = options.step === undefined ? null : (await seenStep(context, line, runId, options.step)).id;
  const attached: Attached[] = [];
  for (const file of files) attached.push(await attachFile(line, runId, { file, stepId }, options, context));
  if (options.reference !== undefined) attached.push(await attachReference(line, runId, stepId, options));
  const kept = attached.some((each) => each.kept);
  if (options.json) context.out(toJson({ attached }));
  else {
    for (const { name, size, sha256, kept: here } of attached) {
      context.out(
        `${here ? "kept" : "attached"}  ${plain(name)}  ${bytesInWords(size)}  SHA-256 ${sha256}\n`,
      );
    }
    if (kept) context.out(KEPT_WORDS);
  }
  return kept ? EXIT.kept : EXIT.done;
}
