import { describe, expect, it } from "vitest";
import { CREDENTIALS, NO_CREDENTIALS } from "./corpus.test-support";
import { CREDENTIAL_MASK, lineMasker } from "./line-masker";

function masked(text: string): { text: string; kinds: string[] } {
  const mask = lineMasker();
  const lines = text.split("\n").map((line) => mask(line));
  return { text: lines.map((line) => line.text).join("\n"), kinds: lines.flatMap(({ kinds }) => kinds) };
}

describe("credentials in a text", () => {
  it.each(CREDENTIALS)("R9.31 masks what is secret of %j", (text, secret) => {
    const result = masked(text);
    expect(result.text).not.toContain(secret);
    expect(result.text).toContain(CREDENTIAL_MASK);
    expect(result.kinds.length).toBeGreaterThan(0);
    expect(result.text.split("\n")).toHaveLength(text.split("\n").length);
  });

  it.each(NO_CREDENTIALS)("R9.31 leaves %j as it is", (text) => {
    expect(masked(text)).toEqual({ text, kinds: [] });
  });

  it.each(CREDENTIALS)("R9.31 finds nothing more once %j is masked", (text) => {
    const once = masked(text).text;
    expect(masked(once)).toEqual({ text: once, kinds: [] });
  });

  it("R9.31 keeps what stands around a credential, and masks each of several", () => {
    const { text, kinds } = masked("a PGPASSWORD=hunter22 psql 'postgres://x:abc12345@h/d' # end");
    expect(text).toBe(`a PGPASSWORD=${CREDENTIAL_MASK} psql 'postgres://x:${CREDENTIAL_MASK}@h/d' # end`);
    expect(kinds).toHaveLength(2);
  });

  it("R9.31 a key that never ends hides no more than its own lines", () => {
    const body = "MIIEowIBAAKCAQEAabcdefghijklmnopqrstuvwxyzABCDEFGHIJ";
    const { text } = masked(`-----BEGIN PRIVATE KEY-----\n${body}\n${body}\n## Phase 2\nDeploy`);
    expect(text).toBe(
      `-----BEGIN PRIVATE KEY-----\n${CREDENTIAL_MASK}\n${CREDENTIAL_MASK}\n## Phase 2\nDeploy`,
    );
  });

  it.each([
    ["one letter", "a".repeat(200_000)],
    ["names", "password".repeat(25_000)],
    ["assignments", "password=".repeat(22_000)],
    ["underscores", "_".repeat(200_000)],
    ["addresses", "x://a:".repeat(33_000)],
    ["logins", "docker login ".repeat(15_000)],
    ["clients", "mysql curl redis-cli ".repeat(10_000)],
    ["options", "--pass-".repeat(28_000)],
    ["tokens", "eyJaaaaaaaa.".repeat(16_000)],
    ["quotes", `password='${"'".repeat(190_000)}`],
    ["spaces", `password${" ".repeat(200_000)}`],
    ["headers", "authorization: bearer ".repeat(9_000)],
    ["key marks", "-----BEGIN ".repeat(18_000)],
  ])("R9.31 reads 200 KB of %s in one line in bounded time", (_, text) => {
    masked(text.slice(0, 1000));
    const start = performance.now();
    masked(text);
    expect(performance.now() - start).toBeLessThan(1500);
  });
});
