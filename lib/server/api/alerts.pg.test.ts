import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { AlertsAnswer } from "../../protocol/alerts";
import type { RunState } from "../../run/state";
import { ApiFixture, errorOf } from "../../testing/api-fixture";
import { publish, ScenarioRoom } from "../../testing/scenario-room";
import { hasSharedRunbooks, sharedRunbook } from "../../testing/shared-runbook";

let api: ApiFixture;
let room: ScenarioRoom;
let token: string;

async function tokenOf(name: string, runId?: string): Promise<string> {
  const json = { email: `${name}@holdpoint.test`, password: "holdpoint-demo", name: "alertmanager", runId };
  const reply = await api.post("/api/tokens", { json });
  expect(reply.status, reply.text).toBe(201);
  return (reply.json as { token: string }).token;
}

const alert = (change: object = {}) => ({
  status: "firing",
  labels: { alertname: "Http5xxErrorRateHigh", severity: "critical", instance: "api-1:9090" },
  annotations: { summary: "5xx at 3.2 % for 6 minutes" },
  startsAt: "2026-11-27T01:00:00.123456789Z",
  endsAt: "0001-01-01T00:00:00Z",
  generatorURL: "http://prometheus.example.org/graph",
  fingerprint: "c0ffee",
  ...change,
});

/** As Alertmanager sends it, documented for its webhook receiver. */
const notification = (...alerts: object[]) => ({
  version: "4",
  groupKey: '{}:{alertname="Http5xxErrorRateHigh"}',
  truncatedAlerts: 0,
  status: "firing",
  receiver: "holdpoint",
  groupLabels: { alertname: "Http5xxErrorRateHigh" },
  commonLabels: {},
  commonAnnotations: {},
  externalURL: "http://alertmanager.example.org",
  alerts,
});

const send = (json: object, by = token) => api.post(`/api/runs/${room.runId}/alerts`, { token: by, json });

async function outcomes(...alerts: object[]): Promise<AlertsAnswer["alerts"]> {
  const reply = await send(notification(...alerts));
  expect(reply.status, reply.text).toBe(200);
  return (reply.json as AlertsAnswer).alerts;
}

const seq = async () => (await room.state()).seq;

describe.skipIf(!hasSharedRunbooks)("alerts from Alertmanager", () => {
  beforeAll(async () => {
    api = await ApiFixture.start();
    room = await ScenarioRoom.plan(api, await publish(api, sharedRunbook("wien-pilot-cutover.md")));
    token = await tokenOf("ic", room.runId);
  });

  afterAll(() => api.stop());

  it("say that the run does not take them before it has begun", async () => {
    expect(await outcomes(alert())).toMatchObject([
      { outcome: "refused", reason: expect.stringMatching(/planned/) },
    ]);
    await room.must("ic", "StartRun");
  });

  it("start the clock of the trigger that their labels mean, on the state that everyone sees", async () => {
    const [answer] = await outcomes(alert());
    expect(answer).toMatchObject({ fingerprint: "c0ffee", outcome: "observed", reason: null });
    const state: RunState = await room.state();
    expect(state.clocks).toMatchObject([
      { triggerId: answer?.triggerId, text: "5xx error rate >1% for 5 min", expired: false },
    ]);
  });

  it("change nothing when the notification comes again, however often and at once", async () => {
    const before = await seq();
    const again = await Promise.all(Array.from({ length: 8 }, () => outcomes(alert())));
    expect(again.flat().map(({ outcome }) => outcome)).toEqual(Array(8).fill("known"));
    expect(await seq()).toBe(before);
  });

  it("that come at once for the first time are observed once", async () => {
    const replay = alert({ labels: { alertname: "ReplayAttack" }, fingerprint: "beef" });
    const all = await Promise.all(Array.from({ length: 8 }, () => outcomes(replay)));
    const counts = all.flat().map(({ outcome }) => outcome);
    expect(counts.filter((outcome) => outcome === "observed")).toHaveLength(1);
    expect(counts.filter((outcome) => outcome === "known")).toHaveLength(7);
  });

  it("mean nothing where no trigger speaks of them, and are told so one by one", async () => {
    const before = await seq();
    const answers = await outcomes(
      alert({ labels: { alertname: "NodeDiskFull" }, fingerprint: "d1" }),
      alert({ labels: { alertname: "TenantDataLeak", holdpoint_trigger: "nothing" }, fingerprint: "d2" }),
      alert({ labels: {}, fingerprint: "d3" }),
    );
    expect(answers.map(({ outcome, triggerId }) => ({ outcome, triggerId }))).toEqual(
      Array(3).fill({ outcome: "ignored", triggerId: null }),
    );
    expect(answers.map(({ reason }) => reason)).toEqual([
      expect.stringContaining("speaks of “NodeDiskFull”"),
      "This run has no rollback trigger “nothing”.",
      expect.stringContaining("alertname"),
    ]);
    expect(await seq()).toBe(before);
  });

  it("that are resolved are logged once, and leave the clock to the commander", async () => {
    const over = alert({ status: "resolved", endsAt: "2026-11-27T01:09:00Z" });
    const { clocks } = await room.state();
    expect(await outcomes(over, over)).toMatchObject([{ outcome: "resolved" }, { outcome: "known" }]);
    const state = await room.state();
    expect(state.clocks).toEqual(clocks);
    expect(state.alerts.find(({ fingerprint }) => fingerprint === "c0ffee")).toMatchObject({
      resolvedAt: "2026-11-27T01:09:00.000Z",
    });
  });

  it("take a token that is bound to this very run, whose owner holds a role in it", async () => {
    const other = await api.makeRun();
    const attempts = [
      await send(notification(alert()), await tokenOf("ic")),
      await send(notification(alert()), await tokenOf("ic", other)),
      await api.post(`/api/runs/${room.runId}/alerts`, { as: "ic", json: notification(alert()) }),
      await send(notification(alert({ fingerprint: "new" })), await tokenOf("admin", room.runId)),
      await api.post(`/api/runs/${room.runId}/alerts`, { json: notification(alert()) }),
    ];
    expect(attempts.map(({ status }) => status)).toEqual([403, 403, 403, 403, 401]);
  });

  it("are refused where they are no notification of version 4, are too big or too many", async () => {
    for (const json of [
      {},
      { ...notification(alert()), version: "3" },
      notification({}),
      notification(alert({ status: "pending" })),
      notification(alert({ startsAt: "yesterday" })),
      notification(alert({ fingerprint: "\u0000" })),
      notification(...Array.from({ length: 201 }, () => alert())),
    ])
      expect(errorOf(await send(json)).code).toBe("malformed");
    const big = notification(alert({ annotations: { summary: "x".repeat(300_000) } }));
    expect((await send(big)).status).toBe(413);
    const flood = await Promise.all(Array.from({ length: 130 }, () => send(notification())));
    const refused = flood.filter(({ status }) => status === 429);
    expect(refused.length).toBeGreaterThan(5);
    expect(refused[0]?.headers.get("retry-after")).toBe("60");
  });
});
