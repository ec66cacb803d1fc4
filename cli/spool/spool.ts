import { existsSync, readdirSync, readFileSync, renameSync, rmSync } from "node:fs";
import { join } from "node:path";
import { parsedJson } from "../connection/answer";
import type { Refusal } from "../failure";
import { privateFolder, stateFolder, writePrivately } from "../folders";
import type { Context } from "../terminal";
import { type KeptItem, keptItem } from "./item";

const ITEM = /^(\d{15})-([0-9a-f-]{36})\.json$/;

export interface Stored {
  /** File name, which gives the order. */
  name: string;
  item: KeptItem;
}

export interface RefusedItem {
  refusal: Refusal;
  refusedAt: string;
  item: KeptItem;
}

/**
 * What was recorded and is not on the server yet: one file each, in the order of recording, with the bytes of evidence
 * beside. Everything in it is for its owner alone.
 */
export class Spool {
  readonly folder: string;
  private readonly refusedFolder: string;

  constructor(context: Pick<Context, "variables">) {
    this.folder = join(stateFolder(context), "spool");
    this.refusedFolder = join(this.folder, "refused");
  }

  /** Path of a file beside the items; its folder exists afterwards. */
  blob(name: string): string {
    return join(privateFolder(this.folder), name);
  }

  private names(): string[] {
    if (!existsSync(this.folder)) return [];
    return readdirSync(this.folder)
      .filter((name) => ITEM.test(name))
      .sort();
  }

  list(): Stored[] {
    return this.names().flatMap((name) => {
      const item = this.read(name);
      return item ? [{ name, item }] : [];
    });
  }

  /** Null where it was sent and taken away meanwhile. */
  read(name: string): KeptItem | null {
    try {
      return keptItem(parsedJson(readFileSync(join(this.folder, name))));
    } catch {
      return null;
    }
  }

  /** Behind all that waits, whatever the clock says. */
  add(item: KeptItem): Stored {
    const last = Number(ITEM.exec(this.names().at(-1) ?? "")?.[1] ?? 0);
    const place = Math.max(Date.now(), last + 1);
    const name = `${String(place).padStart(15, "0")}-${item.id}.json`;
    this.save({ name, item });
    return { name, item };
  }

  save({ name, item }: Stored): void {
    writePrivately(join(this.folder, name), `${JSON.stringify(item)}\n`);
  }

  private blobsOf(item: KeptItem): string[] {
    if (item.kind === "command") return [];
    if (item.kind === "evidence") return [item.blob];
    return [item.output, ...item.artifacts.flatMap(({ blob }) => blob ?? [])];
  }

  remove({ name, item }: Stored): void {
    rmSync(join(this.folder, name), { force: true });
    for (const blob of this.blobsOf(item)) rmSync(join(this.folder, blob), { force: true });
  }

  /** Kept apart, with the reason: what the server refuses is not lost, and holds up nothing else. */
  refuse({ name, item }: Stored, refusal: Refusal): void {
    const refused: RefusedItem = { refusal, refusedAt: new Date().toISOString(), item };
    writePrivately(join(privateFolder(this.refusedFolder), name), `${JSON.stringify(refused)}\n`);
    for (const blob of this.blobsOf(item)) {
      const from = join(this.folder, blob);
      if (existsSync(from)) renameSync(from, join(this.refusedFolder, blob));
    }
    rmSync(join(this.folder, name), { force: true });
  }

  dropBlob(name: string): void {
    rmSync(join(this.folder, name), { force: true });
  }

  private refusedNames(): string[] {
    if (!existsSync(this.refusedFolder)) return [];
    return readdirSync(this.refusedFolder)
      .filter((name) => ITEM.test(name))
      .sort();
  }

  private readRefused(name: string): RefusedItem | null {
    const value = parsedJson(readFileSync(join(this.refusedFolder, name)));
    if (typeof value !== "object" || value === null || !("item" in value) || !("refusal" in value))
      return null;
    // Parser's edge: our own file.
    return keptItem(value.item) ? (value as RefusedItem) : null;
  }

  refused(): RefusedItem[] {
    return this.refusedNames().flatMap((name) => this.readRefused(name) ?? []);
  }

  /** Puts what was refused back behind what waits, to be tried once more. */
  retryRefused(): number {
    const names = this.refusedNames();
    for (const name of names) {
      const refused = this.readRefused(name);
      if (!refused) continue;
      for (const blob of this.blobsOf(refused.item)) {
        const from = join(this.refusedFolder, blob);
        if (existsSync(from)) renameSync(from, this.blob(blob));
      }
      this.add(refused.item);
      rmSync(join(this.refusedFolder, name), { force: true });
    }
    return names.length;
  }

  /** Throws away what was refused, for good. */
  forgetRefused(): number {
    const found = this.refusedNames().length;
    rmSync(this.refusedFolder, { recursive: true, force: true });
    return found;
  }
}
