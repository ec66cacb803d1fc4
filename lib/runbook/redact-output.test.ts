import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { OutputRedactor, REDACTED } from "./redact-output";

function redact(text: string, literals: string[] = [], sizes: number[] = [text.length]): string {
  const redactor = new OutputRedactor(literals);
  let out = "";
  let from = 0;
  for (let n = 0; from < text.length; n += 1) {
    const size = sizes[n % sizes.length] ?? 1;
    out += redactor.push(text.slice(from, from + size));
    from += size;
  }
  return out + redactor.end();
}

const HEX = "a1b2c3d4".repeat(6);
const KEY = [
  "-----BEGIN RSA PRIVATE KEY-----",
  ...Array.from({ length: 20 }, () => "MIIEpAIBAAKCAQEA".repeat(4)),
  "-----END RSA PRIVATE KEY-----",
].join("\n");

/** Every secret is marked with §, so that a test sees whether any of it is left. */
const SECRETS: [name: string, text: string, secret: string][] = [
  ["a password in an address", "connect postgres://app:Sw0rdfish@db/x ok", "Sw0rdfish"],
  ["a password in an address without a name", "redis://:hunter22@cache", "hunter22"],
  ["an assignment", "DB_PASSWORD=swordfish next", "swordfish"],
  ["a quoted assignment", 'password: "correct horse battery" # kept', "correct horse battery"],
  ["a JSON member", '{"access_token": "abc123def456", "n": 1}', "abc123def456"],
  ["an escaped JSON member", '{\\"secret\\": \\"abc123def456\\"}', "abc123def456"],
  ["a flag", "tool --admin-password hunter22 --verbose", "hunter22"],
  ["a basic authorization header", "> Authorization: Basic dXNlcjpwYXNz", "dXNlcjpwYXNz"],
  ["a bearer header", "curl -H 'authorization: Bearer abc.def' https://x", "abc.def"],
  ["a cookie", "set-cookie: session=8f14e45f; Path=/", "8f14e45f"],
  ["an AWS key id", "key AKIAIOSFODNN7EXAMPLE used", "AKIAIOSFODNN7EXAMPLE"],
  ["an AWS secret", `aws_secret_access_key = ${HEX}`, HEX],
  ["a GitHub token", `ghp_${"x1".repeat(18)}`, `ghp_${"x1".repeat(18)}`],
  ["a token of ours", `hp_${"aB3-".repeat(11)}`, `hp_${"aB3-".repeat(11)}`],
  ["a JWT", `t eyJhbGciOiJIUzI1.eyJzdWIiOiIx.${HEX} t`, "eyJzdWIiOiIx"],
  ["an Azure account key", "AccountName=a;AccountKey=abcd1234+/==;End", "abcd1234+/=="],
  ["a private key", `before\n${KEY}\nafter`, "MIIEpAIBAAKCAQEA"],
];

describe("credentials in a command's output", () => {
  test.each(SECRETS)("%s is masked", (_, text, secret) => {
    const out = redact(`first\n${text}\nlast\n`);
    expect(out).not.toContain(secret);
    expect(out).toContain(REDACTED);
    expect(out).toMatch(/^first\n[\s\S]*\nlast\n$/);
  });

  test("are masked alike wherever the pieces of the stream begin and end", () => {
    const text = SECRETS.map(([, line]) => line).join("\n");
    const whole = redact(text);
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1, maxLength: 30 }), (sizes) => {
        expect(redact(text, [], sizes)).toBe(whole);
      }),
      { numRuns: 200 },
    );
  });

  test("are masked in a line that has no end, across every border", () => {
    const filler = "0123456789 ".repeat(9_000);
    const text = SECRETS.slice(0, 16)
      .map(([, line]) => `${filler}${line} `)
      .join("");
    for (const size of [1_000, 7_919, 65_536, 100_000]) {
      const out = redact(text, [], [size]);
      for (const [name, , secret] of SECRETS.slice(0, 16))
        expect(out, `${name}, ${size}`).not.toContain(secret);
      // A header's value ends with its line, and so takes some of what follows along.
      expect(out.length).toBeGreaterThan(text.length - 10_000);
    }
  });

  test("are masked in a private key on one line, escaped, in pieces", () => {
    const line = `{"key":"${KEY.replaceAll("\n", "\\n")}","after":true}`;
    for (const size of [1, 5, 64, 10_000]) {
      const out = redact(`${line}\n`, [], [size]);
      expect(out).not.toContain("MIIE");
      expect(out).toContain('","after":true}');
    }
  });

  test("are the literal values that the environment holds, longest first, line by line", () => {
    const literals = ["correct-horse", "correct-horse-battery", "line one is long\nline two is long"];
    const out = redact("x correct-horse-battery y correct-horse z\nline two is long, too\n", literals, [3]);
    expect(out).toBe(`x ${REDACTED} y ${REDACTED} z\n${REDACTED}, too\n`);
    expect(redact("abc\n", ["abc"])).toBe("abc\n");
  });

  test("are not what only looks like one", () => {
    for (const text of [
      "password authentication failed for user app",
      "token: 42 left, tokens used: 512",
      "PWD=/home/deployer",
      "password: $" + "{DB_PASSWORD}",
      "postgres://app:<PASSWORD>@db",
      "secret: rotated, api_key: required",
      "2026-11-27T02:14:05Z row_count_source: 1200 keys: 12",
      "commit 70a79686336c by ada@example.com",
    ]) {
      expect(redact(`${text}\n`)).toBe(`${text}\n`);
    }
  });

  test("leave bytes of any encoding as they are", () => {
    const bytes = Buffer.from([...Array(256).keys()]).toString("latin1");
    expect(redact(bytes.repeat(5), [], [7])).toBe(bytes.repeat(5));
  });

  test("swallow no more than a key's length where a key never ends", () => {
    const out = redact(`-----BEGIN PRIVATE KEY-----\n${"no key at all\n".repeat(20_000)}the end\n`);
    expect(out).toContain("the end\n");
  });

  test("are counted", () => {
    const redactor = new OutputRedactor();
    redactor.push("password=a1b2c3\npassword=d4e5f6\n");
    expect(redactor.count).toBe(2);
  });

  test("are looked for in time that grows with the text alone", { timeout: 60_000 }, () => {
    const hostile = [
      "password",
      "--password ",
      "://a:",
      "eyJ-",
      "Bearer a",
      "a.-",
      '"token":"',
      "-----BEGIN ",
    ];
    for (const piece of hostile) {
      const began = performance.now();
      redact(piece.repeat(Math.ceil(1_000_000 / piece.length)), [], [65_536]);
      expect(performance.now() - began, piece).toBeLessThan(8_000);
    }
  });
});
