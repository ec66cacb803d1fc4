import { readdirSync, readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { importText } from "./fixture.test-support";
import { isHostile } from "./hostile-text";
import { parseMarkdown } from "./parse-markdown";

const FOLDERS = ["fixtures", "strangers"].map((name) => new URL(`./${name}/`, import.meta.url));
const documents = FOLDERS.flatMap((folder) =>
  readdirSync(folder)
    .filter((name) => name.endsWith(".md"))
    .map((name) => readFileSync(new URL(name, folder), "utf8")),
);

/** Processor time in milliseconds, which other work on the machine does not add to. */
function cost(run: () => unknown): number {
  const before = process.cpuUsage();
  run();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}

const parse = (text: string) => (isHostile(text.split("\n")) ? null : parseMarkdown(text));

/** What an import costs beyond twice a bare parse of the same text, in milliseconds. */
function beyond(text: string): number {
  const parsed = cost(() => parse(text));
  return cost(() => importText(text)) - 2 * parsed;
}

/** Measured again where it is dear: a collection of garbage may fall into one measurement. */
function surely(text: string): number {
  const first = beyond(text);
  return first < 200 ? first : Math.min(first, beyond(text));
}

const many = (count: number, line: (n: number) => string) =>
  Array.from({ length: count }, (_, n) => line(n)).join("");

describe("hostile text", { timeout: 120_000 }, () => {
  it.each([
    ["20,000 quote marks", ">".repeat(20_000)],
    ["80 KB of emphasis", "*a_ ".repeat(20_000)],
    ["100,000 list items", "- a\n".repeat(100_000)],
    ["a table of 30,000 rows", `| a | b |\n|---|---|\n${"| 1 | 2 |\n".repeat(30_000)}`],
    ["backticks in runs of 900 lengths", many(900, (n) => `${"`".repeat(n + 1)}a`)],
    ["50,000 comments that never close", "<!-- ".repeat(50_000)],
    ["a heading of comments that never close", `# ${"<!-- ".repeat(50_000)}`],
    ["50,000 links that never close", "[a](".repeat(50_000)],
    ["60,000 definitions of links", "[a]: b\n".repeat(60_000)],
  ])("keeps %s as text at once", (_, text) => {
    expect(cost(() => importText(text))).toBeLessThan(1_000);
    expect(importText(text).diagnostics.map(({ code }) => code)).toContain("too-complex");
  });

  it.each([
    ["half a megabyte of backticks", "`".repeat(500 * 1024), "not-a-runbook"],
    ["a megabyte of backticks", "`".repeat(1024 * 1024), "too-large"],
    ["NUL bytes", "# Runbook\n\n1. a\u0000b\n", "not-text"],
    ["400 KB of blanks", `${" ".repeat(400_000)}\n# a\n`, "not-a-runbook"],
    ["a command inside a command, 20,000 deep", `1. \`${"watch ".repeat(20_000)}ls\`\n`, "not-a-runbook"],
  ])("says of %s what it is", (_, text, code) => {
    expect(cost(() => importText(text))).toBeLessThan(2_000);
    expect(importText(text).diagnostics.map((each) => each.code)).toContain(code);
  });

  it("reads the structure of 1,000 headings, items, rows and comments without repeating itself", () => {
    const texts = [
      many(1_000, (n) => `# H ${n}\n`),
      `# Cutover\n\n${many(1_000, (n) => `${n + 1}. Deploy ${n}\n`)}`,
      `# Cutover\n\n| # | Task | Owner |\n|---|---|---|\n${many(1_000, (n) => `| ${n} | Do ${n} | Ops ${n} |\n`)}`,
      `# Cutover\n\n${many(200, (n) => `## Phase ${n}\n\n1. Do ${n}\n2. Stop\n\n`)}`,
      `# Cutover\n\n1. a\n2. b\n\n## Rollback triggers\n\n${many(1_000, (n) => `- alpha${n} beta${n}\n`)}`,
      `# Cutover\n\n\`\`\`bash\n${many(1_000, (n) => `# ${n}. do\n./run.sh ${n}\n`)}\`\`\`\n`,
      `# Cutover\n\n## Deploy\n\n${many(600, (n) => `1. do thing${n}\n`)}\n${many(600, (n) => `Expected: thing${n} ok\n\n`)}`,
    ];
    for (const text of texts) expect(surely(text), text.slice(0, 80)).toBeLessThan(1_500);
  });
});

/** Pieces that our own expressions look for; repeated, they are what makes a careless one go back and forth. */
const ATOMS = [
  ...[
    "a",
    "a ",
    "A",
    "1",
    "1.",
    "1 ",
    "- ",
    "_ ",
    "(",
    "(a",
    ")",
    "[",
    "[a",
    ":",
    "a: ",
    "：",
    "T-",
    "T-1 ",
    "/",
    "./",
  ],
  ...[
    "PASS/",
    "PASS / ",
    "== ",
    ">= 1 ",
    "-> ",
    "→",
    "| ",
    "&& ",
    "; ",
    "\\",
    "'",
    '"',
    "$(",
    "<",
    "<a",
    "<<A ",
    "<br>",
  ],
  ...[
    "{{A",
    "#",
    "@a ",
    ".",
    "…",
    "– ",
    "STOP ",
    "if a, ",
    "within 1 ",
    "NO-GO ",
    "FAIL = ",
    "do not run a ",
    "must a ",
  ],
  ...[
    "Expected: ",
    "owner: ",
    "(Owner: ",
    "(if ",
    "中止",
    "如果a",
    "場合",
    "回滚",
    "1分",
    "(1 min",
    "~1",
    "a.log ",
    "> a.log",
  ],
  ...[
    "| tee a ",
    "--output a ",
    "password",
    "password=",
    "http://a:",
    "-----BEGIN ",
    "select ",
    "$env:A",
    "psql -c '",
  ],
  ...[
    "watch ",
    "bash run ",
    "a=b ",
    "A=$(",
    "┌──",
    "│ a ",
    "+--",
    "☐",
    "✅ ",
    "• ",
    "1️⃣",
    "①",
    "（1）",
    "a\t",
    "<li>",
    "<h1>",
  ],
  ...[
    "12:00 ",
    "D-1 ",
    "every 5 ",
    "signed by ",
    "verified by a ",
    "____ ",
    ": [a] ",
    "Option A: ",
    "a + ",
    "\u{1F600}",
    "İ",
  ],
];

const FRAMES: ((s: string) => string)[] = [
  (s) => s,
  (s) => `# Cutover\n\n## ${s}\n\n1. ${s}\n   - ${s}\n2. Stop\n\n${s}\n`,
  (s) => `# Cutover\n\n## Deploy\n\n\`\`\`bash\n# ${s}\n./run.sh ${s}\n\`\`\`\n\n\`\`\`\n${s}\n\`\`\`\n`,
  (s) =>
    `# Cutover\n\n| # | Task | ${s.replace(/\|/g, "/")} |\n|---|---|---|\n| 1 | ${s.replace(/\|/g, "/")} | x |\n`,
  (s) =>
    `# Cutover\n\n**Window**: ${s}\n\n## Rollback triggers\n\n- ${s}\n\n## Roles\n\n- ${s}\n\n## Monitoring\n\n- ${s}\n\n## Evidence\n\n- ${s}\n`,
];

describe("long lines of what the readers look for", { timeout: 240_000 }, () => {
  it.each(ATOMS)("cost no more than they are long: %j", (atom) => {
    const line = atom.repeat(Math.ceil(3_000 / atom.length));
    for (const frame of FRAMES) expect(surely(frame(line))).toBeLessThan(400);
  });
});

describe("any text", { timeout: 240_000 }, () => {
  it("is imported within twice a bare parse: the documents here, one after the other", () => {
    for (const text of documents) importText(text);
    const ratios = Array.from({ length: 3 }, () => {
      const parsed = cost(() => documents.forEach(parse));
      return cost(() => documents.forEach(importText)) / parsed;
    });
    expect(Math.min(...ratios)).toBeLessThan(2.5);
  });

  it("ends soon for documents cut and joined, and for lines repeated", () => {
    const cut = fc
      .tuple(
        fc.constantFrom(...documents),
        fc.constantFrom(...documents),
        fc.nat({ max: 1_000 }),
        fc.nat({ max: 1_000 }),
        fc.integer({ min: 1, max: 6 }),
      )
      .map(([a, b, from, to, times]) =>
        (
          a.slice(0, Math.floor((a.length * from) / 1_000)) + b.slice(Math.floor((b.length * to) / 1_000))
        ).repeat(times),
      );
    fc.assert(
      fc.property(cut, (text) => {
        expect(surely(text)).toBeLessThan(500);
      }),
      { numRuns: 40 },
    );
  });
});
