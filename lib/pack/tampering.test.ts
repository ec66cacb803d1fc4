import { createPublicKey } from "node:crypto";
import { describe, expect, it } from "vitest";
import type { HeldAgainst } from "./finding";
import { memorySource } from "./pack-source";
import {
  type Files,
  OTHER_KEY,
  OUR_KEY,
  randomLog,
  randomOf,
  type SampleLog,
  sourcesOf,
  unzip,
  zipOf,
} from "./sample-pack.test-support";
import { fingerprint } from "./signature";
import { FILE_WAYS, isSame, LOG_WAYS, refitted, type Victim, withManifests } from "./tamperings.test-support";
import { verifyPack } from "./verify-pack";
import { verifyZip } from "./verify-zip";

const UNTOUCHED = 1_000;
const TAMPERINGS = 10_000;
/** So many of the tamperings are whole forgeries: another log, hashed, derived, and signed by whoever made it. */
const FORGERIES = 1_000;
const VICTIMS = 40;
/** Another seed: `TAMPERING_SEED=… npx vitest run lib/pack/tampering.test.ts`. */
const SEED = Number(process.env.TAMPERING_SEED ?? 20261121);

const KEY = fingerprint(createPublicKey(OUR_KEY));
const say = (line: string) => process.stdout.write(`${line}\n`);

async function victimOf(seed: number): Promise<Victim & { log: SampleLog }> {
  const log = randomLog(seed);
  return { log, files: await unzip(await zipOf(sourcesOf(log))) };
}

async function isIntact(files: Files, held: HeldAgainst): Promise<boolean> {
  return (await verifyPack(memorySource(files), held)).verdict === "intact";
}

describe("F5 tampering", () => {
  it(`gives no false alarm on ${UNTOUCHED} untouched packs`, { timeout: 120_000 }, async () => {
    const alarms: string[] = [];
    for (let seed = SEED; seed < SEED + UNTOUCHED; seed += 1) {
      const log = randomLog(seed);
      const held = { keyFingerprint: KEY, heads: [log.head, log.lines[2]?.hash ?? ""] };
      const report = await verifyZip(await zipOf(sourcesOf(log)), held);
      if (report.verdict !== "intact") alarms.push(`seed ${seed}: ${JSON.stringify(report)}`);
    }
    say(`F5: ${UNTOUCHED} untouched packs, seeds from ${SEED}: ${alarms.length} false alarms`);
    expect(alarms).toEqual([]);
  });

  it(`finds all of ${TAMPERINGS} tamperings of logs and packs`, { timeout: 240_000 }, async () => {
    const random = randomOf(SEED);
    const victims = await Promise.all(Array.from({ length: VICTIMS }, (_, index) => victimOf(SEED + index)));
    const missed: string[] = [];
    const count: Record<string, number> = {};
    let made = 0;
    const tally = (way: string, intact: boolean) => {
      made += 1;
      count[way] = (count[way] ?? 0) + 1;
      if (intact) missed.push(`${way}, tampering ${made} of seed ${SEED}`);
    };

    while (made < TAMPERINGS - FORGERIES) {
      const victim = victims[made % VICTIMS];
      const [way, tamper] = FILE_WAYS[Math.floor(random() * FILE_WAYS.length)] ?? [];
      if (!victim || !tamper) continue;
      const tampered = tamper(victim, random);
      if (isSame(tampered, victim.files)) continue;
      // Half of them by somebody who makes the manifests right again: then the chain or the signature has to show it.
      const careful = random() < 0.5 ? withManifests(tampered) : tampered;
      if (isSame(careful, victim.files)) continue;
      tally(
        `${way}${careful === tampered ? "" : ", manifests made right"}`,
        await isIntact(careful, { keyFingerprint: KEY }),
      );
    }

    while (made < TAMPERINGS) {
      const victim = victims[made % VICTIMS];
      const [way, tamper] = LOG_WAYS[Math.floor(random() * LOG_WAYS.length)] ?? [];
      if (!victim || !tamper) continue;
      const lines = refitted(tamper(victim.log.lines, random));
      if (lines.at(-1)?.hash === victim.log.head) continue;
      const forger = random() < 0.5;
      const files = await forgery({ lines, blobs: victim.log.blobs }, forger);
      if (!files) continue;
      // Another key shows against the known one; the owner of the key shows against a head that had gone out.
      const held = forger ? { keyFingerprint: KEY } : { keyFingerprint: KEY, heads: [victim.log.head] };
      tally(`${way}, signed by ${forger ? "another key" : "the key's owner"}`, await isIntact(files, held));
    }

    for (const [way, number] of Object.entries(count).sort()) say(`  ${number} × ${way}`);
    say(`F5: ${made} tamperings, seed ${SEED}: ${made - missed.length} found, ${missed.length} missed`);
    expect(missed).toEqual([]);
  });
});

/** A pack of a forged log; null where the rules cannot even fold it, so that no pack comes of it. */
async function forgery(log: Pick<SampleLog, "lines" | "blobs">, byAnother: boolean): Promise<Files | null> {
  try {
    return await unzip(await zipOf(sourcesOf(log, byAnother ? OTHER_KEY : OUR_KEY)));
  } catch {
    return null;
  }
}
