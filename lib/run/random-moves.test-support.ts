import * as drafts from "./drafts.test-support";
import { refusal } from "./refusal";
import type { RunState } from "./state";
import { blanksOf } from "./step-completion";
import type { StepState } from "./step-state";
import type { Draft, TestRun } from "./test-run.test-support";

/** A command and who sends it. */
export type Move = [who: string, draft: Draft];

/** The moves where there is reason for them, else none. */
const movesIf = (reason: boolean, ...moves: Move[]): Move[] => (reason ? moves : []);

const PEOPLE = ["ic", "deployer", "dba", "scribe", "approver", "observer", "planner", "stranger", "system"];

function pick<T>(from: readonly T[], number: number): T | undefined {
  return from[number % from.length];
}

function ownerOf(state: RunState, step: StepState): string {
  const key = step.role ?? "deployer";
  return state.roles.find((role) => role.key === key)?.holder?.personId ?? "deployer";
}

const deciderOf = (state: RunState) =>
  state.roles.find((role) => role.key === "ic")?.holder?.personId ?? "ic";

function stepMoves(state: RunState): Move[] {
  return state.phases
    .filter((phase) => phase.status === "open")
    .flatMap((phase) =>
      phase.steps
        .filter((step) => ["waiting", "running", "failed"].includes(step.status))
        .flatMap((step): Move[] => {
          const who = ownerOf(state, step);
          const fields = Object.fromEntries(blanksOf(step).map((blank) => [blank.key, "7"]));
          return [
            [who, drafts.pass(step.id, fields)],
            [who, drafts.start(step.id)],
            ...step.substeps.map((each): Move => [who, drafts.substep(step.id, each.id)]),
            ...step.artifacts.map((name): Move => [who, drafts.attach(name, step.id)]),
            ...movesIf(step.status === "failed", [deciderOf(state), drafts.retry(step.id, "again")]),
          ];
        }),
    );
}

function pollMoves(state: RunState): Move[] {
  const { poll } = state;
  if (!poll) return [];
  return poll.roles.flatMap((role): Move[] => {
    const who = state.roles.find((each) => each.key === role)?.holder?.personId ?? role;
    return [[who, { type: "CastVote", payload: { pollId: poll.id, answer: "go", role } }]];
  });
}

function haltMoves(state: RunState): Move[] {
  if (!state.halt) return [];
  const ic = deciderOf(state);
  const abort = state.aborts.find((each) => each.id === state.halt?.abortId);
  const withdraw: Draft = { type: "WithdrawAbort", payload: { abortId: abort?.id ?? "", reason: "false" } };
  return [
    ["dba", drafts.classify()],
    ["approver", drafts.signOff("resume")],
    [ic, drafts.decision("resume")],
    [ic, withdraw],
    [abort?.by.personId ?? ic, withdraw],
  ];
}

/** Moves that lead a run onward from here: what people who know the rules would do. */
function sensibleMoves(state: RunState): Move[] {
  const ic = deciderOf(state);
  const point = state.decisionPoints.find((each) => each.verdict === null);
  const offer = state.commandOffer;
  const record = Object.fromEntries(state.finalRecordFields.map((each) => [each.name, "PASS"]));
  return [
    [ic, { type: "StartRun", payload: {} }],
    ...stepMoves(state),
    ...movesIf(
      point !== undefined,
      [ic, drafts.go(point?.id ?? "")],
      [ic, { type: "OpenPoll", payload: { decisionPointId: point?.id ?? "" } }],
    ),
    ...pollMoves(state),
    ...haltMoves(state),
    ...state.requiredEvidence.map((each): Move => ["dba", drafts.attach(each.name)]),
    ...state.clocks.map((each): Move => [ic, drafts.decision("continue", { triggerId: each.triggerId })]),
    ...movesIf(state.status === "held", [ic, drafts.decision("resume")]),
    ...movesIf(offer !== null, [
      offer?.to.personId ?? ic,
      { type: "AcceptCommand", payload: { offerId: offer?.id ?? "" } },
    ]),
    ...state.criteria.map(
      (each): Move => [ic, { type: "ConfirmCriterion", payload: { criterionId: each.id } }],
    ),
    [ic, { type: "FinishRollback", payload: {} }],
    [ic, { type: "DeclareComplete", payload: {} }],
    [ic, { type: "SignFinalRecord", payload: { fields: record } }],
    [ic, { type: "CloseRun", payload: {} }],
  ];
}

/** Moves of tired, mistaken or hostile people: any person, any step, ids and values that may not exist. */
function wildDrafts(state: RunState, number: number): Draft[] {
  const steps = state.phases.flatMap((phase) => phase.steps);
  const stepId = pick(steps, number)?.id ?? "none";
  const step = steps.find((each) => each.id === stepId);
  const pointId = pick([...state.decisionPoints.map((each) => each.id), "none"], number) ?? "none";
  const person = pick(PEOPLE, number) ?? "ic";
  return [
    drafts.start(stepId),
    drafts.pass(stepId, { [step?.fieldDefinitions[0]?.name ?? "x"]: "" }),
    drafts.pass(stepId),
    drafts.fail(stepId, number % 3 === 0 ? "DuplicateTable" : "broke"),
    drafts.warn(stepId),
    drafts.skip(stepId),
    drafts.retry(stepId, "again"),
    drafts.substep(stepId, step?.substeps[0]?.id ?? "none", number % 2 === 0 ? "fail" : "pass"),
    { type: "AcceptWarn", payload: { stepId, reason: "fine" } },
    drafts.attach(number % 2 === 0 ? "freeze.log" : "other.log", stepId, { size: number % 2 }),
    drafts.go(pointId),
    drafts.decision("no-go", { decisionPointId: pointId }),
    drafts.noGo("rollback"),
    drafts.decision("hold"),
    drafts.decision("resume"),
    drafts.decision("rollback", { reason: "" }),
    drafts.decision("close-blocker"),
    drafts.decision("continue"),
    drafts.cord(number % 5 === 0 ? "" : "smoke"),
    drafts.observe(number % 2 === 0 ? "payouts" : "latency"),
    drafts.classify(number % 2 === 0 ? "ENVIRONMENT" : "weather"),
    drafts.signOff(pointId),
    { type: "OfferCommand", payload: { personId: person, name: person } },
    {
      type: "AssignRole",
      payload: { role: pick(["ic", "dba", "cook"], number) ?? "dba", personId: person, name: person },
    },
    { type: "ExpireDecisionClock", payload: { triggerId: "payouts" } },
    { type: "SetWriteFreeze", payload: { on: number % 2 === 0 } },
    { type: "LogEntry", payload: { text: "x", occurredAt: number % 2 === 0 ? "soon" : undefined } },
    { type: "CorrectEntry", payload: { entrySeq: number - 50, text: "y" } },
    { type: "CancelRun", payload: { reason: "x" } },
    { type: "SendBroadcast", payload: { text: "x" } },
  ];
}

/** The first sensible move, from a random one on, that the rules take; any sensible one where they take none. */
function onward(run: TestRun, number: number): Move {
  const moves = sensibleMoves(run.state);
  const from = number % moves.length;
  const turned = [...moves.slice(from), ...moves.slice(0, from)];
  const taken = turned.find(([who, draft]) => refusal(run.command(who, draft), run.state) === null);
  return taken ?? turned[0] ?? ["ic", { type: "StartRun", payload: {} }];
}

/** The next move of a random run: one in `wildness` is wild, the others lead onward, so that runs get deep. */
export function randomMove(run: TestRun, wildness: number, first: number, second: number): Move {
  const { state } = run;
  if (first % wildness !== 0) return onward(run, second);
  const draft = pick(wildDrafts(state, second), first / wildness) ?? drafts.start("none");
  const who =
    second % 3 === 0 ? (pick(PEOPLE, second) ?? "ic") : (pick(["ic", "deployer", "dba"], second) ?? "ic");
  return [who, draft];
}
