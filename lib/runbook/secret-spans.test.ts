import { describe, expect, it } from "vitest";
import { secretSpans } from "./secret-spans";

const covered = (text: string) =>
  secretSpans(text).map(({ line, from, to }) => text.split("\n")[line - 1]?.slice(from, to));

describe("secretSpans", () => {
  it("finds just the password of an address, and the value of an assignment", () => {
    const text = "# A\n\npsql postgres://app:hunter2x9@db/orders\nexport API_KEY=abc123def456\n";
    expect(covered(text)).toEqual(["hunter2x9", "abc123def456"]);
    expect(secretSpans(text).map(({ line }) => line)).toEqual([3, 4]);
  });

  it("covers every line of a private key's body, at whatever width it is wrapped", () => {
    for (const width of [20, 32, 64]) {
      const body = "MIIEowIBAAKCAQEA0Z3VS5JJcds3xfn1ygWyF8PbnGy0AHB7MbzxdiUlIyQ9k7Q2aX1m".repeat(3);
      const lines = Array.from(body.matchAll(new RegExp(`.{1,${width}}`, "g")), ([line]) => line);
      const key = `-----BEGIN RSA PRIVATE KEY-----\n${lines.join("\n")}\n-----END RSA PRIVATE KEY-----`;
      const whole = lines.filter((line) => line.length >= 16);
      expect(covered(`x\n${key}\ny`)).toEqual(expect.arrayContaining(whole));
      expect(lines).toEqual(expect.arrayContaining(covered(`x\n${key}\ny`)));
    }
  });

  it("leaves placeholders and plain text alone", () => {
    const placeholders = [
      "psql postgres://app:<PASSWORD>@db",
      `Password: ${"$"}{DB_PASS}`,
      "1. Rotate the keys",
    ];
    expect(secretSpans(placeholders.join("\n"))).toEqual([]);
  });
});
