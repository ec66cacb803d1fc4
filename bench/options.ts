import { parseArgs } from "node:util";

const allRows = ["import", "commands", "evidence", "typing"] as const;
type Rows = (typeof allRows)[number];

export interface BenchOptions {
  /** Numbers of watchers for Q1-Q4, ascending. */
  watchers: number[];
  /** Pairs of a floor and a product session for each number of watchers. */
  repeats: number;
  /** Spaced commands of one writer in each session. */
  spaced: number;
  /** How long the eight writers write in each session, milliseconds. */
  burstMs: number;
  /** Where to write the raw numbers. */
  json: string | null;
  /** Folder for CPU profiles of the product's server, one a session. */
  profile: string | null;
  /** The product's bundle, relative to the project. */
  server: string;
  quick: boolean;
  sides: ("floor" | "product")[];
  /** What is measured: the importer of Q7, Q1-Q4, Q10, the editor of Q7, or all of them. */
  rows: Rows[];
}

const usage = `npm run bench -- [--quick] [--watchers 50,200,1000] [--repeats 5] [--only floor|product] [--rows import|commands|evidence|typing] [--json FILE] [--profile FOLDER] [--server dist/server.js]
  --quick      one short repeat: shows that the bench works, not how fast the product is
  --only       one side alone: no ratios, no verdicts
  --rows       Q7 (import, typing), Q1-Q4 (commands) or Q10 (evidence) alone
  --profile    writes a CPU profile of the product's server for each session (slows it a little)
  --server     another bundle of the product, to hold two builds against each other
`;

function wholeNumbers(text: string, name: string, from: number, to: number): number[] {
  return text.split(",").map((part) => {
    const value = Number(part);
    if (Number.isInteger(value) && value >= from && value <= to) return value;
    throw new Error(`--${name} takes whole numbers from ${from} to ${to}, not "${part}"`);
  });
}

/** Reads the flags; throws with a sentence and the usage where one makes no sense. */
export function readOptions(args: string[]): BenchOptions {
  try {
    return optionsOf(args);
  } catch (error) {
    throw new Error(`${error instanceof Error ? error.message : String(error)}\n\n${usage}`);
  }
}

function optionsOf(args: string[]): BenchOptions {
  const { values } = parseArgs({
    args,
    options: {
      quick: { type: "boolean", default: false },
      watchers: { type: "string", default: "50,200,1000" },
      repeats: { type: "string" },
      only: { type: "string" },
      rows: { type: "string" },
      json: { type: "string" },
      profile: { type: "string" },
      server: { type: "string", default: "dist/server.js" },
    },
  });
  const { quick, only, rows } = values;
  const row = allRows.find((each) => each === rows);
  if (rows !== undefined && row === undefined)
    throw new Error(`--rows takes import, commands, evidence or typing, not "${rows}"`);
  if (only !== undefined && only !== "floor" && only !== "product")
    throw new Error(`--only takes floor or product, not "${only}"`);
  const [repeats = 5] = wholeNumbers(values.repeats ?? (quick ? "1" : "5"), "repeats", 1, 50);
  return {
    watchers: wholeNumbers(values.watchers, "watchers", 1, 5_000).sort((a, b) => a - b),
    repeats,
    spaced: quick ? 15 : 60,
    burstMs: quick ? 800 : 3_000,
    json: values.json ?? null,
    profile: values.profile ?? null,
    server: values.server,
    quick,
    sides: only ? [only] : ["floor", "product"],
    // One side alone is for looking into commands.
    rows: row ? [row] : only ? ["commands"] : [...allRows],
  };
}
