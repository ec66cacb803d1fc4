import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { ApiFixture, errorOf } from "../../testing/api-fixture";

let api: ApiFixture;
let runId: string;
const preconditions = {
  release: "preconditions-release-orders-2026-11-is-pinned-and-announced-in-the",
  onCall: "preconditions-on-call-for-database-payments-and-platform-is-reachable",
  restore: "preconditions-a-restore-of-last-nights-backup-was-tested-today",
  canary: "preconditions-canary-customer-and-test-card-are-ready",
  status: "preconditions-the-status-page-announces-the-window",
};

beforeAll(async () => {
  api = await ApiFixture.start();
  runId = await api.makeRun();
});

afterAll(() => api.stop());

async function seqOf(run: string): Promise<number> {
  const reply = await api.get(`/api/runs/${run}`, { as: "scribe" });
  return (reply.json as { seq: number }).seq;
}

/** Whatever was refused, the log is as long as before. */
async function refused(act: () => ReturnType<ApiFixture["post"]>) {
  const before = await seqOf(runId);
  const reply = await act();
  expect(await seqOf(runId)).toBe(before);
  return { status: reply.status, error: errorOf(reply) };
}

const commands = () => `/api/runs/${runId}/commands`;

describe("a command", () => {
  test("is answered with its events and the new end of the log", async () => {
    const reply = await api.command(runId, "scribe", { type: "LogEntry", text: "Room is open" });
    expect(reply.status).toBe(200);
    const { seq, events } = reply.json as { seq: number; events: { seq: number; type: string }[] };
    expect(events.at(-1)).toMatchObject({ seq, type: "EntryLogged" });
    expect(reply.headers.get("cache-control")).toBe("no-store");
  });

  test("R1 by someone who lacks the role is 403 and names the rule", async () => {
    const { status, error } = await refused(() =>
      api.command(runId, "deployer", { type: "Decide", verdict: "hold", reason: "I want to" }),
    );
    expect(status).toBe(403);
    expect(error.rule).toBe("R1");
  });

  test("for a step that the run does not have is 404", async () => {
    const { status, error } = await refused(() =>
      api.command(runId, "deployer", { type: "StartStep", stepId: "no-such-step" }),
    );
    expect(status).toBe(404);
    expect(error.message).toMatch(/step/i);
  });

  test("R2 for a step whose turn has not come is 422 and says what is missing", async () => {
    const { status, error } = await refused(() =>
      api.command(runId, "dba", { type: "StartStep", stepId: "switch-the-database-stop-replication" }),
    );
    expect(status).toBe(422);
    expect(error.missing?.length).toBeGreaterThan(0);
  });

  test("with an unknown type is 400 and names it", async () => {
    const { status, error } = await refused(() => api.command(runId, "ic", { type: "LaunchRocket" }));
    expect(status).toBe(400);
    expect(error.message).toContain("LaunchRocket");
  });

  test.each([
    ["an unknown key", { type: "StartRun", actor: "somebody" }, "actor"],
    ["a missing field", { type: "FailStep", stepId: "x" }, "reason"],
    ["a field that is too long", { type: "LogEntry", text: "x".repeat(5_000) }, "text"],
    ["a NUL character", { type: "LogEntry", text: "a\0b" }, "NUL"],
    ["the system's own type", { type: "ExpireDecisionClock", triggerId: "x" }, "ExpireDecisionClock"],
    ["a plan", { type: "PlanRun" }, "PlanRun"],
  ])("with %s is 400 and says where", async (_, command, word) => {
    const { status, error } = await refused(() => api.command(runId, "ic", command));
    expect(status).toBe(400);
    expect(error.message).toContain(word);
  });

  test("that is no JSON is 400, without repeating what was sent", async () => {
    const body = '{"type": "LogEntry", secret';
    const headers = { "content-type": "application/json" };
    const { status, error } = await refused(() => api.post(commands(), { as: "scribe", body, headers }));
    expect(status).toBe(400);
    expect(error.message).toBe("The body is not valid JSON.");
  });

  test("without a body is 400, and of another content type 415", async () => {
    const empty = await refused(() =>
      api.post(commands(), { as: "scribe", headers: { "content-type": "application/json" } }),
    );
    expect(empty).toMatchObject({ status: 400, error: { code: "malformed" } });
    const form = await refused(() =>
      api.post(commands(), {
        as: "scribe",
        body: "type=StartRun",
        headers: { "content-type": "text/plain" },
      }),
    );
    expect(form).toMatchObject({ status: 415, error: { code: "unsupported-media-type" } });
  });

  test("of more than 64 KB is 413, whether its length was announced or not", async () => {
    const text = "x".repeat(70 * 1024);
    const { status, error } = await refused(() => api.command(runId, "scribe", { type: "LogEntry", text }));
    expect(status).toBe(413);
    expect(error.message).toContain("64 KB");
    const headers = { "content-type": "application/json", "content-length": String(10 ** 9) };
    const lying = await refused(() => api.post(commands(), { as: "scribe", body: "{}", headers }));
    expect(lying.status).toBe(413);
  });

  test("to a run that does not exist is 404, also where its id is none", async () => {
    for (const id of [randomUUID(), "not-an-id"]) {
      const reply = await api.command(id, "ic", { type: "StartRun" });
      expect(reply.status).toBe(404);
    }
  });

  test("to a person without an account is 422 and names the address", async () => {
    const { status, error } = await refused(() =>
      api.command(runId, "ic", { type: "AssignRole", role: "scribe", email: "Nobody@Holdpoint.test" }),
    );
    expect(status).toBe(422);
    expect(error.missing).toEqual(["nobody@holdpoint.test"]);
  });
});

describe("R1 command", () => {
  test("is offered to somebody by address or by id, and the name is the server's", async () => {
    const run = await api.makeRun();
    const { people } = (await api.get("/api/people", { as: "ic" })).json as {
      people: { personId: string; email: string }[];
    };
    const ben = people.find(({ email }) => email === "deployer@holdpoint.test");
    for (const to of [{ email: ben?.email }, { personId: ben?.personId, name: "Somebody Else" }]) {
      const offered = await api.command(run, "ic", { type: "OfferCommand", ...to });
      expect(offered.status).toBe(200);
      const { events } = offered.json as { events: { payload: object }[] };
      expect(events.at(-1)?.payload).toMatchObject({ to: { personId: ben?.personId, name: "Ben" } });
    }
  });

  test("is not offered to nobody, to two people, or to a stranger", async () => {
    const offer = (to: object) => refused(() => api.command(runId, "ic", { type: "OfferCommand", ...to }));
    expect((await offer({})).status).toBe(400);
    expect((await offer({ email: "ic@holdpoint.test", personId: randomUUID() })).status).toBe(400);
    expect((await offer({ personId: randomUUID() })).status).toBe(422);
  });
});

describe("a command id", () => {
  test("that comes again with the same command gets the same answer and changes nothing", async () => {
    const command = { commandId: randomUUID(), type: "LogEntry", text: "Only once" };
    const first = await api.command(runId, "scribe", command);
    const head = await seqOf(runId);
    const second = await api.command(runId, "scribe", command);
    expect(second.status).toBe(200);
    expect(second.json).toEqual(first.json);
    expect(await seqOf(runId)).toBe(head);
  });

  test("that comes again with another body, or from another person, is 409", async () => {
    const commandId = randomUUID();
    await api.command(runId, "scribe", { commandId, type: "LogEntry", text: "First" });
    const other = await refused(() =>
      api.command(runId, "scribe", { commandId, type: "LogEntry", text: "Other" }),
    );
    expect(other).toMatchObject({ status: 409, error: { code: "conflict" } });
    const thief = await refused(() =>
      api.command(runId, "ic", { commandId, type: "LogEntry", text: "First" }),
    );
    expect(thief.status).toBe(409);
  });
});

describe("a GO", () => {
  test("R9 from a screen that has not seen the newest facts is 409 stale, and passes once it has", async () => {
    const run = await api.makeRun();
    const pass = (as: string, stepId: string, fields?: Record<string, string>) =>
      api.command(run, as, { type: "PassStep", stepId, fields });
    await pass("deployer", preconditions.release, { Commit: "70a7968" });
    await pass("ic", preconditions.onCall);
    await pass("dba", preconditions.restore, { "Restore ID": "r-1" });
    await pass("payments", preconditions.canary, { "Amount agreed": "10 EUR" });
    const opened = await api.command(run, "ic", {
      type: "OpenPoll",
      decisionPointId: "decision-preconditions",
    });
    expect(opened.status).toBe(200);
    const shown = await seqOf(run);
    const last = await pass("scribe", preconditions.status);
    expect(last.status).toBe(200);
    const go = {
      type: "Decide",
      verdict: "go",
      reason: "All is set",
      decisionPointId: "decision-preconditions",
    };
    const stale = await api.command(run, "ic", { ...go, expectedSeq: shown });
    expect(stale.status).toBe(409);
    expect(errorOf(stale).code).toBe("stale");
    const fresh = await api.command(run, "ic", { ...go, expectedSeq: await seqOf(run) });
    expect(fresh.status).toBe(200);
  });
});

describe("the log over HTTP", () => {
  test("is read in pages that join without a gap, each event linked to the one before", async () => {
    const first = await api.get(`/api/runs/${runId}/events?limit=2`, { as: "approver" });
    const page = first.json as { events: { seq: number; hash: string; prevHash: string }[]; headSeq: number };
    expect(page.events.map(({ seq }) => seq)).toEqual([1, 2]);
    const rest = await api.get(`/api/runs/${runId}/events?after=2`, { as: "approver" });
    const next = rest.json as typeof page;
    expect(next.events[0]?.prevHash).toBe(page.events[1]?.hash);
    expect(next.events.at(-1)?.seq).toBe(next.headSeq);
  });

  test.each(["limit=1001", "limit=0", "after=-1", "after=x", "befor=3"])(
    "refuses ?%s with 400",
    async (query) => {
      const reply = await api.get(`/api/runs/${runId}/events?${query}`, { as: "approver" });
      expect(reply.status).toBe(400);
    },
  );

  test("of a run that does not exist is 404", async () => {
    expect((await api.get(`/api/runs/${randomUUID()}/events`, { as: "ic" })).status).toBe(404);
  });

  test("folds to the state that the run's address gives, with its deadlines", async () => {
    const reply = await api.get(`/api/runs/${runId}`, { as: "author" });
    const answer = reply.json as {
      seq: number;
      headHash: string;
      state: { seq: number; deadlines: unknown[] };
    };
    expect(answer.state.seq).toBe(answer.seq);
    expect(Array.isArray(answer.state.deadlines)).toBe(true);
    expect(answer.headHash).toMatch(/^[0-9a-f]{64}$/);
  });
});
