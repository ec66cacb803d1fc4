// Q7: what an import costs beside a bare parse of the same Markdown, in this process, one right after the other.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { importRunbook } from "../lib/runbook/import-runbook";
import { parseMarkdown } from "../lib/runbook/parse-markdown";
import { median } from "./statistics";

const lines = 2_000;
const mostOfFloor = 2;
/** Pairs that only warm the engine up. */
const warmUp = 4;

export interface ImportResult {
  lines: number;
  floorMs: number[];
  productMs: number[];
}

/** The documents of the tests below each other, the headings of all but the first one level deeper, cut at 2,000 lines. */
export function importDocument(root: string): string {
  const folder = join(root, "lib", "runbook", "strangers");
  const texts = readdirSync(folder)
    .filter((name) => name.endsWith(".md"))
    .sort()
    .map((name) => readFileSync(join(folder, name), "utf8").replace(/^\uFEFF/, ""));
  const all = texts.map((text, index) => (index === 0 ? text : text.replace(/^#(?=#{0,4} )/gm, "##")));
  return all.join("\n\n").split(/\r?\n/).slice(0, lines).join("\n");
}

function timed(run: () => unknown): number {
  const start = performance.now();
  run();
  return performance.now() - start;
}

export function measureImport({ root, repeats }: { root: string; repeats: number }): ImportResult {
  const text = importDocument(root);
  const result: ImportResult = { lines: text.split("\n").length, floorMs: [], productMs: [] };
  // Five pairs a repeat: one takes a tenth of a second, and what else the machine does hits both of a pair.
  for (let n = -warmUp; n < repeats * 5; n += 1) {
    const first = n % 2 === 0;
    const floor = () => timed(() => parseMarkdown(text));
    const product = () => timed(() => importRunbook(text, "bench"));
    const [a, b] = first ? [floor(), product()] : [product(), floor()];
    if (n < 0) continue;
    result.floorMs.push(first ? a : b);
    result.productMs.push(first ? b : a);
  }
  return result;
}

/** The line of the closing note. */
export function importLine({ lines: count, floorMs, productMs }: ImportResult): string {
  const floor = median(floorMs);
  const product = median(productMs);
  const ratio = product / floor;
  const verdict = ratio <= mostOfFloor ? "meets" : "falls short";
  return `Q7   import of ${count} lines: bare parse ${floor.toFixed(0)} ms, product ${product.toFixed(0)} ms, ${ratio.toFixed(2)}×   target ≤ ${mostOfFloor.toFixed(2)}×   ${verdict}`;
}
