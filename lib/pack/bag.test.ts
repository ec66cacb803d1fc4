import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, relative } from "node:path";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { decodePath, encodePath, infoText, infoValue, manifestText, parseManifest } from "./bag";
import { randomLog, SampleLog, sourcesOf, unzip, zipOf } from "./sample-pack.test-support";

let bag: string;

beforeAll(async () => {
  bag = mkdtempSync(join(tmpdir(), "holdpoint-bag-"));
  const log = randomLog(3);
  for (const name of ["ünï — 検証.txt", "100%\r\n.log", "../../up.log", "nul.txt", " .hidden", "a/b\\c:d"]) {
    log.upload(name, Buffer.from(`bytes of ${name}`));
  }
  for (const [path, bytes] of await unzip(await zipOf(sourcesOf(log)))) {
    mkdirSync(dirname(join(bag, path)), { recursive: true });
    writeFileSync(join(bag, path), bytes, { flag: "wx" });
  }
});

afterAll(() => rmSync(bag, { recursive: true, force: true }));

function filesBelow(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(bag, join(entry.parentPath, entry.name)).replaceAll("\\", "/"));
}

/** RFC 8493, section 3, read apart from the product's own code: what makes a bag complete and valid. */
function rfcProblems(): string[] {
  const text = (path: string) => readFileSync(join(bag, path), "utf8");
  const problems: string[] = [];
  if (!/^BagIt-Version: \d+\.\d+\nTag-File-Character-Encoding: \S+\n$/.test(text("bagit.txt")))
    problems.push("bagit.txt");
  const listed = (manifest: string) =>
    text(manifest)
      .split("\n")
      .filter((line) => line !== "")
      .map((line) => {
        const space = line.search(/\s/);
        const name = line
          .slice(space)
          .trimStart()
          .replace(/%(0A|0D|25)/gi, (code) => decodeURIComponent(code));
        return { sum: line.slice(0, space), name };
      });
  for (const [manifest, files] of [
    ["manifest-sha256.txt", filesBelow(join(bag, "data"))],
    [
      "tagmanifest-sha256.txt",
      filesBelow(bag).filter((path) => !path.startsWith("data/") && !path.startsWith("tagmanifest-")),
    ],
  ] as const) {
    const lines = listed(manifest);
    for (const { sum, name } of lines) {
      if (!files.includes(name)) problems.push(`${manifest} lists ${name}, which is not there`);
      else if (
        createHash("sha256")
          .update(readFileSync(join(bag, name)))
          .digest("hex") !== sum
      )
        problems.push(name);
    }
    for (const file of files)
      if (!lines.some(({ name }) => name === file)) problems.push(`${file} is in no manifest`);
  }
  const oxum = /^Payload-Oxum: (\d+)\.(\d+)$/m.exec(text("bag-info.txt"));
  const payload = filesBelow(join(bag, "data"));
  const octets = payload.reduce((sum, path) => sum + statSync(join(bag, path)).size, 0);
  if (oxum?.[1] !== String(octets) || oxum[2] !== String(payload.length)) problems.push("Payload-Oxum");
  return problems;
}

const sha256sum = spawnSync("sha256sum", ["--version"]).status === 0;

describe("the bag (RFC 8493)", () => {
  it("is complete and valid to a reader of the standard that shares no code with the product", () => {
    expect(rfcProblems()).toEqual([]);
  });

  it.skipIf(!sha256sum)("satisfies sha256sum from the coreutils, payload and tag files", () => {
    for (const manifest of ["manifest-sha256.txt", "tagmanifest-sha256.txt"]) {
      const checked = spawnSync("sha256sum", ["--check", "--strict", manifest], {
        cwd: bag,
        encoding: "utf8",
      });
      expect(checked.stderr).toBe("");
      expect(checked.status, checked.stdout).toBe(0);
    }
  });

  it("keeps every name inside of its own folder", () => {
    const artifacts = filesBelow(join(bag, "data", "evidence"));
    expect(artifacts.length).toBeGreaterThan(6);
    for (const path of artifacts) expect(path).toMatch(/^data\/evidence\/[0-9a-f]{64}\/[^/]+$/);
  });

  it("stores the same bytes once, under whatever names they were attached", async () => {
    const log = new SampleLog().send("ic", { type: "StartRun", payload: {} });
    log.upload("one.log", Buffer.from("same")).upload("two.log", Buffer.from("same"));
    const files = await unzip(await zipOf(sourcesOf(log)));
    expect(files.filter(([path]) => path.startsWith("data/evidence/"))).toHaveLength(1);
    const register = JSON.parse(
      files.find(([path]) => path === "data/evidence.json")?.[1].toString("utf8") ?? "[]",
    );
    expect(register.map(({ name }: { name: string }) => name)).toEqual(["one.log", "two.log"]);
    expect(new Set(register.map(({ path }: { path: string }) => path)).size).toBe(1);
  });
});

describe("manifests and tag files", () => {
  it("give every path back as it was, line feeds and percent signs too", () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1 }), (path) => {
        expect(decodePath(encodePath(path))).toBe(path);
        expect(encodePath(path)).not.toMatch(/[\r\n]/);
      }),
    );
  });

  it("are read back as they were written, and refuse what is no line and what stands twice", () => {
    const lines = [
      { path: "data/b", sha256: "b".repeat(64) },
      { path: "data/a 1%", sha256: "a".repeat(64) },
    ];
    expect(parseManifest(manifestText(lines))).toEqual(
      new Map(lines.map(({ path, sha256 }) => [path, sha256])),
    );
    expect(parseManifest("no hash here\n")).toContain("line 1");
    expect(parseManifest(manifestText([...lines, ...lines]))).toContain("again");
  });

  it("keep a value on its line: nobody's title adds a label", () => {
    const text = infoText([
      ["External-Description", "A\nPayload-Oxum: 0.0\r\u2028x"],
      ["Payload-Oxum", "5.1"],
    ]);
    expect(text.split("\n")).toHaveLength(3);
    expect(infoValue(text, "Payload-Oxum")).toBe("5.1");
  });
});
