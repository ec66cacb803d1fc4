import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { ApiFixture, errorOf } from "../../testing/api-fixture";
import { mustCommand, planQueue, publishText, queueRunbook } from "../../testing/queue-runbook";
import { awayPeople } from "./away";

let api: ApiFixture;
let slug: string;

beforeAll(async () => {
  api = await ApiFixture.start();
  ({ slug } = await publishText(api, queueRunbook()));
  await publishText(api, queueRunbook({ count: "Count the messages twice" }), { slug });
  await publishText(api, queueRunbook({ stop: "./stop.sh --all" }), { slug });
});

afterAll(() => api.stop());

async function started(change: Record<string, unknown> = {}): Promise<string> {
  const reply = await planQueue(api, { slug, version: 1 }, change);
  const { runId } = reply.json as { runId: string };
  await mustCommand(api, runId, "ic", { type: "StartRun" });
  return runId;
}

interface State {
  status: string;
  runbook: { version: number };
  amendment: { id: string; large: boolean; stepIds: string[] } | null;
  phases: { steps: { title: string; status: string; removed: boolean }[] }[];
}

async function stateOf(runId: string): Promise<State> {
  return ((await api.get(`/api/runs/${runId}`, { as: "ic" })).json as { state: State }).state;
}

const propose = (runId: string, version: number) =>
  api.command(runId, "deployer", { type: "ProposeAmendment", version, reason: "seen tonight" });

async function approve(runId: string, as: string) {
  const amendmentId = (await stateOf(runId)).amendment?.id ?? "none";
  return api.command(runId, as, { type: "ApproveAmendment", amendmentId, statement: "read and agreed" });
}

describe("an amendment over HTTP", () => {
  test("R8 a small one goes into force with the decider and a second person, and survives a cold start", async () => {
    const runId = await started();
    const proposed = await propose(runId, 2);
    expect(proposed.status, proposed.text).toBe(200);
    expect(await stateOf(runId)).toMatchObject({ status: "running", amendment: { large: false } });
    expect((await approve(runId, "deployer")).status).toBe(200);
    const applied = await approve(runId, "ic");
    expect(applied.status, applied.text).toBe(200);
    api.services.runs.states.clear();
    const { runs } = (await api.get("/api/runs", { as: "ic" })).json as {
      runs: { runId: string; runbook: { version: number } }[];
    };
    expect(runs.find((run) => run.runId === runId)?.runbook.version).toBe(2);
    const state = await stateOf(runId);
    expect(state).toMatchObject({ status: "running", runbook: { version: 2 }, amendment: null });
    expect(state.phases.flatMap(({ steps }) => steps.map(({ title }) => title))).toContain(
      "Count the messages twice",
    );
  });

  test("R8 a large one holds the run, and the next is told against what the run executes then", async () => {
    const runId = await started();
    await propose(runId, 3);
    expect(await stateOf(runId)).toMatchObject({ status: "held", amendment: { large: true } });
    const resume = { type: "Decide", verdict: "resume", reason: "go on" };
    expect(errorOf(await api.command(runId, "ic", resume)).rule).toBe("R8");
    expect((await approve(runId, "ic")).status).toBe(200);
    await mustCommand(api, runId, "ic", resume);
    const again = await propose(runId, 3);
    expect(again.status).toBe(409);
    const back = await propose(runId, 1);
    const { events } = back.json as {
      events: { payload: { changes: { about: string; after: string }[] } }[];
    };
    expect(events[0]?.payload.changes.find(({ about }) => about === "command")?.after).toBe("./stop.sh");
  });

  test("R8 in production a large one waits for the approval of its hash, never by its author", async () => {
    const versions = `/api/runbooks/${slug}/versions`;
    const json = { verdict: "approved", statement: "read in full" };
    await api.post(`${versions}/1/approvals`, { as: "approver", json });
    const runId = await started({ kind: "production", deputy: "dba@holdpoint.test" });
    await propose(runId, 3);
    const early = await approve(runId, "ic");
    expect(early.status).toBe(422);
    expect(errorOf(early)).toMatchObject({ rule: "R8", missing: ["1 approval by approvers"] });
    expect((await api.post(`${versions}/3/approvals`, { as: "approver", json })).status).toBe(201);
    const done = await approve(runId, "ic");
    expect(done.status, done.text).toBe(200);
    expect(await stateOf(runId)).toMatchObject({ status: "held", runbook: { version: 3 } });
  });

  test("R8 of a version that is not there, or that the run executes, is refused", async () => {
    const runId = await started();
    expect((await propose(runId, 9)).status).toBe(404);
    expect((await propose(runId, 1)).status).toBe(409);
    const other = { type: "ApproveAmendment", amendmentId: "none", statement: "yes" };
    expect((await api.command(runId, "ic", other)).status).toBe(404);
  });
});

describe("who is away", () => {
  const idOf = async (name: string) =>
    (await api.services.db.prisma.person.findUniqueOrThrow({ where: { email: `${name}@holdpoint.test` } }))
      .id;

  async function away(runId: string): Promise<Record<string, string>> {
    const head = await api.services.runs.states.refresh(runId);
    if (!head) throw new Error("no run");
    return awayPeople(api.services, runId, head.state);
  }

  test("R1 nobody who has a screen open; else since the screen closed, and never before their last command", async () => {
    const runId = await started({ deputy: "dba@holdpoint.test" });
    const ic = await idOf("ic");
    const { presence, clock } = api.services;
    const before = clock.iso();
    presence.enter(runId, { id: ic, name: "Ada" });
    expect(await away(runId)).not.toHaveProperty(ic);
    presence.leave(runId, ic);
    const closed = (await away(runId))[ic] ?? "";
    expect(closed >= before && closed <= clock.iso()).toBe(true);
    await mustCommand(api, runId, "ic", { type: "LogEntry", text: "still at it, by the CLI" });
    expect(((await away(runId))[ic] ?? "") >= closed).toBe(true);
    expect(presence.show(runId).people.find(({ id }) => id === ic)?.away).toBeLessThanOrEqual(
      Date.parse((await away(runId))[ic] ?? ""),
    );
  });

  test("R1 who was never seen is away since the run's start, or their own last sign of life", async () => {
    const runId = await started({ deputy: "dba@holdpoint.test" });
    const [ic, dba] = [await idOf("ic"), await idOf("dba")];
    const head = await api.services.runs.states.refresh(runId);
    const found = await away(runId);
    expect(found[dba]).toBe(head?.state.startedAt);
    expect(found[ic]).toBe(head?.state.startedAt);
    expect(Object.keys(found).sort()).toEqual([ic, dba].sort());
  });

  test("R1 the deputy is refused command while the decider was there a moment ago", async () => {
    const runId = await started({ deputy: "dba@holdpoint.test" });
    const refused = await api.command(runId, "dba", { type: "AssumeCommand", reason: "no answer" });
    expect(refused.status).toBe(422);
    expect(errorOf(refused).rule).toBe("R1");
    expect(errorOf(refused).missing?.join()).toContain("absence until");
  });
});
