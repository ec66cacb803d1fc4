// Q10: large evidence in and out, and the pack of a run that is full of it, beside a bare pg loop.
import { join } from "node:path";
import { megabyte } from "./evidence-bytes";
import { startEvidenceFloor } from "./evidence-floor";
import { drain, type Transfer, upload } from "./evidence-transfer";
import type { RunningSide, Side } from "./side";
import { median } from "./statistics";

export interface EvidenceResult {
  /** Bytes of each artifact. */
  size: number;
  /** One each repeat. */
  floorMs: number[];
  uploads: Transfer[];
  downloads: Transfer[];
  /** Of the run with all of these artifacts; null where the product has no pack. */
  pack: Transfer | null;
}

/** Largest growth of the server's RSS over what it has at rest, bytes. */
const mostOverIdle = 80 * megabyte;
const leastOfFloor = 0.6;

async function access(side: RunningSide): Promise<{ runId: string; token: string }> {
  const target = await side.target();
  if (target.kind !== "product") throw new Error("Evidence is measured on the product");
  const [token] = target.tokens;
  if (!token) throw new Error("Nobody is signed in for the evidence");
  return { runId: target.runId, token };
}

/** Upload and floor in turns; then each artifact down again, and the pack of them all. */
export async function measureEvidence(options: {
  product: Side;
  folder: string;
  quick: boolean;
  repeats: number;
  say(line: string): void;
}): Promise<EvidenceResult> {
  const { product, folder, quick, repeats, say } = options;
  const size = (quick ? 20 : 500) * megabyte;
  const floor = await startEvidenceFloor(join(folder, "evidence-floor"));
  const side = await product.start();
  try {
    const { runId, token } = await access(side);
    const path = `/api/runs/${runId}/evidence`;
    const result: EvidenceResult = { size, floorMs: [], uploads: [], downloads: [], pack: null };
    const ids: string[] = [];
    const uploadOnce = async (n: number) => {
      const { artifactId, ...transfer } = await upload(side, `${path}?name=evidence-${n}.bin`, token, size);
      result.uploads.push(transfer);
      ids.push(artifactId);
    };
    const floorOnce = async () => void result.floorMs.push(await floor.store(size));
    // What the first bytes of a process cost, and a database's first pages, is no part of either.
    await upload(side, `${path}?name=first.bin`, token, 8 * megabyte);
    await floor.store(8 * megabyte);
    for (let n = 0; n < repeats; n += 1) {
      if (n % 2 === 0) await floorOnce();
      await uploadOnce(n);
      if (n % 2 === 1) await floorOnce();
      say(`  evidence, repeat ${n + 1}: ${speed(size, result.uploads.at(-1)?.ms ?? 0)} MB/s`);
    }
    for (const id of ids) result.downloads.push(await drain(side, `${path}/${id}`, token));
    const pack = await drain(side, `/api/runs/${runId}/pack`, token);
    result.pack = pack.status === 200 ? pack : null;
    return result;
  } finally {
    await side.stop();
    await floor.stop();
  }
}

const speed = (bytes: number, ms: number) => Math.round(bytes / megabyte / (ms / 1000));
const inMegabytes = (bytes: number) => `${(bytes / megabyte).toFixed(0)} MB`;

function memoryLine(what: string, transfers: readonly Transfer[]): string {
  const worst = Math.max(...transfers.map((transfer) => transfer.rssOverIdle));
  const verdict = worst <= mostOverIdle ? "meets" : "falls short";
  return `Q10  ${what}: at most ${inMegabytes(worst)} over idle   target ≤ ${inMegabytes(mostOverIdle)}   ${verdict}`;
}

/** The lines of the closing note. */
export function evidenceLines({ size, floorMs, uploads, downloads, pack }: EvidenceResult): string {
  const speeds = (times: readonly number[]) => median(times.map((ms) => speed(size, ms)));
  const up = speeds(uploads.map(({ ms }) => ms));
  const floor = speeds(floorMs);
  const ratio = up / floor;
  const each = inMegabytes(size);
  const lines = [
    `Q10  upload of ${each}: floor ${floor} MB/s, product ${up} MB/s, ${ratio.toFixed(2)}×   target ≥ ${leastOfFloor.toFixed(2)}×   ${ratio >= leastOfFloor ? "meets" : "falls short"}`,
    memoryLine(`upload of ${each}`, uploads),
    memoryLine(`download of ${each} at ${speeds(downloads.map(({ ms }) => ms))} MB/s`, downloads),
  ];
  if (!pack) return [...lines, "Q10  pack: this product gives none"].join("\n");
  const packed = `pack of ${inMegabytes(pack.bytes)} at ${speed(pack.bytes, pack.ms)} MB/s`;
  return [...lines, memoryLine(packed, [pack])].join("\n");
}
