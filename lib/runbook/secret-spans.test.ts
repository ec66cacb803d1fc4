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

  it("covers the body of a private key, and leaves the lines that begin and end it", () => {
    const body = ["MIIEow".repeat(10), "abc="];
    const key = ["-----BEGIN RSA PRIVATE KEY-----", ...body, "-----END RSA PRIVATE KEY-----"];
    expect(covered(`x\n${key.join("\n")}\ny`)).toEqual(body);
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
