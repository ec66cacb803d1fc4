import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { RunbookDefinition } from "../lib/run/definition";
import { main } from "./main";

let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "hp-lint-"));
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function holdpoint(...args: string[]): Promise<{ code: number; out: string; err: string; ms: number }> {
  const said = { out: "", err: "" };
  const began = performance.now();
  const code = await main(args, {
    root: folder,
    variables: { HOME: folder },
    out: (text) => {
      said.out += text;
    },
    err: (text) => {
      said.err += text;
    },
  });
  return { code, ...said, ms: performance.now() - began };
}

function file(name: string, content: string | Uint8Array): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

const GOOD = `# Move it

## Roles
- **Incident Commander:** decides GO and NO-GO.
- **Deployer:** runs it.

## Steps
1. **Stop it:** \`./stop.sh\` (5 min)
2. **Start it there:** \`./start.sh --there\` (5 min)
`;

/** Texts that would hang, overflow or fill a careless reader. */
const HOSTILE: [name: string, content: () => string | Uint8Array][] = [
  ["20,000 quotes", () => ">".repeat(20_000)],
  ["80 KB of emphasis", () => "*a_ ".repeat(20_000)],
  ["1 MB of backticks", () => "`".repeat(1_000_000)],
  ["512 KB of backticks", () => "`".repeat(500_000)],
  ["100,000 list items", () => "- a\n".repeat(100_000)],
  ["40,000 checkboxes", () => Array.from({ length: 40_000 }, (_, n) => `- [ ] a${n}`).join("\n")],
  [
    "nested lists",
    () =>
      Array.from({ length: 2_000 }, (_, n) => `${" ".repeat(n * 2)}- a`)
        .join("\n")
        .slice(0, 500_000),
  ],
  ["brackets", () => "[".repeat(100_000)],
  ["links", () => "[a](".repeat(60_000)],
  ["a line of spaces and a letter", () => `# a\n\n- ${" ".repeat(400_000)}x`],
  ["a line of repeated words", () => `- [ ] Expected: ${"a: a=".repeat(90_000)}`],
  ["many passwords", () => "password: ".repeat(45_000)],
  ["NUL bytes", () => "# a\n\0\n1. b\n"],
  ["a long table", () => `| a | b |\n| --- | --- |\n${"| x | y |\n".repeat(45_000)}`],
  ["a wide table", () => `|${"a|".repeat(50_000)}\n|${"-|".repeat(50_000)}\n`],
  ["HTML", () => "<div>".repeat(80_000)],
  ["random bytes", () => Uint8Array.from({ length: 100_000 }, (_, n) => (n * 7919) % 256)],
  ["lone surrogates and BOMs", () => "\ufeff\ud800- [ ] \udfff\n".repeat(1_000)],
];

describe("holdpoint lint", { timeout: 30_000 }, () => {
  test("prints one definition for one file, with its exact hash, and exits with 0", async () => {
    const { code, out } = await holdpoint("lint", "--json", file("good.md", GOOD));
    const definition: RunbookDefinition = JSON.parse(out);
    expect(code).toBe(0);
    expect(definition.phases[0]?.steps.map(({ title }) => title)).toEqual(["Stop it", "Start it there"]);
    const names = [
      "title",
      "sha256",
      "metadata",
      "roles",
      "phases",
      "decisionPoints",
      "rollback",
      "exitCodes",
      "policy",
    ];
    const more = [
      "communications",
      "hypercare",
      "evidence",
      "taxonomy",
      "finalRecord",
      "completion",
      "contacts",
      "diagnostics",
    ];
    for (const name of [...names, ...more]) expect(definition, name).toHaveProperty(name);
  });

  test("prints lines for people, counts what it found, and exits with 1 on errors alone", async () => {
    const bad = file("bad.md", `${GOOD}\n3. **Log in:** \`psql postgres://app:hunter22secret@db\`\n`);
    const said = await holdpoint("lint", bad);
    expect(said.code).toBe(1);
    expect(said.out).toMatch(/bad\.md:\d+: error \S+ /);
    expect(said.out).toMatch(/1 phase, 3 steps, 3 commands, 3 roles, .*; 1 error, /);
    expect(said.out).not.toContain("hunter22secret");
    const latin = file("latin.md", Buffer.from(GOOD.replace("Stop it", "Stopp für"), "latin1"));
    expect((await holdpoint("lint", latin)).code).toBe(0);
    expect((await holdpoint("lint", "--strict", latin)).code).toBe(1);
  });

  test("prints several files in one object, and exits with 2 where one cannot be read", async () => {
    const files = [file("one.md", GOOD), join(folder, "nowhere.md"), folder];
    const { code, out } = await holdpoint("lint", "--json", ...files);
    expect(code).toBe(2);
    const [one, nowhere, directory] = JSON.parse(out).files;
    expect(one).toMatchObject({ file: files[0], counts: { error: 0 }, definition: { title: "Move it" } });
    expect(nowhere).toEqual({
      file: files[1],
      error: { code: "unreadable", message: "there is no such file" },
    });
    expect(directory.error.message).toBe("it is a folder");
    expect(JSON.parse((await holdpoint("lint", "--json", files[1] ?? "")).out)).toMatchObject({
      file: files[1],
    });
  });

  test.each(HOSTILE)(
    "ends in bounded time on %s",
    async (name, content) => {
      const { code, out, ms } = await holdpoint("lint", "--json", file("hostile.md", content()));
      expect([0, 1], name).toContain(code);
      const { sha256, diagnostics }: RunbookDefinition = JSON.parse(out);
      expect(sha256).toMatch(/^[0-9a-f]{64}$/);
      expect(diagnostics).toBeInstanceOf(Array);
      expect(ms).toBeLessThan(20_000);
    },
    30_000,
  );

  test("reads devices without an end, and files of gigabytes, no further than it must", async () => {
    const sparse = join(folder, "sparse.md");
    execFileSync("truncate", ["-s", "3G", sparse]);
    for (const endless of ["/dev/zero", sparse]) {
      const said = await holdpoint("lint", endless);
      expect([said.code, said.out]).toEqual([1, expect.stringContaining("error too-large")]);
    }
    expect((await holdpoint("lint", "/dev/null")).out).toContain("error empty");
    mkdirSync(join(folder, "sub"));
  });
});

describe("holdpoint diff", { timeout: 30_000 }, () => {
  test("exits with 0 where the meaning is the same, and with 1 where it differs", {
    timeout: 30_000,
  }, async () => {
    const a = file("a.md", GOOD);
    const same = file("same.md", `${GOOD}\nSome words besides.\n`);
    const other = file("other.md", GOOD.replace("./start.sh --there", "./start.sh --elsewhere"));
    expect(await holdpoint("diff", a, a)).toMatchObject({ code: 0, out: "the same text\n" });
    expect((await holdpoint("diff", a, same)).code).toBe(0);
    const said = await holdpoint("diff", a, other);
    expect(said.code).toBe(1);
    expect(said.out).toContain("1 difference in meaning");
    expect(said.out).toContain("./start.sh --elsewhere");
    const json = JSON.parse((await holdpoint("diff", a, other, "--json")).out);
    expect(json).toMatchObject({ same: false, changes: [{ about: "command", kind: "changed" }] });
    expect((await holdpoint("diff", a, "/nowhere")).code).toBe(2);
  });

  test("ends in bounded time on hostile texts", async () => {
    const a = file("h1.md", Array.from({ length: 3_000 }, (_, n) => `- [ ] step ${n} \`a${n}\``).join("\n"));
    const b = file("h2.md", Array.from({ length: 3_000 }, (_, n) => `- [ ] stop ${n} \`b${n}\``).join("\n"));
    const said = await holdpoint("diff", a, b);
    expect([1, 2]).toContain(said.code);
    const slow = file("h3.md", "- a\n".repeat(100_000));
    expect((await holdpoint("diff", slow, slow)).code).toBe(2);
    expect(said.ms).toBeLessThan(25_000);
  }, 30_000);
});
