import { createHash } from "node:crypto";
import { type Entry, openPromise, type ZipFile } from "yauzl";
import { StartError } from "../start-error";
import {
  type BackupManifest,
  backupManifestSchema,
  MANIFEST_FILE,
  SIGNING_KEY_FILE,
} from "./backup-manifest.schema";

const LARGEST_MANIFEST = 16 * 1024 * 1024;

function broken(what: string): StartError {
  return new StartError(`This backup is not whole: ${what}. Nothing was restored.`);
}

/** A backup's file, opened. Close it. */
export class BackupFile {
  private constructor(
    private readonly zip: ZipFile,
    private readonly entries: ReadonlyMap<string, Entry>,
    readonly manifest: BackupManifest,
    readonly signingKeyPem: string | null,
  ) {}

  /** Throws a sentence where the file is no backup. */
  static async open(file: string): Promise<BackupFile> {
    const zip = await openPromise(file, { lazyEntries: true, autoClose: false }).catch((error: unknown) => {
      throw new StartError(`${file} is no backup: ${error instanceof Error ? error.message : String(error)}`);
    });
    try {
      const entries = new Map<string, Entry>();
      for await (const entry of zip.eachEntry()) entries.set(entry.fileName, entry);
      const manifest = parseManifest(await readText(zip, entries, MANIFEST_FILE));
      const pem = manifest.signingKeySha256 === null ? null : await readText(zip, entries, SIGNING_KEY_FILE);
      if (pem !== null && createHash("sha256").update(pem).digest("hex") !== manifest.signingKeySha256) {
        throw broken("the signing key is damaged");
      }
      return new BackupFile(zip, entries, manifest, pem);
    } catch (error) {
      zip.close();
      throw error instanceof StartError
        ? error
        : broken(error instanceof Error ? error.message : String(error));
    }
  }

  close(): void {
    this.zip.close();
  }

  /** Bytes of an entry. */
  async *read(file: string): AsyncGenerator<Buffer> {
    const entry = this.entries.get(file);
    if (!entry) throw broken(`${file} is missing`);
    for await (const chunk of await this.zip.openReadStreamPromise(entry)) yield Buffer.from(chunk);
  }

  /** Reads every table once and holds it against the manifest, before anything is touched. Throws a sentence. */
  async check(): Promise<void> {
    for (const { file, name, bytes, sha256 } of this.manifest.tables) {
      const hash = createHash("sha256");
      let size = 0;
      try {
        for await (const chunk of this.read(file)) {
          hash.update(chunk);
          size += chunk.length;
        }
      } catch (error) {
        throw error instanceof StartError ? error : broken(`table ${name} cannot be read`);
      }
      if (size !== bytes || hash.digest("hex") !== sha256) throw broken(`table ${name} is damaged`);
    }
  }
}

async function readText(zip: ZipFile, entries: ReadonlyMap<string, Entry>, name: string): Promise<string> {
  const entry = entries.get(name);
  if (!entry || entry.uncompressedSize > LARGEST_MANIFEST) throw broken(`it has no ${name}`);
  const chunks: Buffer[] = [];
  for await (const chunk of await zip.openReadStreamPromise(entry)) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks).toString("utf8");
}

function parseManifest(text: string): BackupManifest {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw broken("its manifest is no JSON");
  }
  const parsed = backupManifestSchema.safeParse(value);
  if (!parsed.success) throw broken("its manifest is not one that this Holdpoint reads");
  return parsed.data;
}
