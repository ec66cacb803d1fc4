import { describe, expect, test } from "vitest";
import { type PageHeaderFacts, pageHeaders } from "./page-headers";

const facts: PageHeaderFacts = {
  nonce: "bm9uY2U=",
  host: "localhost:3000",
  path: "/runs/1",
  secure: false,
  development: false,
};

const policyOf = (change: Partial<PageHeaderFacts> = {}) =>
  pageHeaders({ ...facts, ...change })["content-security-policy"] ?? "";

describe("headers of a page", () => {
  test("S5 scripts run by this response's nonce alone", () => {
    const scripts = policyOf()
      .split("; ")
      .find((directive) => directive.startsWith("script-src"));
    expect(scripts).toBe("script-src 'nonce-bm9uY2U=' 'strict-dynamic'");
    expect(policyOf()).toContain("default-src 'none'");
  });

  test("S5 nobody frames a page, sniffs its type or loads it into another window's group", () => {
    expect(policyOf()).toContain("frame-ancestors 'none'");
    expect(pageHeaders(facts)).toMatchObject({
      "x-content-type-options": "nosniff",
      "x-frame-options": "DENY",
      "cross-origin-opener-policy": "same-origin",
    });
  });

  test("S5 only behind TLS a browser is told to stay there", () => {
    expect(pageHeaders(facts)).not.toHaveProperty("strict-transport-security");
    expect(pageHeaders({ ...facts, secure: true })["strict-transport-security"]).toContain(
      "max-age=63072000",
    );
    expect(policyOf({ secure: true, host: "hp.example.org" })).toContain(
      "connect-src 'self' wss://hp.example.org;",
    );
  });

  test("a stakeholder's address is not sent on by its page", () => {
    expect(pageHeaders({ ...facts, path: "/s/abc" })["referrer-policy"]).toBe("no-referrer");
    expect(pageHeaders(facts)["referrer-policy"]).toBe("same-origin");
  });

  test("a Host that is no name cannot add to the policy", () => {
    expect(policyOf({ host: "a; script-src *" })).toContain("connect-src 'self';");
  });
});
