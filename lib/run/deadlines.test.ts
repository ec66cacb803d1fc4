import { describe, expect, test } from "vitest";
import { deadlines } from "./deadlines";
import { bareDefinition } from "./sample-definition.test-support";
import { BEGIN } from "./test-run.test-support";
import { givenStarted } from "./testing";

describe("what a timer settles", () => {
  test("C.7 an open offer of command is a deadline, and a run that is closed has none", () => {
    const run = givenStarted({ definition: bareDefinition(), window: null });
    run.given("ic", { type: "OfferCommand", payload: { personId: "dba", name: "Chi" } });
    const id = run.state.commandOffer?.id ?? "";
    expect(deadlines(run.state)).toEqual([
      {
        ...{ key: `command-offer:${id}`, kind: "command-offer", dueAt: "2026-11-22T01:05:00.000Z" },
        text: "The offer of command to Chi lapses",
      },
    ]);
    expect(deadlines({ ...run.state, status: "closed" })).toEqual([]);
    run.given("dba", { type: "DeclineCommand", payload: { offerId: id } });
    expect(deadlines(run.state)).toEqual([]);
  });

  test("C.7 a waiver that is asked for or granted expires, one that was answered with no does not", () => {
    const { state } = givenStarted({ definition: bareDefinition(), window: null });
    const waiver = {
      ...{
        subject: { kind: "evidence" as const, name: "x" },
        subjectText: "x",
        ticket: "CHG-1",
        reason: "r",
      },
      ...{ expiresAt: "2026-11-22T03:00:00.000Z", requestedBy: { personId: "dba", name: "Chi" } },
      ...{ requestedAt: BEGIN, answeredBy: null, answeredAt: null, statement: null, bySelf: false },
    };
    const waivers = (["requested", "granted", "denied", "expired"] as const).map((status) => ({
      ...{ ...waiver, id: status, status },
    }));
    expect(deadlines({ ...state, waivers }).map((each) => [each.key, each.kind, each.dueAt])).toEqual([
      ["waiver:requested", "waiver", "2026-11-22T03:00:00.000Z"],
      ["waiver:granted", "waiver", "2026-11-22T03:00:00.000Z"],
    ]);
  });
});
