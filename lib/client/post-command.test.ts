import { describe, expect, it } from "vitest";
import { entry } from "./entry-log.fixture";
import { readAnswer } from "./post-command";

describe("the answer to a command", () => {
  it("is recorded with its events", () => {
    expect(readAnswer(200, { seq: 8, events: [entry(8)] })).toMatchObject({ kind: "recorded", seq: 8 });
  });

  it("is a refusal with the server's sentence and what is missing", () => {
    const body = {
      error: { code: "rule", message: "smoke.log is missing.", rule: "R9", missing: ["smoke.log"] },
    };
    expect(readAnswer(422, body)).toEqual({
      kind: "refused",
      status: 422,
      message: "smoke.log is missing.",
      missing: ["smoke.log"],
    });
  });

  it("is tried again when the server says not now, and when a proxy answers in its place", () => {
    expect(readAnswer(503, { error: { message: "The database is away." } }).kind).toBe("unreachable");
    expect(readAnswer(507, { error: { message: "The server's disk is full." } }).kind).toBe("unreachable");
    expect(readAnswer(429, null).kind).toBe("unreachable");
    expect(readAnswer(502, "<html>").kind).toBe("unreachable");
    expect(readAnswer(200, "<html>Welcome to the hotel's network</html>").kind).toBe("unreachable");
  });
});
