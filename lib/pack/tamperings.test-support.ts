import { manifestText } from "./bag";
import { PAYLOAD, TAG } from "./layout";
import { type LogLine, parseLogLine } from "./log-line";
import { type Files, rewritten, type SampleLog, sha256 } from "./sample-pack.test-support";

/** A pack as a tamperer has it: the files, and what its log and artifacts are. */
export interface Victim {
  log: Pick<SampleLog, "lines" | "blobs">;
  files: Files;
}

type Random = () => number;

function below(random: Random, limit: number): number {
  return Math.floor(random() * limit);
}

function pick<T>(random: Random, items: readonly T[]): T {
  const item = items[below(random, items.length)];
  if (item === undefined) throw new Error("nothing to pick from");
  return item;
}

function textOf(files: Files, path: string): string {
  return files.find(([name]) => name === path)?.[1].toString("utf8") ?? "";
}

function withFile(files: Files, path: string, bytes: Buffer): Files {
  return files.map(([name, old]) => [name, name === path ? bytes : old]);
}

function changedByte(random: Random, bytes: Buffer): Buffer {
  const changed = Buffer.from(bytes);
  const at = below(random, changed.length);
  changed[at] = (changed[at] ?? 0) ^ (1 + below(random, 255));
  return changed;
}

function logLines(files: Files): string[] {
  return textOf(files, PAYLOAD.events).trimEnd().split("\n");
}

function withLines(files: Files, lines: readonly string[]): Files {
  return withFile(files, PAYLOAD.events, Buffer.from(lines.map((line) => `${line}\n`).join("")));
}

/** Ways of changing files, without a thought for manifests. */
const FILE_TAMPERINGS: Record<string, (victim: Victim, random: Random) => Files> = {
  "edit a byte of any file": ({ files }, random) => {
    const [path, bytes] = pick(
      random,
      files.filter(([, { length }]) => length > 0),
    );
    return withFile(files, path, changedByte(random, bytes));
  },
  "cut any file": ({ files }, random) => {
    const [path, bytes] = pick(
      random,
      files.filter(([, { length }]) => length > 0),
    );
    return withFile(files, path, bytes.subarray(0, below(random, bytes.length)));
  },
  "delete any file": ({ files }, random) => files.toSpliced(below(random, files.length), 1),
  "add a file": ({ files }, random) => [
    ...files,
    [`data/extra-${below(random, 9)}.txt`, Buffer.from("more")],
  ],
  "add an artifact": ({ files }, random) => [
    ...files,
    [`data/evidence/${"0".repeat(64)}/${below(random, 9)}`, Buffer.from("more")],
  ],
  "rename an artifact": ({ files }, random) => {
    const [path] = pick(
      random,
      files.filter(([name]) => name.startsWith("data/evidence/")),
    );
    return files.map(([name, bytes]) => [name === path ? `${name}x` : name, bytes]);
  },
  "swap two files": ({ files }, random) => {
    const [one, first] = pick(random, files);
    const [other, second] = pick(
      random,
      files.filter(([, bytes]) => !bytes.equals(first)),
    );
    return withFile(withFile(files, one, second), other, first);
  },
  "swap two artifacts": ({ files }, random) => {
    const artifacts = files.filter(([name]) => name.startsWith("data/evidence/"));
    const [one, first] = pick(random, artifacts);
    const [other, second] = pick(
      random,
      artifacts.filter(([name]) => name !== one),
    );
    return withFile(withFile(files, one, second), other, first);
  },
  "edit an event": ({ files }, random) => {
    const lines = logLines(files);
    const at = below(random, lines.length);
    return withLines(
      files,
      lines.with(at, changedByte(random, Buffer.from(lines[at] ?? "")).toString("latin1")),
    );
  },
  "delete an event": ({ files }, random) => {
    const lines = logLines(files);
    return withLines(files, lines.toSpliced(below(random, lines.length), 1));
  },
  "repeat an event": ({ files }, random) => {
    const lines = logLines(files);
    const at = below(random, lines.length);
    return withLines(files, lines.toSpliced(at, 0, lines[at] ?? ""));
  },
  "reorder events": ({ files }, random) => {
    const lines = logLines(files);
    const at = below(random, lines.length - 1);
    return withLines(files, lines.with(at, lines[at + 1] ?? "").with(at + 1, lines[at] ?? ""));
  },
  "drop the newest events": ({ files }, random) => {
    const lines = logLines(files);
    return withLines(files, lines.slice(0, 1 + below(random, lines.length - 1)));
  },
  "put an event's text into another's place": ({ files }, random) => {
    const lines = logLines(files);
    const at = 1 + below(random, lines.length - 2);
    const [one, other] = [parseLogLine(lines[at] ?? ""), parseLogLine(lines[at + 1] ?? "")];
    return withLines(
      files,
      lines.with(at, `{"event":${other?.body},"hash":"${one?.hash}","prevHash":"${one?.prevHash}"}`),
    );
  },
  "add an event": ({ files, log }, random) => {
    const last = log.lines.at(-1);
    const more = rewritten([...log.lines, ...log.lines.slice(-1 - below(random, 2))], -1, () => null);
    const lines = more.map(
      ({ body, prevHash, hash }) => `{"event":${body},"hash":"${hash}","prevHash":"${prevHash}"}`,
    );
    return last ? withLines(files, lines) : files;
  },
};

/** The same files with manifests, count and tag manifest made right again; the signature stays as it was. */
export function withManifests(files: Files): Files {
  const payload = files.filter(([path]) => path.startsWith("data/"));
  const manifest = manifestText(payload.map(([path, bytes]) => ({ path, sha256: sha256(bytes) })));
  const oxum = `${payload.reduce((sum, [, { length }]) => sum + length, 0)}.${payload.length}`;
  const info = textOf(files, TAG.info).replace(/^Payload-Oxum: .*$/m, `Payload-Oxum: ${oxum}`);
  const counted = withFile(withFile(files, TAG.manifest, Buffer.from(manifest)), TAG.info, Buffer.from(info));
  const tags = counted.filter(([path]) => !path.startsWith("data/") && path !== TAG.tagManifest);
  const tagManifest = manifestText(tags.map(([path, bytes]) => ({ path, sha256: sha256(bytes) })));
  return withFile(counted, TAG.tagManifest, Buffer.from(tagManifest));
}

/** Whole logs that somebody made out of a true one, every hash right. Null where the true one does not give it. */
const LOG_TAMPERINGS: Record<string, (lines: readonly LogLine[], random: Random) => LogLine[]> = {
  "rewrite the chain after editing an event": (lines, random) =>
    rewritten(lines, below(random, lines.length), (event) => ({
      ...event,
      recordedAt: "2026-11-22T05:59:59.000Z",
    })),
  "rewrite the chain in another name": (lines, random) =>
    rewritten(lines, below(random, lines.length), (event) => ({
      ...event,
      actor: { kind: "person", personId: "eve", name: "Eve" },
    })),
  "rewrite the chain without an event": (lines, random) =>
    rewritten(lines, 1 + below(random, lines.length - 1), () => null),
  "drop the newest events": (lines, random) => lines.slice(0, 2 + below(random, lines.length - 2)),
};

/** The decisions' and broadcasts' bases made to fit a rewritten chain again: the most that a forger can do. */
export function refitted(lines: readonly LogLine[]): LogLine[] {
  const hashes: string[] = [];
  let fitted: LogLine[] = [...lines];
  for (let at = 0; at < fitted.length; at += 1) {
    fitted = rewrittenFrom(fitted, at, hashes);
    hashes[at + 1] = fitted[at]?.hash ?? "";
  }
  return fitted;
}

function rewrittenFrom(lines: readonly LogLine[], at: number, hashes: readonly string[]): LogLine[] {
  const body = lines[at]?.body ?? "";
  if (!body.includes('"type":"Decided"') && !body.includes('"type":"BroadcastSent"')) return [...lines];
  return rewritten(lines, at, (event) => {
    if (event.type !== "Decided" && event.type !== "BroadcastSent") return event;
    const { basis } = event.payload;
    const headHash = hashes[basis.seq];
    if (headHash === undefined) return event;
    if (event.type === "Decided")
      return { ...event, payload: { ...event.payload, basis: { ...basis, headHash } } };
    return { ...event, payload: { ...event.payload, basis: { ...basis, headHash } } };
  });
}

export const FILE_WAYS = Object.entries(FILE_TAMPERINGS);
export const LOG_WAYS = Object.entries(LOG_TAMPERINGS);

/** Whether two packs say the same, byte for byte, wherever the files stand. */
export function isSame(one: Files, other: Files): boolean {
  const key = (files: Files) =>
    files
      .map(([path, bytes]) => `${path} ${sha256(bytes)}`)
      .sort()
      .join("\n");
  return key(one) === key(other);
}
