import { describe, expect, test } from "vitest";
import type { CommandType } from "./commands";
import { askWaiver, choose, decision, deny, grant, signOff, verify, voidIt } from "./drafts.test-support";
import { can } from "./permissions";
import { richDefinition } from "./rich-definition.test-support";
import type { Draft, TestRun } from "./test-run.test-support";
import { givenRun, givenStarted, type RunOptions } from "./testing";

const EVERYONE = [
  ...["ic", "deployer", "dba", "scribe", "approver", "observer", "planner", "stranger", "system"],
];

const roles = { ic: "ic", deployer: "deployer", dba: "dba", scribe: "scribe", approver: "approver" };
const ROOM: RunOptions = {
  definition: richDefinition(),
  roles: { ...roles, observer: "observer", cab: "scribe" },
  variables: { DB_NAME: "app" },
  deputy: "dba",
};
const planned = () => givenRun(ROOM);
const running = () => givenStarted(ROOM);
const production = () => givenStarted({ ...ROOM, kind: "production" });
const offered = () =>
  running().given("ic", { type: "OfferCommand", payload: { personId: "dba", name: "Chi" } });

const NOT_OBSERVER = ["ic", "deployer", "dba", "scribe", "approver"];
const to = { personId: "x", name: "X" };
const reason = "why";

/** Who may, by command: everyone else of EVERYONE may not. The scribe holds the second approving role. */
const TABLE: [CommandType, () => TestRun, Draft, string[]][] = [
  ["LapseOffer", offered, { type: "LapseOffer", payload: { offerId: "x" } }, ["system"]],
  ["NameDeputy", planned, { type: "NameDeputy", payload: to }, ["planner"]],
  ["NameDeputy", running, { type: "NameDeputy", payload: to }, ["ic"]],
  ["AssumeCommand", running, { type: "AssumeCommand", payload: { reason } }, ["dba"]],
  ["AppointDecider", running, { type: "AppointDecider", payload: { ...to, reason } }, ["scribe", "approver"]],
  ["SetVariables", planned, { type: "SetVariables", payload: { variables: {} } }, ["ic", "planner"]],
  ["VoidResult", running, voidIt("pin"), NOT_OBSERVER],
  ["VerifyStep", running, verify("fresh"), ["deployer"]],
  ["VerifyStep", running, verify("second-look"), ["dba"]],
  ["ChooseAlternative", running, choose("by-hand"), ["ic"]],
  ["CarryOver", running, { type: "CarryOver", payload: { stepIds: [], reason } }, ["ic"]],
  ["RequestWaiver", running, askWaiver({ stepId: "pin" }), [...NOT_OBSERVER, "planner"]],
  ["GrantWaiver", running, grant("x"), NOT_OBSERVER],
  ["GrantWaiver", production, grant("x"), ["scribe", "approver"]],
  ["DenyWaiver", running, deny("x"), ["ic", "scribe", "approver"]],
  ["ExpireWaiver", running, { type: "ExpireWaiver", payload: { waiverId: "x" } }, ["system"]],
  ["SignOff", running, signOff("window"), NOT_OBSERVER],
  ["Decide", running, decision("rollback", { drill: true }), ["ic"]],
  ["MoveT0", running, { type: "MoveT0", payload: { t0: "x", reason } }, ["ic"]],
  ["ExtendWindow", running, { type: "ExtendWindow", payload: { end: "x", reason } }, ["ic"]],
  ["ProposeAmendment", running, { type: "ProposeAmendment", payload: { version: 2, reason } }, NOT_OBSERVER],
  [
    "ApproveAmendment",
    running,
    { type: "ApproveAmendment", payload: { amendmentId: "x", statement: reason } },
    NOT_OBSERVER,
  ],
  [
    "RejectAmendment",
    running,
    { type: "RejectAmendment", payload: { amendmentId: "x", reason } },
    ["ic", "scribe", "approver"],
  ],
];

describe("the table, for what changes command, plan and text", () => {
  test.each(TABLE)(
    "R1.17 %s is for those that the table names and for nobody else, administrators neither",
    (type, given, draft, may) => {
      const run = given();
      for (const admin of [false, true]) {
        const allowed = EVERYONE.filter((who) => can(run.command(who, draft, { admin }), run.state) === null);
        const everyoneElse = admin && type === "NameDeputy" && run.state.status === "planned";
        const named = EVERYONE.filter((who) => may.includes(who));
        expect(allowed).toEqual(everyoneElse ? EVERYONE.filter((who) => who !== "system") : named);
      }
    },
  );
});
