import type { ServerFacts } from "./commands";
import * as drafts from "./drafts.test-support";
import { plusMinutes } from "./instant";
import { nextVersion } from "./rich-definition.test-support";
import type { RunState } from "./state";
import { type Draft, type Move, T0, type TestRun } from "./test-run.test-support";
import { clearanceOf } from "./testing";

const PEOPLE = ["ic", "deployer", "dba", "scribe", "approver", "observer", "planner", "stranger", "system"];

function pick<T>(from: readonly T[], number: number): T | undefined {
  return from[number % from.length];
}

/** Ids that a wild move names: most exist, some do not, whichever the number says. */
interface Named {
  stepId: string;
  pointId: string;
  person: string;
  waiverId: string;
}

function namedBy(state: RunState, number: number): Named {
  const steps = state.phases.flatMap((phase) => phase.steps.map((step) => step.id));
  return {
    stepId: pick([...steps, "none"], number) ?? "none",
    pointId: pick([...state.decisionPoints.map((each) => each.id), "none"], number) ?? "none",
    person: pick(PEOPLE, number) ?? "ic",
    waiverId: pick(state.waivers, number)?.id ?? "none",
  };
}

function stepDrafts(state: RunState, { stepId }: Named, number: number): Draft[] {
  const step = state.phases.flatMap((phase) => phase.steps).find((each) => each.id === stepId);
  const even = number % 2 === 0;
  const done = state.phases.flatMap((phase) => phase.steps).filter((each) => each.finishedBy !== null);
  const doneId = pick(done, number)?.id ?? stepId;
  return [
    drafts.start(stepId),
    drafts.pass(stepId, { [step?.fieldDefinitions[0]?.name ?? "x"]: "" }),
    drafts.pass(stepId),
    drafts.fail(stepId, number % 3 === 0 ? "DuplicateTable" : "broke"),
    drafts.warn(stepId),
    drafts.skip(stepId),
    drafts.retry(stepId, "again"),
    drafts.substep(stepId, step?.substeps[0]?.id ?? "none", even ? "fail" : "pass"),
    drafts.acceptWarn(stepId, "fine"),
    drafts.attach(even ? "freeze.log" : "other.log", stepId, { size: number % 2 }),
    drafts.voidIt(doneId),
    drafts.voidIt(doneId),
    drafts.verify(doneId),
    drafts.choose(stepId),
    { type: "CarryOver", payload: { stepIds: [stepId], reason: "last night" } },
    { type: "CarryOver", payload: { stepIds: ["snapshot"], reason: "last night" } },
    drafts.signOff(`step:${stepId}`),
  ];
}

function decisionDrafts(state: RunState, { pointId }: Named, number: number): Draft[] {
  const back = state.phases.filter((phase) => phase.kind === "rollback").map((phase) => phase.id);
  return [
    drafts.go(pointId),
    drafts.decision("no-go", { decisionPointId: pointId }),
    drafts.noGo("rollback"),
    drafts.decision("hold"),
    drafts.decision("resume"),
    drafts.decision("rollback", { reason: "" }),
    drafts.decision("rollback", { phases: [pick(back, number) ?? "none"] }),
    drafts.decision("rollback", { drill: true }),
    drafts.decision("close-blocker"),
    drafts.decision("continue"),
    drafts.cord(number % 5 === 0 ? "" : "smoke"),
    drafts.observe(number % 2 === 0 ? "payouts" : "latency"),
    drafts.classify(number % 2 === 0 ? "ENVIRONMENT" : "weather"),
    drafts.signOff(pointId),
    drafts.signOff("window"),
    { type: "ExpireDecisionClock", payload: { triggerId: "payouts" } },
  ];
}

function commandDrafts(state: RunState, { person }: Named, number: number): Draft[] {
  const to = { personId: person, name: person };
  const offerId = state.commandOffer?.id ?? "none";
  const named = state.appointment?.to.personId ?? "stranger";
  return [
    { type: "OfferCommand", payload: to },
    { type: "DeclineCommand", payload: { offerId } },
    { type: "LapseOffer", payload: { offerId } },
    { type: "NameDeputy", payload: to },
    { type: "AssumeCommand", payload: { reason: "no answer" } },
    { type: "AssumeCommand", payload: { reason: "no answer" } },
    { type: "AppointDecider", payload: { ...to, reason: "both gone" } },
    { type: "AppointDecider", payload: { personId: named, name: named, reason: "both gone" } },
    { type: "AssignRole", payload: { role: pick(["ic", "dba", "cook"], number) ?? "dba", ...to } },
  ];
}

function changeDrafts(run: TestRun, { stepId, waiverId }: Named, number: number): Draft[] {
  const { state } = run;
  const amendmentId = state.amendment?.id ?? "none";
  const expiresAt = plusMinutes(run.clock, 1 + (number % 30));
  return [
    { type: "MoveT0", payload: { t0: plusMinutes(T0, (number % 400) - 100), reason: "late" } },
    { type: "ExtendWindow", payload: { end: plusMinutes(T0, number % 600), reason: "slow" } },
    { type: "SetVariables", payload: { variables: { DB_NAME: number % 2 === 0 ? "" : "x" } } },
    { type: "SetVariables", payload: { variables: { DB_PASSWORD: "x" } } },
    { type: "ProposeAmendment", payload: { version: state.runbook.version + 1, reason: "a flag" } },
    { type: "ApproveAmendment", payload: { amendmentId, statement: "read" } },
    { type: "RejectAmendment", payload: { amendmentId, reason: "no" } },
    drafts.askWaiver({ stepId }, { expiresAt }),
    drafts.askWaiver({ evidence: number % 2 === 0 ? "freeze.log" : "summary.md" }, { expiresAt }),
    drafts.grant(waiverId),
    drafts.deny(waiverId),
    { type: "ExpireWaiver", payload: { waiverId } },
    { type: "SetWriteFreeze", payload: { on: number % 2 === 0 } },
    { type: "LogEntry", payload: { text: "x", occurredAt: number % 2 === 0 ? "soon" : undefined } },
    { type: "CorrectEntry", payload: { entrySeq: number - 50, text: "y" } },
    { type: "CancelRun", payload: { reason: "x" } },
    { type: "SendBroadcast", payload: { text: "x" } },
  ];
}

/** Whom the server misses, and since when: nobody, the decider, or several. */
function awayBy(run: TestRun, number: number): Record<string, string> {
  const since = plusMinutes(run.clock, -(number % 31));
  const decider = run.state.roles.find((role) => role.capability === "decider")?.holder?.personId ?? "ic";
  const missed = [decider, ...(number % 3 === 0 ? [] : [run.state.deputy?.personId ?? "nobody"])];
  return number % 4 === 0 ? {} : Object.fromEntries(missed.map((person) => [person, since]));
}

function factsFor(run: TestRun, draft: Draft, number: number): ServerFacts {
  switch (draft.type) {
    case "StartRun":
      return { clearance: clearanceOf(run) };
    case "AssumeCommand":
    case "AppointDecider":
      return { away: awayBy(run, number) };
    case "ProposeAmendment":
    case "ApproveAmendment":
      return { amendment: nextVersion(run) };
    default:
      return {};
  }
}

/** Who sends it: the one whom it is meant for, somebody who might, or anybody. */
function senderOf({ state }: TestRun, { type }: Draft, number: number): string {
  if (number % 3 === 0) return pick(PEOPLE, number) ?? "ic";
  if (type === "LapseOffer" || type === "ExpireWaiver" || type === "ExpireDecisionClock") return "system";
  if (type === "AssumeCommand") return state.deputy?.personId ?? "deployer";
  if (type === "AppointDecider") {
    return state.appointment?.by[0]?.personId === "approver" ? "scribe" : "approver";
  }
  if (type === "GrantWaiver") return number % 2 === 0 ? "approver" : "scribe";
  return pick(["ic", "deployer", "dba", "ic"], number) ?? "ic";
}

/** A move of tired, mistaken or hostile people: any person, any step, ids and values that may not exist. */
export function wildMove(run: TestRun, first: number, second: number): Move {
  const named = namedBy(run.state, second);
  const all = [stepDrafts, decisionDrafts, commandDrafts].flatMap((make) => make(run.state, named, second));
  const draft = pick([...all, ...changeDrafts(run, named, second)], first) ?? drafts.start("none");
  return [senderOf(run, draft, second), draft, factsFor(run, draft, second)];
}
