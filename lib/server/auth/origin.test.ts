import { describe, expect, test } from "vitest";
import { isOwnHost, isOwnOrigin } from "./origin";

const local = { publicUrl: "http://localhost:3000", port: 3000 };
const live = { publicUrl: "https://holdpoint.example.org", port: 8080 };

describe("our own names", () => {
  test.each(["http://localhost:3000", "http://127.0.0.1:3000", "http://[::1]:3000"])(
    "on loopback are %s",
    (origin) => {
      expect(isOwnOrigin(local, origin)).toBe(true);
      expect(isOwnHost(local, new URL(origin).host)).toBe(true);
    },
  );

  test("behind a public address are that one alone", () => {
    expect(isOwnOrigin(live, "https://holdpoint.example.org")).toBe(true);
    expect(isOwnHost(live, "Holdpoint.example.org")).toBe(true);
    for (const origin of [
      "http://holdpoint.example.org",
      "http://localhost:8080",
      "https://evil.example",
      "null",
    ])
      expect(isOwnOrigin(live, origin), origin).toBe(false);
  });

  test("are never a missing one, and never a longer one that begins alike", () => {
    expect(isOwnOrigin(live, null)).toBe(false);
    expect(isOwnHost(live, undefined)).toBe(false);
    expect(isOwnOrigin(live, "https://holdpoint.example.org.evil.example")).toBe(false);
  });
});
