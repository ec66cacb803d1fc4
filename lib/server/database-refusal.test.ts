import { describe, expect, it } from "vitest";
import { asStartError } from "./database-refusal";
import { StartError } from "./start-error";

const url = "postgresql://holdpoint:hunter22@db.example.org:5432/holdpoint";
const withCode = (message: string, code: string) => Object.assign(new Error(message), { code });

describe("a database that cannot be used at the start", () => {
  it.each([
    withCode("connect ECONNREFUSED 127.0.0.1:5432", "ECONNREFUSED"),
    withCode("getaddrinfo ENOTFOUND db.example.org", "ENOTFOUND"),
    withCode('database "holdpoint" does not exist', "3D000"),
    withCode('password authentication failed for user "holdpoint"', "28P01"),
    withCode("permission denied for schema public", "42501"),
    new Error("The server does not support SSL connections"),
    new AggregateError([withCode("connect ECONNREFUSED ::1:5432", "ECONNREFUSED")]),
  ])("is told in a sentence, without the password: %s", (error) => {
    const told = asStartError(error, url);
    expect(told).toBeInstanceOf(StartError);
    expect(String(told)).toMatch(/db\.example\.org:5432\/holdpoint cannot be used: .+\. Check DATABASE_URL/);
    expect(String(told)).not.toContain("hunter22");
  });

  it("is no sentence where it is our own defect, or one already", () => {
    const defect = withCode('syntax error at or near "SELEC"', "42601");
    expect(asStartError(defect, url)).toBe(defect);
    const sentence = new StartError("Migration x was changed.");
    expect(asStartError(sentence, url)).toBe(sentence);
    expect(asStartError("text", url)).toBe("text");
  });
});
