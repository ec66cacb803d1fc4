import { createPublicKey } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { OTHER_KEY, OUR_KEY, randomLog, sourcesOf, unzip, zipOf } from "../lib/pack/sample-pack.test-support";
import { fingerprint, publicKeyPem, spokenFingerprint } from "../lib/pack/signature";
import { ZipWriter } from "../lib/pack/zip-writer";
import { main } from "./main";

let folder: string;
const log = randomLog(11);

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "holdpoint-cli-"));
  const zip = await zipOf(sourcesOf(log));
  writeFileSync(join(folder, "pack.zip"), zip);
  writeFileSync(join(folder, "ours.pem"), publicKeyPem(createPublicKey(OUR_KEY)));
  writeFileSync(join(folder, "other.pem"), publicKeyPem(createPublicKey(OTHER_KEY)));
  writeFileSync(join(folder, "note.txt"), "no zip");
  const changed = new ZipWriter(new Date(0));
  const chunks: Buffer[] = [];
  const read = (async () => {
    for await (const chunk of changed.readable) chunks.push(Buffer.from(chunk));
  })();
  for (const [path, bytes] of await unzip(zip)) {
    await changed.add(`pack/${path}`, path === "data/runbook.md" ? Buffer.from("# Another\n") : bytes);
  }
  changed.finish();
  await read;
  writeFileSync(join(folder, "changed.zip"), Buffer.concat(chunks));
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function holdpoint(...args: string[]): Promise<{ code: number; out: string; err: string }> {
  const said = { out: "", err: "" };
  const code = await main(args, {
    root: folder,
    variables: {},
    out: (text) => {
      said.out += text;
    },
    err: (text) => {
      said.err += text;
    },
  });
  return { code, ...said };
}

const at = (name: string) => join(folder, name);

describe("holdpoint verify", () => {
  it("says intact with what was checked, and exits with 0", async () => {
    const { code, out } = await holdpoint("verify", at("pack.zip"));
    expect(code).toBe(0);
    expect(out).toMatch(/^intact: Sample cutover \(rehearsal, /);
    expect(out).toContain(spokenFingerprint(fingerprint(createPublicKey(OUR_KEY))));
    expect(out).toContain("The key was held against nothing");
  });

  it("names what is not intact, and exits with 1", async () => {
    const { code, out } = await holdpoint("verify", at("changed.zip"));
    expect(code).toBe(1);
    expect(out).toBe("NOT INTACT: data/runbook.md is not what the manifest says: it was altered\n");
  });

  it("holds a known key, as a file or as a fingerprint, and known heads against the pack", async () => {
    const heads = ["--head", log.head, "--head", log.lines[0]?.hash ?? ""];
    const known = await holdpoint("verify", at("pack.zip"), "--key", at("ours.pem"), ...heads);
    expect(known.code).toBe(0);
    expect(known.out).toContain("the key you know");
    expect(known.out).toContain(`${log.head} is event ${log.lines.length}`);
    const spoken = spokenFingerprint(fingerprint(createPublicKey(OUR_KEY)));
    expect((await holdpoint("verify", at("pack.zip"), "--key", spoken)).code).toBe(0);
    expect((await holdpoint("verify", at("pack.zip"), "--key", at("other.pem"))).code).toBe(1);
    expect((await holdpoint("verify", at("pack.zip"), "--head", "ab".repeat(32))).code).toBe(1);
  });

  it("exits with 2 where there is no pack, or the command line cannot be understood", async () => {
    expect((await holdpoint("verify", at("note.txt"))).code).toBe(2);
    expect((await holdpoint("verify", at("nowhere.zip"))).code).toBe(2);
    expect((await holdpoint("verify", at("pack.zip"), "--key", "what")).code).toBe(2);
    expect((await holdpoint("verify", at("pack.zip"), "--head", "what")).code).toBe(2);
    expect((await holdpoint("verify")).code).toBe(2);
    expect((await holdpoint("conjure")).code).toBe(2);
  });

  it("prints JSON for scripts", async () => {
    const { out } = await holdpoint("verify", at("changed.zip"), "--json");
    expect(JSON.parse(out)).toMatchObject({
      verdict: "broken",
      finding: { kind: "file", where: "data/runbook.md" },
    });
  });

  it("teaches what it does, with every exit code", async () => {
    const { code, out } = await holdpoint("--help");
    expect(code).toBe(0);
    for (const word of ["verify", "backup", "restore", "Exit codes"]) expect(out).toContain(word);
    for (const name of ["verify", "backup", "restore"]) {
      expect((await holdpoint(name, "--help")).out).toContain("Exit codes");
    }
  });
});

describe("holdpoint backup and restore", () => {
  it("say in one sentence what is missing, and exit with 1", async () => {
    const backup = await holdpoint("backup");
    expect(backup.code).toBe(1);
    expect(backup.err).toMatch(/^There is no database below /);
    const restore = await holdpoint("restore", at("nowhere.zip"));
    expect(restore.code).toBe(1);
    expect(restore.err).toMatch(/^There is no file /);
  });
});
