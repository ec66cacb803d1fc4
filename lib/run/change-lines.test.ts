import { describe, expect, test } from "vitest";
import { describeEvent } from "./describe-event";
import { CHANGE_EVENTS } from "./describe-event/changes";
import {
  askWaiver,
  choose,
  decision,
  deny,
  grant,
  pass,
  signOff,
  verify,
  voidIt,
} from "./drafts.test-support";
import type { EventType, RunEvent } from "./events";
import { fold } from "./evolve";
import { LAST_NIGHT, nextVersion, richDefinition } from "./rich-definition.test-support";
import { BEGIN, type Draft, type TestRun } from "./test-run.test-support";
import { givenRun, givenStarted, type RunOptions } from "./testing";

const roles = {
  ic: "ic",
  deployer: "deployer",
  dba: "dba",
  scribe: "scribe",
  approver: "approver",
  cab: "scribe",
};
const ROOM: RunOptions = {
  ...{
    definition: richDefinition(),
    roles,
    variables: { DB_NAME: "app" },
    deputy: "dba",
    continues: LAST_NIGHT,
  },
};
const reason = "for a reason";
const away = (...people: string[]) => ({
  facts: { away: Object.fromEntries(people.map((person) => [person, BEGIN])) },
});
const propose = (run: TestRun) => {
  const amendment = nextVersion(run);
  const version = run.state.runbook.version + 1;
  const draft: Draft = { type: "ProposeAmendment", payload: { version, reason } };
  expect(run.when("dba", draft, { facts: { amendment } }).events).toEqual(["AmendmentProposed"]);
  return { amendmentId: run.state.amendment?.id ?? "", facts: { amendment } };
};

/** Runs in which command, plan and text change in every way there is. */
function changes(): TestRun[] {
  const offer: Draft = { type: "OfferCommand", payload: { personId: "dba", name: "Chi" } };
  const command = givenStarted(ROOM).given("ic", offer).wait(5);
  const offerId = command.state.commandOffer?.id ?? "";
  command.given("system", { type: "LapseOffer", payload: { offerId } });
  command.when("dba", { type: "AssumeCommand", payload: { reason } }, away("ic"));
  command.given("dba", { type: "NameDeputy", payload: { personId: "ic", name: "Ada" } });
  const appoint: Draft = { type: "AppointDecider", payload: { personId: "stranger", name: "Sam", reason } };
  for (const who of ["approver", "scribe"]) command.when(who, appoint, away("ic", "dba"));

  const plan = givenRun({ ...ROOM, variables: {} }).given("planner", {
    type: "SetVariables",
    payload: { variables: { DB_NAME: "app" } },
  });
  const live = givenStarted({ ...ROOM, kind: "production" });
  live.given("ic", { type: "CarryOver", payload: { stepIds: ["snapshot"], reason } });
  live.given("ic", { type: "MoveT0", payload: { t0: "2026-11-22T02:30:00Z", reason } });
  for (const end of ["2026-11-22T06:00:00Z", "2026-11-22T05:00:00Z", "2026-11-22T06:00:00Z"])
    live.given("ic", { type: "ExtendWindow", payload: { end, reason } });
  live.given("approver", signOff("window"));
  live
    .given("ic", choose("by-hand"))
    .given("deployer", pass("pin"), voidIt("pin"))
    .given("ic", voidIt("pin"));

  const waivers = givenStarted(ROOM).given(
    "dba",
    askWaiver({ stepId: "pin" }),
    askWaiver({ stepId: "access" }),
  );
  const [first, second] = waivers.state.waivers;
  waivers.given("approver", deny(first?.id ?? ""), grant(second?.id ?? "")).wait(480);
  waivers.given("system", { type: "ExpireWaiver", payload: { waiverId: second?.id ?? "" } });

  const text = givenStarted(ROOM);
  const { amendmentId } = propose(text);
  text.given("ic", { type: "RejectAmendment", payload: { amendmentId, reason } });
  const again = propose(text);
  const agree: Draft = {
    type: "ApproveAmendment",
    payload: { amendmentId: again.amendmentId, statement: "read" },
  };
  for (const who of ["dba", "ic"]) text.when(who, agree, { facts: again.facts });
  return [command, plan, live, waivers, text];
}

describe("lines of what changes", () => {
  test("T.9 every change of command, plan and text has its line, with names and without ids", () => {
    const runs = changes();
    const seen = new Set<EventType>();
    for (const run of runs) {
      for (const event of run.log) {
        seen.add(event.type);
        const line = describeEvent(event, fold(run.log));
        const words = `${line.word} ${line.text} ${line.detail ?? ""}`;
        expect(line.word.length, event.type).toBeGreaterThan(0);
        expect(words, event.type).not.toMatch(/\bc\d+\b|undefined|null/);
      }
    }
    expect(CHANGE_EVENTS.filter((type) => !seen.has(type))).toEqual([]);
  });

  test("T.9 a verified result, a void one and a choice tell their step", () => {
    const run = givenStarted(ROOM).given("deployer", pass("pin"), voidIt("pin")).given("ic", voidIt("pin"));
    run.given("ic", choose("by-hand"), decision("hold"));
    const lineOf = (type: EventType, log: RunEvent[] = run.log) => {
      const event = log.findLast((each) => each.type === type);
      return event && describeEvent(event, run.state);
    };
    expect(lineOf("VoidRequested")).toMatchObject({ word: "VOID asked", text: "Step pin" });
    expect(lineOf("ResultVoided")).toMatchObject({ word: "VOID", text: "Step pin" });
    expect(lineOf("AlternativeChosen")).toMatchObject({ word: "CHOSEN", text: "Step by-hand" });
    expect(run.when("dba", verify("second-look")).rejection.rule).toBe("R12");
  });
});
