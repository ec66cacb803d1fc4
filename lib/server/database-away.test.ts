import { describe, expect, it } from "vitest";
import { isDatabaseAway, isDiskFull } from "./database-away";

const withCode = (code: string) => Object.assign(new Error("x"), { code });

describe("a database that is away", () => {
  it.each(["08006", "57P01", "57P03", "53100", "53300", "25006", "57014", "ECONNREFUSED", "ENOENT", "P1001"])(
    "is known by %s",
    (code) => {
      expect(isDatabaseAway(withCode(code))).toBe(true);
      expect(isDatabaseAway(new Error("wrapped", { cause: withCode(code) }))).toBe(true);
      expect(isDatabaseAway(new AggregateError([withCode(code)]))).toBe(true);
    },
  );

  it("is known by what pg says without a code", () => {
    expect(isDatabaseAway(new Error("Connection terminated unexpectedly"))).toBe(true);
    expect(isDatabaseAway(new Error("timeout exceeded when trying to connect"))).toBe(true);
  });

  it.each(["23505", "22P02", "42P01", "23001", "P2002"])(
    "is not what %s says: that is a refusal or a defect",
    (code) => {
      expect(isDatabaseAway(withCode(code))).toBe(false);
    },
  );

  it("is not anything that is no error", () => {
    expect(isDatabaseAway("57P01")).toBe(false);
    expect(isDatabaseAway(undefined)).toBe(false);
  });
});

describe("a full disk", () => {
  it("is known by its own code, wherever it is wrapped, and is what no waiting mends", () => {
    const full = withCode("53100");
    for (const error of [full, new Error("x", { cause: full }), new AggregateError([full])])
      expect(isDiskFull(error)).toBe(true);
    for (const error of [withCode("53300"), withCode("08006"), new Error("full"), "53100", undefined])
      expect(isDiskFull(error)).toBe(false);
  });
});
