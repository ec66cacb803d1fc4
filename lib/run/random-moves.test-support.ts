import * as drafts from "./drafts.test-support";
import { refusal } from "./refusal";
import { nextVersion } from "./rich-definition.test-support";
import type { RunState } from "./state";
import { blanksOf } from "./step-completion";
import type { StepState } from "./step-state";
import { awaitsVerification } from "./structure";
import type { Draft, Move, TestRun } from "./test-run.test-support";
import { clearanceOf } from "./testing";
import { wildMove } from "./wild-moves.test-support";

/** The moves where there is reason for them, else none. */
const movesIf = (reason: boolean, ...moves: Move[]): Move[] => (reason ? moves : []);

function ownerOf(state: RunState, step: StepState): string {
  const key = step.role ?? "deployer";
  return state.roles.find((role) => role.key === key)?.holder?.personId ?? "deployer";
}

const deciderOf = (state: RunState) =>
  state.roles.find((role) => role.key === "ic")?.holder?.personId ?? "ic";

function holderOf(state: RunState, key: string): string {
  return state.roles.find((role) => role.key === key)?.holder?.personId ?? key;
}

/** What steps wait for beside their owner: a verifier, a choice, a signature. */
function pairMoves(state: RunState): Move[] {
  return state.phases
    .flatMap((phase) => phase.steps)
    .flatMap((step): Move[] => [
      ...movesIf(awaitsVerification(step), [holderOf(state, step.verifier ?? ""), drafts.verify(step.id)]),
      ...movesIf(step.alternative !== null && step.status === "waiting", [
        deciderOf(state),
        drafts.choose(step.id),
      ]),
      ...movesIf(
        step.status === "waiting",
        ...step.signOffs.map((key): Move => [holderOf(state, key), drafts.signOff(`step:${step.id}`)]),
      ),
      ...movesIf(step.voidRequest !== null, ["approver", drafts.voidIt(step.id)]),
    ]);
}

/** Answers to what somebody has asked for. */
function answerMoves(run: TestRun): Move[] {
  const { state } = run;
  const ic = deciderOf(state);
  const amendmentId = state.amendment?.id ?? "";
  const approve: Draft = { type: "ApproveAmendment", payload: { amendmentId, statement: "read" } };
  const facts = state.amendment ? { amendment: nextVersion(run) } : undefined;
  const requested = state.waivers.filter((waiver) => waiver.status === "requested");
  return [
    ...requested.map(({ id }): Move => ["approver", drafts.grant(id)]),
    ...movesIf(
      state.windowExtension !== null,
      [ic, drafts.signOff("window")],
      ["approver", drafts.signOff("window")],
    ),
    ...movesIf(
      state.amendment !== null,
      ["dba", approve, facts],
      [ic, approve, facts],
      [ic, { type: "RejectAmendment", payload: { amendmentId, reason: "not tonight" } }],
    ),
    ...movesIf(state.deputy === null && state.status === "planned", ["planner", nameDeputy("deployer")]),
    ...movesIf(state.status === "planned" && state.requiredVariables.length > 0, [
      "planner",
      setVariable("app"),
    ]),
  ];
}

const nameDeputy = (personId: string): Draft => ({
  type: "NameDeputy",
  payload: { personId, name: personId },
});
const setVariable = (value: string): Draft => ({
  type: "SetVariables",
  payload: { variables: { DB_NAME: value } },
});

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
function sensibleMoves(run: TestRun): Move[] {
  const { state } = run;
  const ic = deciderOf(state);
  const point = state.decisionPoints.find((each) => each.verdict === null);
  const offer = state.commandOffer;
  const record = Object.fromEntries(state.finalRecordFields.map((each) => [each.name, "PASS"]));
  return [
    [ic, { type: "StartRun", payload: {} }, { clearance: clearanceOf(run) }],
    ...stepMoves(state),
    ...pairMoves(state),
    ...answerMoves(run),
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
    ...movesIf(state.rollbackScope !== null, [
      ic,
      { type: "FinishRollback", payload: { remaining: "what was left out" } },
    ]),
    [ic, { type: "DeclareComplete", payload: {} }],
    [ic, { type: "SignFinalRecord", payload: { fields: record } }],
    [ic, { type: "CloseRun", payload: {} }],
  ];
}

/** The first sensible move, from a random one on, that the rules take; any sensible one where they take none. */
function onward(run: TestRun, number: number): Move {
  const moves = sensibleMoves(run);
  const from = number % moves.length;
  const turned = [...moves.slice(from), ...moves.slice(0, from)];
  const taken = turned.find(
    ([who, draft, facts]) => refusal(run.command(who, draft, { facts }), run.state) === null,
  );
  return taken ?? turned[0] ?? ["ic", { type: "StartRun", payload: {} }];
}

/** The next move of a random run: one in `wildness` is wild, the others lead onward, so that runs get deep. */
export function randomMove(run: TestRun, wildness: number, first: number, second: number): Move {
  if (first % wildness !== 0) return onward(run, second);
  return wildMove(run, Math.floor(first / wildness), second);
}
