import { describe, expect, test } from "vitest";
import type { Command, CommandType } from "./commands";
import type { Verdict } from "./decision-state";
import { initialState } from "./evolve";
import { lifeRefusal } from "./life";
import type { RunStatus } from "./state";

/** Statuses by the letter that they have in the table below. */
const STATUSES: Record<string, RunStatus> = {
  p: "planned",
  r: "running",
  h: "held",
  x: "halted",
  b: "rolling-back",
  y: "hypercare",
  c: "concluding",
};

const ALWAYS = "p r h x b y c";
const STARTED = "r h x b y c";
const LIVE = "r h x b y";
const AMENDED = "r h x y";

/** When each command exists, written a second time, as product.md has it. */
const MOMENTS: Record<Exclude<CommandType, "PlanRun" | "Decide">, string> = {
  ...{ AssignRole: ALWAYS, NameDeputy: ALWAYS, SignOff: ALWAYS, SetWriteFreeze: ALWAYS },
  ...{ AttachEvidence: ALWAYS, ExtendWindow: ALWAYS, SendBroadcast: ALWAYS, LogEntry: ALWAYS },
  ...{ CorrectEntry: ALWAYS, RequestWaiver: ALWAYS, GrantWaiver: ALWAYS, DenyWaiver: ALWAYS },
  ...{ ExpireWaiver: ALWAYS, SetVariables: "p", StartRun: "p", CancelRun: "p" },
  ...{ OfferCommand: STARTED, AcceptCommand: STARTED, DeclineCommand: STARTED, LapseOffer: STARTED },
  ...{ AssumeCommand: STARTED, AppointDecider: STARTED },
  ...{ StartStep: STARTED, PassStep: STARTED, WarnStep: STARTED, FailStep: STARTED, RetryStep: STARTED },
  ...{ MarkNotApplicable: STARTED, AcceptWarn: STARTED, VoidResult: STARTED, VerifyStep: STARTED },
  ...{ ChooseAlternative: STARTED, RecordField: STARTED, RecordSubstep: STARTED },
  ...{ CarryOver: "r h", OpenPoll: "r", CastVote: "r", MoveT0: "p r h" },
  ...{ ReportAbort: LIVE, ObserveTrigger: LIVE, WithdrawAbort: "x b", ClassifyBlocker: "x" },
  ...{ ExpireDecisionClock: "r h x y", FinishRollback: "b" },
  ...{ ProposeAmendment: AMENDED, ApproveAmendment: AMENDED, RejectAmendment: AMENDED },
  ...{ ReportAlert: LIVE, SnoozeBroadcast: LIVE, MissBroadcast: LIVE, ReachDeadline: LIVE },
  ...{ RecordCheck: "x b y", MissCheck: "x y", FileReport: "x y" },
  ...{ ConfirmCriterion: "y c", DeclareComplete: "y", SignFinalRecord: "y c", CloseRun: "y c" },
};

const VERDICTS: Record<Verdict, string> = {
  ...{ go: "r", "no-go": "r h", rollback: "r h x y", hold: "r" },
  ...{ continue: "r h x y", resume: "h x", "close-blocker": "x" },
};

const meta = {
  ...{ commandId: "c", admin: false, at: "2026-11-22T01:00:00.000Z", headHash: "" },
  actor: { kind: "person" as const, personId: "ic", name: "Ada" },
};

/** The letters of the statuses in which the command is looked at. */
function lookedAt(type: string, payload: object): string {
  // Only its type, and of a decision the verdict, is read here.
  const command = { type, payload, meta } as Command;
  return Object.entries(STATUSES)
    .filter(([, status]) => lifeRefusal(command, { ...initialState, status }) === null)
    .map(([letter]) => letter)
    .join(" ");
}

describe("the moments of a run's life", () => {
  test.each(Object.entries(MOMENTS))(
    "L.15 %s exists in its own statuses and in no other",
    (type, moments) => {
      expect(lookedAt(type, {})).toBe(moments);
    },
  );

  test.each(Object.entries(VERDICTS))("L.15 the verdict %s likewise", (verdict, moments) => {
    expect(lookedAt("Decide", { verdict })).toBe(moments);
  });

  test("L.15 a closed run knows none, whoever asks, and an unplanned one but its planning", () => {
    for (const type of [...Object.keys(MOMENTS), "Decide", "PlanRun"]) {
      const command = { type, payload: { verdict: "rollback" }, meta } as Command;
      expect(lifeRefusal(command, { ...initialState, status: "closed" })?.code).toBe("wrong-status");
      const planning = type === "PlanRun" ? undefined : "not-found";
      expect(lifeRefusal(command, initialState)?.code).toBe(planning);
    }
  });
});
