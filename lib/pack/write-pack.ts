import { createHash, createPublicKey, type KeyObject } from "node:crypto";
import type { Readable } from "node:stream";
import type { RunEvent } from "../run/events";
import { RULES_VERSION } from "../run/rules-version";
import { BAG_DECLARATION, infoText, type ManifestLine, manifestText } from "./bag";
import { artifactPaths, derivedFiles } from "./derived-files";
import { DERIVATION, PACK_FORMAT, PAYLOAD, rootFolder, runbookPath, TAG } from "./layout";
import { emptyDigest, executedVersions, keptArtifacts, type LogDigest, takeEvent } from "./log-digest";
import { type LogLine, logLine } from "./log-line";
import { fingerprint, publicKeyPem, type Statement, signatureText, spokenFingerprint } from "./signature";
import { ZipWriter } from "./zip-writer";

/** What a pack is made of. */
export interface PackSources {
  /** The events in order, up to the head that the pack is to have. */
  events: AsyncIterable<LogLine>;
  /** Exact bytes of a version of the runbook. */
  runbook(slug: string, version: number): Promise<Buffer>;
  /** Bytes of an artifact. */
  artifact(sha256: string): AsyncIterable<Buffer>;
  /** Private half of the installation's Ed25519 key. */
  privateKey: KeyObject;
  /** Instant of packing. */
  packedAt: string;
}

/** Bytes that go by are hashed, counted and handed on. */
class Meter {
  private readonly hash = createHash("sha256");
  bytes = 0;

  async *through(source: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
    for await (const chunk of source) {
      this.hash.update(chunk);
      this.bytes += chunk.length;
      yield chunk;
    }
  }

  get sha256(): string {
    return this.hash.digest("hex");
  }
}

class PackWriter {
  private readonly lines: ManifestLine[] = [];
  private readonly digest: LogDigest = emptyDigest();
  private bytes = 0;
  private root = "";

  constructor(
    private readonly zip: ZipWriter,
    private readonly sources: PackSources,
  ) {}

  private async addPayload(
    path: string,
    content: Buffer | AsyncIterable<Buffer>,
    store = false,
  ): Promise<string> {
    const meter = new Meter();
    const whole = Buffer.isBuffer(content) ? [content] : content;
    await this.zip.add(`${this.root}/${path}`, meter.through(asyncly(whole)), { store });
    const { sha256 } = meter;
    this.lines.push({ path, sha256 });
    this.bytes += meter.bytes;
    return sha256;
  }

  /** The log, folded while it goes by. */
  private async *logBytes(first: LogLine, rest: AsyncIterator<LogLine>): AsyncGenerator<Buffer> {
    let next: IteratorResult<LogLine> = { value: first, done: false };
    while (!next.done) {
      const { body, hash } = next.value;
      // The stored text is our own canonical JSON, guarded by its hash.
      takeEvent(this.digest, JSON.parse(body) as RunEvent, hash);
      yield Buffer.from(`${logLine(next.value)}\n`, "utf8");
      next = await rest.next();
    }
  }

  private async addLog(): Promise<void> {
    const events = this.sources.events[Symbol.asyncIterator]();
    const first = await events.next();
    if (first.done) throw new Error("a run without events has no pack");
    const planned = JSON.parse(first.value.body) as RunEvent;
    if (planned.type !== "RunPlanned") throw new Error("the first event of a log plans the run");
    this.root = rootFolder(planned.payload.runId);
    await this.addPayload(PAYLOAD.events, this.logBytes(first.value, events));
  }

  private async addRunbooks(): Promise<void> {
    const versions = executedVersions(this.digest);
    for (const [index, { slug, version, sha256 }] of versions.entries()) {
      const bytes = await this.sources.runbook(slug, version);
      if (createHash("sha256").update(bytes).digest("hex") !== sha256) {
        throw new Error(`version ${version} of ${slug} is not the one that the run executed`);
      }
      if (index === 0) await this.addPayload(PAYLOAD.runbook, bytes);
      if (versions.length > 1) await this.addPayload(runbookPath(version, sha256), bytes);
    }
  }

  private async addArtifacts(): Promise<void> {
    const paths = artifactPaths(this.digest);
    for (const { sha256 } of keptArtifacts(this.digest)) {
      const path = paths.get(sha256) ?? "";
      const found = await this.addPayload(path, this.sources.artifact(sha256), true);
      if (found !== sha256) throw new Error(`the bytes of ${sha256} are not those that were attached`);
    }
  }

  private info(): string {
    const { state, headSeq, headHash } = this.digest;
    const { packedAt, privateKey } = this.sources;
    const closed = state.status === "closed";
    return infoText([
      ["Bagging-Date", packedAt.slice(0, 10)],
      ["Bag-Software-Agent", "Holdpoint"],
      ["External-Identifier", state.runId],
      ["External-Description", `Evidence pack of “${state.title}” (${state.kind})`],
      ["Payload-Oxum", `${this.bytes}.${this.lines.length}`],
      [
        "Run-Status",
        closed ? `closed, ${state.outcome}` : `${state.status}: the run was not closed when it was packed`,
      ],
      ["Run-Head", `${headSeq} ${headHash}`],
      ["Packed-At", packedAt],
      ["Signing-Key", spokenFingerprint(fingerprint(createPublicKey(privateKey)))],
    ]);
  }

  private async addTags(): Promise<void> {
    const { state, headSeq, headHash } = this.digest;
    const { packedAt, privateKey } = this.sources;
    const manifest = manifestText(this.lines);
    const info = this.info();
    const statement: Statement = {
      format: PACK_FORMAT,
      ...{ runId: state.runId, headSeq, headHash, status: state.status, outcome: state.outcome },
      ...{ manifestSha256: sha256Of(manifest), bagInfoSha256: sha256Of(info) },
      ...{ rulesVersion: RULES_VERSION, derivation: DERIVATION, packedAt },
    };
    const tags: [string, string][] = [
      [TAG.bagit, BAG_DECLARATION],
      [TAG.info, info],
      [TAG.manifest, manifest],
      [TAG.publicKey, publicKeyPem(createPublicKey(privateKey))],
      [TAG.signature, signatureText(statement, privateKey)],
    ];
    const tagManifest = manifestText(tags.map(([path, text]) => ({ path, sha256: sha256Of(text) })));
    for (const [path, text] of [...tags, [TAG.tagManifest, tagManifest] as const]) {
      await this.zip.add(`${this.root}/${path}`, Buffer.from(text, "utf8"));
    }
  }

  async write(): Promise<void> {
    await this.addLog();
    await this.addRunbooks();
    await this.addArtifacts();
    for (const [path, text] of derivedFiles(this.digest))
      await this.addPayload(path, Buffer.from(text, "utf8"));
    await this.addTags();
    this.zip.finish();
  }
}

function sha256Of(text: string): string {
  return createHash("sha256").update(text, "utf8").digest("hex");
}

async function* asyncly(source: Iterable<Buffer> | AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  yield* source;
}

/**
 * An evidence pack as a stream of zip bytes: a bag (RFC 8493) that is written while it is read, its manifests and its
 * signature last. Memory does not grow with the run. Where a source fails or lies, the stream ends with an error and
 * without a central directory, so that nobody takes the rest for a pack.
 */
export function writePack(sources: PackSources): Readable {
  const zip = new ZipWriter(new Date(sources.packedAt));
  new PackWriter(zip, sources).write().catch((error: unknown) => {
    zip.abort(error instanceof Error ? error : new Error(String(error)));
  });
  return zip.readable;
}
