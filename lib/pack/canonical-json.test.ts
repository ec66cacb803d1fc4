import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { canonicalJson, NotCanonicalError } from "./canonical-json";

describe("canonical JSON (RFC 8785)", () => {
  it("writes the RFC's own example as the RFC does (3.2.3)", () => {
    const value = {
      numbers: [Number("333333333.33333329"), 1e30, 4.5, 2e-3, 0.000000000000000000000000001],
      string: "\u20ac$\u000f\u000aA'\u0042\u0022\u005c\\\"/",
      literals: [null, true, false],
    };
    expect(canonicalJson(value)).toBe(
      '{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],' +
        '"string":"€$\\u000f\\nA\'B\\"\\\\\\\\\\"/"}',
    );
  });

  it("sorts members by UTF-16 code units (3.2.3)", () => {
    const keys = ["\u20ac", "\r", "\ufb33", "1", "\ud83d\ude00", "\u0080", "\u00f6"];
    const value = Object.fromEntries(keys.map((key) => [key, 0]));
    const order = ["\r", "1", "\u0080", "\u00f6", "\u20ac", "\ud83d\ude00", "\ufb33"];
    expect(Object.keys(JSON.parse(canonicalJson(value))).toSorted()).toEqual(order.toSorted());
    expect(canonicalJson(value)).toBe(`{${order.map((key) => `${JSON.stringify(key)}:0`).join(",")}}`);
  });

  it("says the same of any JSON, however it was spaced or ordered, and keeps its meaning", () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 3, stringUnit: "binary" }), (value) => {
        const text = refusable(value);
        if (text === null) return;
        expect(canonicalJson(JSON.parse(text))).toBe(text);
        expect(canonicalJson(JSON.parse(JSON.stringify(value)))).toBe(text);
        expect(canonicalJson(reversed(value))).toBe(text);
      }),
    );
  });

  it.each([
    ["a NUL", { a: ["x\0y"] }],
    ["a NUL in a name", { "a\0": 1 }],
    ["a lone high surrogate", "\ud83d"],
    ["a lone low surrogate", "x\ude00x"],
    ["NaN", [Number.NaN]],
    ["infinity", Number.POSITIVE_INFINITY],
    ["a bigint", 1n],
    ["a function", { f: () => 1 }],
  ])("refuses %s", (_name, value) => {
    expect(() => canonicalJson(value)).toThrow(NotCanonicalError);
  });

  it("takes pairs of surrogates, and leaves undefined members out", () => {
    expect(canonicalJson({ b: "😀", a: undefined })).toBe('{"b":"😀"}');
  });
});

function refusable(value: unknown): string | null {
  try {
    return canonicalJson(value);
  } catch {
    return null;
  }
}

function reversed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(reversed);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([key, member]) => [key, reversed(member)]),
  );
}
