import { describe, expect, test } from "vitest";
import {
  attach,
  classify,
  cord,
  decision,
  go,
  inHypercare,
  noGo,
  observe,
  pass,
  readyForGo,
  rollingBack,
  signOff,
} from "./drafts.test-support";
import type { RunState } from "./state";
import type { Draft, TestRun } from "./test-run.test-support";
import { givenRun, givenStarted } from "./testing";

const sign: Draft = { type: "SignFinalRecord", payload: { fields: { Status: "PASS" } } };
const confirm: Draft = { type: "ConfirmCriterion", payload: { criterionId: "stable" } };
const declare: Draft = { type: "DeclareComplete", payload: {} };
const close: Draft = { type: "CloseRun", payload: {} };
const withdraw = (state: RunState): Draft => ({
  type: "WithdrawAbort",
  payload: { abortId: state.aborts.at(-1)?.id ?? "none", reason: "false alarm" },
});

const ROLES = ["ic", "deployer", "dba", "scribe", "approver", "observer"];
const EVERYONE = [...ROLES, "planner", "stranger", "system"];

/** Every way that the life table knows out of a status, as a command on this state. */
const WAYS: Record<string, (state: RunState) => Draft> = {
  StartRun: () => ({ type: "StartRun", payload: {} }),
  CancelRun: () => ({ type: "CancelRun", payload: { reason: "moved" } }),
  hold: () => decision("hold"),
  resume: () => decision("resume"),
  ReportAbort: () => cord(),
  WithdrawAbort: withdraw,
  "close-blocker": () => decision("close-blocker"),
  "go start": () => go("start"),
  "go final": () => go("go-live"),
  "no-go": () => decision("no-go"),
  "no-go and back": () => noGo("rollback"),
  rollback: () => decision("rollback"),
  drill: () => decision("rollback", { drill: true }),
  continue: () => decision("continue"),
  FinishRollback: () => ({ type: "FinishRollback", payload: {} }),
  DeclareComplete: () => declare,
  CloseRun: () => close,
};

/** At the start point, with everything there that its GO asks for. */
const atStart = () => givenStarted().given("deployer", pass("pin"), pass("access"), attach("freeze.log"));
const halted = (run: TestRun) => run.given("dba", cord(), classify()).given("approver", signOff("resume"));
const rolledBack = () =>
  rollingBack(givenStarted()).given("dba", pass("restore")).given("deployer", pass("reopen"));

type Way = [way: string, who: string[], to: string];

const IC = ["ic"];
const PULL: Way = ["ReportAbort", ROLES, "halted"];
const STILL_HALTED: Way = ["ReportAbort", ROLES, "halted"];
const BACK: Way = ["rollback", IC, "rolling-back"];
const HALTED_WAYS: Way[] = [BACK, ["close-blocker", IC, "concluding blocker"], STILL_HALTED];

/** The life table, moment by moment: who leads where. Whatever is not listed is refused. */
const TABLE: [moment: string, given: () => TestRun, ways: Way[]][] = [
  [
    "planned",
    () => givenRun(),
    [
      ["StartRun", IC, "running"],
      ["CancelRun", ["ic", "planner"], "closed cancelled"],
    ],
  ],
  [
    "running, nothing mutated",
    atStart,
    [
      ["hold", IC, "held"],
      PULL,
      ["go start", IC, "running"],
      ["no-go", IC, "concluding no-go"],
      ["no-go and back", IC, "concluding no-go"],
      BACK,
    ],
  ],
  [
    "running, mutated, ready for GO",
    () => readyForGo(givenStarted()),
    [
      ["hold", IC, "held"],
      PULL,
      ["go final", IC, "hypercare"],
      ["no-go", IC, "halted"],
      ["no-go and back", IC, "rolling-back"],
      BACK,
      ["drill", IC, "rolling-back"],
    ],
  ],
  [
    "running, a decision clock runs",
    () => readyForGo(givenStarted()).given("dba", observe("payouts")),
    [
      ["hold", IC, "held"],
      PULL,
      ["no-go", IC, "halted"],
      ["no-go and back", IC, "rolling-back"],
      BACK,
      ["continue", IC, "running"],
    ],
  ],
  [
    "held, nothing mutated",
    () => atStart().given("ic", decision("hold")),
    [
      ["resume", IC, "running"],
      PULL,
      ["no-go", IC, "concluding no-go"],
      ["no-go and back", IC, "concluding no-go"],
      BACK,
    ],
  ],
  [
    "held, mutated",
    () => readyForGo(givenStarted()).given("ic", decision("hold")),
    [["resume", IC, "running"], PULL, ["no-go", IC, "halted"], ["no-go and back", IC, "rolling-back"], BACK],
  ],
  [
    "halted from running, unclassified",
    () => readyForGo(givenStarted()).given("dba", cord()),
    [BACK, STILL_HALTED, ["WithdrawAbort", ["ic", "dba"], "halted"]],
  ],
  [
    "halted from running, classified and signed off, withdrawal asked by the puller",
    () => {
      const run = halted(readyForGo(givenStarted()));
      return run.given("dba", withdraw(run.state));
    },
    [...HALTED_WAYS, ["resume", IC, "running"], ["WithdrawAbort", IC, "running"]],
  ],
  [
    "halted from held, withdrawal asked by the decider",
    () => {
      const run = halted(readyForGo(givenStarted()).given("ic", decision("hold")));
      return run.given("ic", withdraw(run.state));
    },
    [...HALTED_WAYS, ["resume", IC, "held"], ["WithdrawAbort", ["dba"], "held"]],
  ],
  [
    "halted from hypercare",
    () => halted(inHypercare(givenStarted())),
    [...HALTED_WAYS, ["resume", IC, "hypercare"], ["WithdrawAbort", ["ic", "dba"], "halted"]],
  ],
  [
    "halted by a NO-GO",
    () =>
      readyForGo(givenStarted()).given("ic", noGo("halt"), classify()).given("approver", signOff("resume")),
    HALTED_WAYS,
  ],
  [
    "rolling back, a step is open",
    () => rollingBack(givenStarted()),
    [["ReportAbort", ROLES, "rolling-back"]],
  ],
  [
    "rolling back, everything done",
    rolledBack,
    [
      ["ReportAbort", ROLES, "rolling-back"],
      ["FinishRollback", IC, "concluding rolled-back"],
    ],
  ],
  [
    "hypercare, criteria open",
    () => inHypercare(givenStarted()).given("deployer", pass("day-report")),
    [PULL, BACK, ["drill", IC, "rolling-back"]],
  ],
  [
    "hypercare, criteria hold, an obligation left",
    () => inHypercare(givenStarted()).given("dba", confirm),
    [PULL, BACK, ["drill", IC, "rolling-back"], ["DeclareComplete", IC, "hypercare"]],
  ],
  [
    "hypercare, declared, an obligation left",
    () => inHypercare(givenStarted()).given("dba", confirm).given("ic", declare, sign),
    [PULL, BACK, ["drill", IC, "rolling-back"]],
  ],
  [
    "hypercare, declared, the last obligation done and the record signed",
    () =>
      inHypercare(givenStarted())
        .given("dba", confirm)
        .given("deployer", pass("day-report"))
        .given("ic", declare, sign),
    [PULL, BACK, ["drill", IC, "rolling-back"], ["CloseRun", IC, "closed complete"]],
  ],
  ["concluding, unsigned", () => atStart().given("ic", decision("no-go")), []],
  [
    "concluding as NO-GO, signed",
    () => atStart().given("ic", decision("no-go"), sign),
    [["CloseRun", IC, "closed no-go"]],
  ],
  [
    "concluding as a blocker, signed",
    () => halted(givenStarted()).given("ic", decision("close-blocker"), sign),
    [["CloseRun", IC, "closed blocker"]],
  ],
  [
    "concluding after a rollback, signed, the write freeze on",
    () =>
      rolledBack()
        .given("deployer", pass("tell-everyone"))
        .given("ic", { type: "FinishRollback", payload: {} }, sign)
        .given("dba", { type: "SetWriteFreeze", payload: { on: true } }),
    [],
  ],
  [
    "concluding after a rollback, signed",
    () =>
      rolledBack()
        .given("deployer", pass("tell-everyone"))
        .given("ic", { type: "FinishRollback", payload: {} }, sign),
    [["CloseRun", IC, "closed rolled-back"]],
  ],
  ["closed", () => atStart().given("ic", decision("no-go"), sign, close), []],
  ["cancelled", () => givenRun().given("ic", { type: "CancelRun", payload: { reason: "moved" } }), []],
];

function told({ status, outcome }: RunState): string {
  return outcome === null ? status : `${status} ${outcome}`;
}

/** Everything that is taken at this moment; a refusal leaves the state as it was. */
function takenAt(run: TestRun): string[] {
  const before = run.state;
  const taken: string[] = [];
  for (const [way, draft] of Object.entries(WAYS)) {
    for (const who of EVERYONE) {
      run.state = before;
      const { decision: answer } = run.when(who, draft(before), { admin: true });
      if (answer.ok) taken.push(`${way} by ${who}: ${told(run.state)}`);
      else expect(run.state).toBe(before);
    }
  }
  return taken;
}

describe("the life table", () => {
  test.each(TABLE)(
    "L.23 %s: its own ways by its own people, and every other is refused",
    (_moment, given, ways) => {
      const expected = ways.flatMap(([way, people, to]) => people.map((who) => `${way} by ${who}: ${to}`));
      expect(takenAt(given()).toSorted()).toEqual(expected.toSorted());
    },
  );
});
