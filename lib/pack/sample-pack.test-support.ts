import { createHash, createPrivateKey, generateKeyPairSync, type KeyObject } from "node:crypto";
import { attach, decision, go, observe, pass, start, warn } from "../run/drafts.test-support";
import type { RunEvent } from "../run/events";
import { sampleDefinition } from "../run/sample-definition.test-support";
import type { Draft, TestRun } from "../run/test-run.test-support";
import { givenRun } from "../run/testing";
import { eventBody, eventHash, GENESIS_HASH } from "./event-chain";
import type { LogLine } from "./log-line";
import { type PackSources, writePack } from "./write-pack";
import { openZip } from "./zip-source";

export function sha256(bytes: Buffer | string): string {
  return createHash("sha256").update(bytes).digest("hex");
}

/** Numbers from 0 to below 1 that a seed gives again (mulberry32). */
export function randomOf(seed: number): () => number {
  let a = seed >>> 0;
  return () => {
    a = (a + 0x6d2b79f5) >>> 0;
    let t = Math.imul(a ^ (a >>> 15), a | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

function newKey(): KeyObject {
  return generateKeyPairSync("ed25519").privateKey;
}

/** The key that the installation of the samples has, and one that somebody else has. */
export const OUR_KEY = createPrivateKey(
  generateKeyPairSync("ed25519").privateKey.export({ type: "pkcs8", format: "pem" }),
);
export const OTHER_KEY = newKey();

const RUNBOOK = Buffer.from("# Test runbook\n\nBytes, exactly: \r\n\ttabs, ünïcode, no newline at the end");

/** A log that is chained as the product chains it, with the bytes that it names. */
export class SampleLog {
  readonly lines: LogLine[] = [];
  readonly blobs = new Map<string, Buffer>();
  private readonly run: TestRun;
  private folded = 0;

  constructor() {
    this.run = givenRun({ definition: sampleDefinition({ sha256: sha256(RUNBOOK) }) });
    this.chain();
  }

  get head(): string {
    return this.lines.at(-1)?.hash ?? GENESIS_HASH;
  }

  get state() {
    return this.run.state;
  }

  private chain(): void {
    for (const event of this.run.log.slice(this.folded)) {
      const body = eventBody(event);
      const prevHash = this.head;
      this.lines.push({ body, prevHash, hash: eventHash(prevHash, body) });
    }
    this.folded = this.run.log.length;
  }

  /** Sends commands as the person; what the rules refuse changes nothing. */
  send(who: string, ...drafts: Draft[]): this {
    for (const draft of drafts) {
      this.run.wait(1).when(who, draft, { headHash: this.head });
      this.chain();
    }
    return this;
  }

  wait(minutes: number): this {
    this.run.wait(minutes);
    return this;
  }

  /** Attaches bytes as an upload. */
  upload(name: string, bytes: Buffer, visibility: "room" | "restricted" = "room"): this {
    const hash = sha256(bytes);
    this.blobs.set(hash, bytes);
    const upload = { artifactId: `artifact-${this.blobs.size}-${name}` };
    const draft = attach(name, undefined, {
      sha256: hash,
      size: bytes.length,
      location: "",
      upload,
      visibility,
    });
    return this.send("deployer", draft);
  }
}

async function* each<T>(items: readonly T[]): AsyncGenerator<T> {
  yield* items;
}

/** What `writePack` is given for a log. */
export function sourcesOf(
  log: Pick<SampleLog, "lines" | "blobs">,
  privateKey: KeyObject = OUR_KEY,
): PackSources {
  return {
    events: each(log.lines),
    runbook: async () => RUNBOOK,
    artifact: (hash) => each([log.blobs.get(hash) ?? Buffer.alloc(0)]),
    privateKey,
    packedAt: "2026-11-22T06:00:00.000Z",
  };
}

export async function zipOf(sources: PackSources): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of writePack(sources)) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks);
}

export type Files = [path: string, bytes: Buffer][];

/** Files of a zip, below its root folder. */
export async function unzip(zip: Buffer): Promise<Files> {
  const opened = await openZip(zip);
  if (!opened.ok) throw new Error(`${opened.where} ${opened.message}`);
  const files: Files = [];
  for (const [index, { path }] of opened.source.files.entries()) {
    const chunks: Buffer[] = [];
    for await (const chunk of opened.source.read(index)) chunks.push(chunk);
    files.push([path, Buffer.concat(chunks)]);
  }
  opened.close();
  return files;
}

const NAMES = [
  "restore.log",
  "préflight — 検証.txt",
  "CON",
  "../../etc/passwd",
  "a\nb%41.log",
  `${"long".repeat(60)}.log`,
];

function randomMove(log: SampleLog, random: () => number): void {
  const pick = <T>(items: readonly [T, ...T[]]): T => items[Math.floor(random() * items.length)] ?? items[0];
  const text = `note ${Math.floor(random() * 1e6)} | <b>“ü”</b> 🚦`;
  const bytes = Buffer.from(`output ${random()}\n`.repeat(1 + Math.floor(random() * 20)));
  const moves: (() => void)[] = [
    () => log.send("scribe", { type: "LogEntry", payload: { text } }),
    () => log.upload(pick(NAMES as [string, ...string[]]), bytes, random() < 0.3 ? "restricted" : "room"),
    () => log.send("deployer", pass("pin"), pass("access"), attach("freeze.log")),
    () => log.send("ic", go("start")),
    () => log.send("dba", start("snapshot"), pass("snapshot", { "Snapshot ID": text })),
    () => log.send("dba", warn("readable", text)),
    () => log.send("scribe", { type: "SendBroadcast", payload: { text } }),
    () => log.send("ic", { type: "SendBroadcast", payload: { text } }),
    () => log.send("deployer", observe("payouts")),
    () => log.send("ic", decision("continue", { triggerId: "payouts", reason: text })),
    () => log.send("ic", decision("hold"), decision("resume")),
  ];
  moves[Math.floor(random() * moves.length)]?.();
}

/** A run that a seed gives again: between a dozen and some forty events, uploads, at least one decision. */
export function randomLog(seed: number): SampleLog {
  const random = randomOf(seed);
  const log = new SampleLog().send("ic", { type: "StartRun", payload: {} });
  for (let move = 4 + Math.floor(random() * 12); move > 0; move -= 1) randomMove(log, random);
  log.upload("first.log", Buffer.from(`first ${seed}`)).upload("second.log", Buffer.from(`second ${seed}`));
  log.send("ic", decision("hold", { reason: `seed ${seed}` }));
  return log.send("scribe", { type: "LogEntry", payload: { text: `end of ${seed}` } });
}

/** An event changed and hashed again, with all that follow it: a chain that is whole, and another. */
export function rewritten(
  lines: readonly LogLine[],
  index: number,
  change: (event: RunEvent) => RunEvent | null,
): LogLine[] {
  const events = lines.map(({ body }) => JSON.parse(body) as RunEvent);
  const changed = events.flatMap((event, at) => (at === index ? (change(event) ?? []) : event));
  let prevHash = GENESIS_HASH;
  return changed.map((event, at) => {
    const body = eventBody({ ...event, seq: at + 1 });
    const line = { body, prevHash, hash: eventHash(prevHash, body) };
    prevHash = line.hash;
    return line;
  });
}
