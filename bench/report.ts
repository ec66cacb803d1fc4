import { cpus } from "node:os";
import { type Measure, measures } from "./measures";
import type { SessionResult, Shares } from "./session";
import { median } from "./statistics";

/** Sessions at one number of watchers: repeat `n` of the floor ran right beside repeat `n` of the product. */
export interface Sessions {
  watchers: number;
  floor: SessionResult[];
  product: SessionResult[];
}

export interface Row {
  id: string;
  name: string;
  unit: string;
  watchers: number;
  /** Medians; NaN where the side was not measured. */
  floor: number;
  product: number;
  /** Median of product by median of floor. */
  ratio: number;
  /** Smallest and largest ratio of one repeat's pair. */
  range: [number, number];
  target: string;
  verdict: "meets" | "falls short" | "";
}

function rowOf(measure: Measure, { watchers, floor, product }: Sessions): Row | null {
  const floors = floor.map(measure.of);
  const products = product.map(measure.of);
  if ([...floors, ...products].every(Number.isNaN)) return null;
  const ratio = median(products) / median(floors);
  const pairs = products.map((value, index) => value / (floors[index] ?? Number.NaN));
  const target = measure.targets[watchers];
  const met = measure.bound === "most" ? ratio <= (target ?? 0) : ratio >= (target ?? 0);
  return {
    id: measure.id,
    name: measure.name,
    unit: measure.unit,
    watchers,
    floor: median(floors),
    product: median(products),
    ratio,
    range: [Math.min(...pairs), Math.max(...pairs)],
    target: target === undefined ? "" : `${measure.bound === "most" ? "≤" : "≥"} ${target.toFixed(2)}×`,
    verdict: target === undefined || Number.isNaN(ratio) ? "" : met ? "meets" : "falls short",
  };
}

/** Rows in the order of quality.md, then by number of watchers. */
export function rowsOf(all: readonly Sessions[]): Row[] {
  return measures.flatMap((measure) => all.flatMap((sessions) => rowOf(measure, sessions) ?? []));
}

const number = (value: number, digits: number, after = "") =>
  Number.isFinite(value) ? value.toFixed(digits) + after : "-";

/** The table of the closing note, one line a row. */
export function tableOf(rows: readonly Row[]): string {
  const digits = (name: string) => measures.find((measure) => measure.name === name)?.digits ?? 1;
  const cells = rows.map((row) => [
    row.id,
    row.name,
    String(row.watchers),
    number(row.floor, digits(row.name), ` ${row.unit}`),
    number(row.product, digits(row.name), ` ${row.unit}`),
    number(row.ratio, 2, "×"),
    `${number(row.range[0], 2)} to ${number(row.range[1], 2)}`,
    row.target,
    row.verdict,
  ]);
  const head = ["", "measure", "watchers", "floor", "product", "ratio", "range", "target", ""];
  const widths = head.map((title, column) =>
    Math.max(title.length, ...cells.map((line) => line[column]?.length ?? 0)),
  );
  const line = (parts: string[]) =>
    parts
      .map((part, column) =>
        column >= 2 && column <= 6 ? part.padStart(widths[column] ?? 0) : part.padEnd(widths[column] ?? 0),
      )
      .join("  ")
      .trimEnd();
  return [line(head), ...cells.map(line)].join("\n");
}

function sharesOf(results: readonly SessionResult[]): Shares {
  const of = (party: keyof Shares) => median(results.map((result) => result.shares[party]));
  return { server: of("server"), postgres: of("postgres"), watchers: of("watchers"), bench: of("bench") };
}

/** What holds the eight writers back, read from who used how much of a core while they wrote. */
export function limitOf(shares: Shares, cores: number): string {
  const all = shares.server + shares.postgres + shares.watchers + shares.bench;
  if (shares.server >= 0.85) return "the server's one thread is full";
  if (all >= 0.85 * cores)
    return `the machine is full; the server itself takes ${Math.round((100 * shares.server) / all)} % of what is used`;
  return "nobody is full: commits and round trips are waited for";
}

/** One line for each number of watchers and side: who used the processor in the burst, and what that means. */
export function limitsOf(all: readonly Sessions[]): string {
  const percent = (share: number) => `${Math.round(share * 100)} %`;
  const cores = cpus().length;
  return all
    .flatMap((sessions) =>
      (["floor", "product"] as const).flatMap((side) => {
        if (sessions[side].length === 0) return [];
        const shares = sharesOf(sessions[side]);
        const parts = `server ${percent(shares.server)}, PostgreSQL ${percent(shares.postgres)}, watchers ${percent(shares.watchers)}, bench ${percent(shares.bench)}`;
        const cost = median(sessions[side].map((result) => result.burstServerCpu)).toFixed(2);
        return [
          `  ${String(sessions.watchers).padStart(5)} watchers, ${side}: ${parts} of a core; ${cost} ms of server CPU a command; ${limitOf(shares, cores)}`,
        ];
      }),
    )
    .join("\n");
}
