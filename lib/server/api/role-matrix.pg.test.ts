import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { clientCommandTypes } from "../../protocol/commands.schema";
import { ApiFixture, errorOf, planOf, type Reply } from "../../testing/api-fixture";

type Caller = (typeof CALLERS)[number];
type Body = Record<string, unknown>;

/** `stranger` holds no role here and commands another run; `bound` is the decider's token for another run. */
const CALLERS = [
  ...["ic", "deployer", "dba", "scribe", "approver", "author", "stranger", "admin", "bound", "anonymous"],
] as const;

const EVERY_ROLE: Caller[] = ["ic", "deployer", "dba", "scribe", "approver"];
const stepId = "preconditions-release-orders-2026-11-is-pinned-and-announced-in-the";
const triggerId = "trigger-orders-fail-to-be-written";
const reason = "because";

interface Row {
  body: Body;
  /** Everyone else is refused as forbidden; null where this moment of the run knows no such command, whoever asks. */
  may: Caller[] | null;
}

/** In a running run with an open poll and command offered to the deployer, who owns the step. */
const RUNNING: Record<string, Row> = {
  AssignRole: { body: { role: "scribe", email: "stranger@holdpoint.test" }, may: ["ic"] },
  OfferCommand: { body: { email: "dba@holdpoint.test" }, may: ["ic"] },
  AcceptCommand: { body: { offerId: "offer" }, may: ["deployer"] },
  DeclineCommand: { body: { offerId: "offer" }, may: ["ic", "deployer"] },
  NameDeputy: { body: { email: "payments@holdpoint.test" }, may: ["ic"] },
  AssumeCommand: { body: { reason }, may: ["dba"] },
  AppointDecider: { body: { email: "dba@holdpoint.test", reason }, may: ["approver"] },
  SetVariables: { body: { variables: { HOST: "a" } }, may: null },
  StartRun: { body: {}, may: null },
  CancelRun: { body: { reason }, may: null },
  StartStep: { body: { stepId }, may: ["deployer"] },
  PassStep: { body: { stepId, fields: { Commit: "70a7968" } }, may: ["deployer"] },
  WarnStep: { body: { stepId, reason }, may: ["deployer"] },
  FailStep: { body: { stepId, reason }, may: ["deployer"] },
  RetryStep: { body: { stepId, reason }, may: ["deployer"] },
  MarkNotApplicable: { body: { stepId, reason }, may: ["deployer"] },
  AcceptWarn: { body: { stepId, reason }, may: ["ic"] },
  VoidResult: { body: { stepId, reason }, may: EVERY_ROLE },
  VerifyStep: { body: { stepId }, may: EVERY_ROLE },
  ChooseAlternative: { body: { stepId, reason }, may: ["ic"] },
  CarryOver: { body: { stepIds: [stepId], reason }, may: ["ic"] },
  RecordField: { body: { stepId, name: "Commit", value: "70a7968" }, may: ["deployer"] },
  RecordSubstep: { body: { stepId, substepId: "x", result: "pass" }, may: ["deployer"] },
  AttachEvidence: { body: { name: "log", location: "s3://x", sha256: "0".repeat(64) }, may: EVERY_ROLE },
  RequestWaiver: {
    body: { evidence: "x", ticket: "CHG-1", reason, expiresAt: "2030-01-01T00:00:00Z" },
    may: [...EVERY_ROLE, "author"],
  },
  GrantWaiver: { body: { waiverId: "x" }, may: EVERY_ROLE },
  DenyWaiver: { body: { waiverId: "x", reason }, may: ["ic", "approver"] },
  OpenPoll: { body: { decisionPointId: "decision-preconditions" }, may: ["ic"] },
  CastVote: { body: { pollId: "poll", answer: "go" }, may: ["deployer", "dba", "approver"] },
  Decide: { body: { verdict: "rollback", reason }, may: ["ic"] },
  ReportAbort: { body: { text: "Smoke" }, may: EVERY_ROLE },
  WithdrawAbort: { body: { abortId: "x", reason }, may: null },
  ClassifyBlocker: { body: { classification: "DATA", rootCause: "rows" }, may: null },
  SignOff: { body: { subject: "resume", statement: "I agree" }, may: EVERY_ROLE },
  ObserveTrigger: { body: { triggerId }, may: EVERY_ROLE },
  SetWriteFreeze: { body: { on: true, reason }, may: ["ic", "deployer", "dba"] },
  FinishRollback: { body: {}, may: null },
  MoveT0: { body: { t0: "2026-12-01T03:00:00Z", reason }, may: ["ic"] },
  ExtendWindow: { body: { end: "2026-12-01T09:00:00Z", reason }, may: ["ic"] },
  ProposeAmendment: { body: { version: 1, reason }, may: EVERY_ROLE },
  ApproveAmendment: { body: { amendmentId: "x", statement: "I agree" }, may: EVERY_ROLE },
  RejectAmendment: { body: { amendmentId: "x", reason }, may: ["ic", "approver"] },
  SendBroadcast: { body: { text: "All is calm" }, may: ["ic", "scribe"] },
  SnoozeBroadcast: { body: { minutes: 20, reason }, may: ["ic", "scribe"] },
  RecordCheck: { body: { seriesId: "round", result: "pass" }, may: null },
  FileReport: { body: { reportId: "24h", fields: {} }, may: null },
  LogEntry: { body: { text: "Seen" }, may: EVERY_ROLE },
  CorrectEntry: { body: { entrySeq: 1, text: "Seen otherwise" }, may: EVERY_ROLE },
  ConfirmCriterion: { body: { criterionId: "x" }, may: null },
  DeclareComplete: { body: {}, may: null },
  SignFinalRecord: { body: { fields: {} }, may: null },
  CloseRun: { body: {}, may: null },
};

/** Verdicts are one command in many; each is the decider's alone. */
const VERDICTS = ["go", "no-go", "rollback", "hold", "continue"];

/** Before the start: the planner assigns roles and may cancel, an administrator assigns roles. */
const PLANNED: Record<string, Row> = {
  AssignRole: { body: { role: "scribe", email: "stranger@holdpoint.test" }, may: ["author", "admin"] },
  StartRun: { body: {}, may: ["ic"] },
  CancelRun: { body: { reason }, may: ["ic", "author"] },
  NameDeputy: { body: { email: "payments@holdpoint.test" }, may: ["author", "admin"] },
  SetVariables: { body: { variables: { HOST: "a" } }, may: ["ic", "author"] },
  RequestWaiver: {
    body: { evidence: "x", ticket: "CHG-1", reason, expiresAt: "2030-01-01T00:00:00Z" },
    may: [...EVERY_ROLE, "author"],
  },
  LogEntry: { body: { text: "Seen" }, may: EVERY_ROLE },
};

let api: ApiFixture;
let running: string;
let planned: string;
let boundToken: string;

beforeAll(async () => {
  api = await ApiFixture.start();
  await api.services.db.prisma.person.create({ data: { email: "stranger@holdpoint.test", name: "Sid" } });
  running = await busyRun();
  planned = await api.makeRun({ started: false });
  const roles = [{ role: "incident-commander", email: "stranger@holdpoint.test" }];
  await api.post("/api/runs", { as: "stranger", json: planOf({ roles }) });
  const json = { email: "ic@holdpoint.test", password: "holdpoint-demo", name: "ci", runId: planned };
  boundToken = ((await api.post("/api/tokens", { json })).json as { token: string }).token;
});

afterAll(() => api.stop());

async function busyRun(): Promise<string> {
  const runId = await api.makeRun();
  const setUp: [string, Body][] = [
    ["ic", { type: "OpenPoll", decisionPointId: "decision-preconditions" }],
    ["ic", { type: "NameDeputy", email: "dba@holdpoint.test" }],
    ["ic", { type: "OfferCommand", email: "deployer@holdpoint.test" }],
  ];
  for (const [who, body] of setUp) expect((await api.command(runId, who, body)).status).toBe(200);
  return runId;
}

async function stateOf(runId: string) {
  const { json } = await api.get(`/api/runs/${runId}`, { as: "ic" });
  return json as { seq: number; state: { commandOffer: { id: string } | null; poll: { id: string } | null } };
}

/** The command with the ids that the run's open poll and offer have. */
async function bodyFor(runId: string, type: string, body: Body): Promise<Body> {
  const { commandOffer, poll } = (await stateOf(runId)).state;
  const ids: Body = {};
  if ("offerId" in body) ids.offerId = commandOffer?.id;
  if ("pollId" in body) ids.pollId = poll?.id;
  return { commandId: randomUUID(), type, ...body, ...ids };
}

function sendAs(caller: Caller, runId: string, json: Body): Promise<Reply> {
  const path = `/api/runs/${runId}/commands`;
  if (caller === "anonymous") return api.post(path, { json });
  return api.post(path, caller === "bound" ? { token: boundToken, json } : { as: caller, json });
}

/** Everyone who may not is refused, and the log is as long as before. */
async function refusesTheOthers(runId: string, type: string, { body, may }: Row, callers: readonly Caller[]) {
  const before = (await stateOf(runId)).seq;
  const json = await bodyFor(runId, type, body);
  for (const caller of callers.filter((each) => !may?.includes(each))) {
    const reply = await sendAs(caller, runId, { ...json, commandId: randomUUID() });
    const outside = caller === "bound" ? 403 : caller === "anonymous" ? 401 : null;
    const expected = outside ?? (may === null ? 409 : 403);
    expect(reply.status, `${type} by ${caller}: ${reply.text}`).toBe(expected);
    expect(errorOf(reply).message).toMatch(/\.$/);
  }
  expect((await stateOf(runId)).seq).toBe(before);
}

describe("S1 every role × every command", () => {
  test("the table names every command that clients may send", () => {
    expect(Object.keys(RUNNING).toSorted()).toEqual([...clientCommandTypes].toSorted());
  });

  test.each(Object.entries(RUNNING))("%s in a running run is refused to all others", async (type, row) => {
    await refusesTheOthers(running, type, row, CALLERS);
  });

  test.each(VERDICTS)("the verdict %s is the decider's alone", async (verdict) => {
    const body = { verdict, reason, decisionPointId: "decision-preconditions", triggerId };
    await refusesTheOthers(running, "Decide", { body, may: ["ic"] }, CALLERS);
  });

  test.each(Object.entries(PLANNED))("%s before the start is refused to all others", async (type, row) => {
    const callers = CALLERS.filter((caller) => caller !== "bound");
    await refusesTheOthers(planned, type, row, callers);
  });

  test("whom the table names is refused by no role, but by the rules at most", async () => {
    for (const [type, { body, may }] of Object.entries(RUNNING)) {
      for (const caller of may ?? []) {
        const runId = await busyRun();
        const reply = await sendAs(caller, runId, await bodyFor(runId, type, body));
        expect([200, 404, 409, 422], `${type} by ${caller}: ${reply.text}`).toContain(reply.status);
      }
    }
  }, 60_000);
});

describe("S1 a role that was taken away", () => {
  test("is of no use from the very next command on", async () => {
    const runId = await api.makeRun();
    expect((await api.command(runId, "scribe", { type: "LogEntry", text: "Still mine" })).status).toBe(200);
    const given = { type: "AssignRole", role: "scribe", email: "stranger@holdpoint.test" };
    expect((await api.command(runId, "ic", given)).status).toBe(200);
    expect((await api.command(runId, "scribe", { type: "LogEntry", text: "Mine?" })).status).toBe(403);
    expect((await api.command(runId, "stranger", { type: "LogEntry", text: "Mine" })).status).toBe(200);
  });
});
