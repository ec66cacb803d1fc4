import { describe, expect, expectTypeOf, test } from "vitest";
import type { CommandPayloads } from "../run/commands";
import {
  type ClientPayloads,
  clientCommandTypes,
  commandBodySchema,
  type ParsedPayloads,
  type ServerOnlyCommand,
} from "./commands.schema";

const commandId = "0b7e9f2a-52d6-4a8e-9d1c-2f5f1c0a7d11";

function problems(body: unknown): string[] {
  const parsed = commandBodySchema.safeParse(body);
  return parsed.success ? [] : parsed.error.issues.map((issue) => issue.message);
}

describe("the body of a command", () => {
  test("has for every client command just the payload that the rules take", () => {
    expectTypeOf<keyof ParsedPayloads>().toEqualTypeOf<keyof ClientPayloads>();
    expectTypeOf<keyof ParsedPayloads | ServerOnlyCommand>().toEqualTypeOf<keyof CommandPayloads>();
    expectTypeOf<Drifted>().toBeNever();
    expectTypeOf<ParsedPayloads>().toExtend<ClientPayloads>();
  });

  test("is parsed flat, with ids in lower case and instants in UTC", () => {
    const parsed = commandBodySchema.parse({
      commandId: commandId.toUpperCase(),
      type: "LogEntry",
      text: "Snapshot done",
      occurredAt: "2026-03-01T03:14:00+01:00",
    });
    expect(parsed).toEqual({
      commandId,
      type: "LogEntry",
      text: "Snapshot done",
      occurredAt: "2026-03-01T02:14:00.000Z",
    });
  });

  test("does not let a client plan a run or speak for the system", () => {
    expect(clientCommandTypes).not.toContain("PlanRun");
    expect(clientCommandTypes).not.toContain("ExpireDecisionClock");
    expect(problems({ commandId, type: "ExpireDecisionClock", triggerId: "x" })).not.toEqual([]);
  });

  test.each([
    ["an unknown key", { commandId, type: "StartRun", actor: "someone" }],
    ["no command id", { type: "StartRun" }],
    ["a command id that is no UUID", { commandId: "1", type: "StartRun" }],
    ["a negative sequence number", { commandId, type: "StartRun", expectedSeq: -1 }],
    ["an empty entry", { commandId, type: "LogEntry", text: " \n" }],
    ["an entry that is too long", { commandId, type: "LogEntry", text: "x".repeat(4_001) }],
    ["a NUL character", { commandId, type: "LogEntry", text: "a\0b" }],
    ["half of a surrogate pair", { commandId, type: "LogEntry", text: "a\ud800b" }],
    [
      "an instant without a zone",
      { commandId, type: "LogEntry", text: "a", occurredAt: "2026-03-01T02:14:00" },
    ],
    [
      "a person by id instead of e-mail",
      { commandId, type: "AssignRole", role: "scribe", personId: commandId, name: "E" },
    ],
    ["a verdict that does not exist", { commandId, type: "Decide", verdict: "maybe", reason: "" }],
    ["a hash that is none", { commandId, type: "AttachEvidence", name: "a", location: "b", sha256: "abc" }],
    [
      "more than a hundred fields",
      {
        commandId,
        type: "PassStep",
        stepId: "a",
        fields: Object.fromEntries(Array.from({ length: 101 }, (_, i) => [`f${i}`, "1"])),
      },
    ],
    ["an array", []],
    ["nothing", null],
  ])("with %s is refused", (_, body) => {
    expect(problems(body)).not.toEqual([]);
  });
});

type EmptyOnes = "StartRun" | "DeclareComplete" | "CloseRun";

/** Commands whose schema knows a key that the rules do not take, or lacks one that they take. */
type Drifted = {
  [T in Exclude<keyof ClientPayloads, EmptyOnes>]: [
    | Exclude<keyof ClientPayloads[T], keyof ParsedPayloads[T]>
    | Exclude<keyof ParsedPayloads[T], keyof ClientPayloads[T]>,
  ] extends [never]
    ? never
    : T;
}[Exclude<keyof ClientPayloads, EmptyOnes>];
