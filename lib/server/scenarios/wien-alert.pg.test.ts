import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { ApiFixture } from "../../testing/api-fixture";
import { HttpReceiver } from "../../testing/http-receiver";
import { MailReceiver } from "../../testing/mail-receiver";
import { publish, ScenarioRoom } from "../../testing/scenario-room";
import { SetClock } from "../../testing/set-clock";
import { hasSharedRunbooks, sharedRunbook } from "../../testing/shared-runbook";
import type { MakeClock } from "../services";

describe.skipIf(!hasSharedRunbooks)("an alert during the Wien pilot", () => {
  let api: ApiFixture;
  let clock: SetClock;
  let mail: MailReceiver;
  let hook: HttpReceiver;

  beforeAll(async () => {
    [mail, hook] = await Promise.all([MailReceiver.start(), HttpReceiver.start()]);
    const makeClock: MakeClock = (db, log) => {
      clock = new SetClock(db.pool, log);
      return clock;
    };
    const smtp = { host: "127.0.0.1", port: mail.port, secure: false, user: null, password: null };
    const settings = {
      outgoingAllow: ["127.0.0.1"],
      smtp: { ...smtp, from: "holdpoint@example.org" },
    };
    api = await ApiFixture.start(settings, makeClock);
  });

  afterAll(async () => {
    await api.stop();
    await Promise.all([mail.stop(), hook.stop()]);
  });

  test("starts the clock, escalates when it expires, and the commander's decision is in everyone's hands", async () => {
    const word = { runKind: "rehearsal", escalations: ["halt", "clock", "decision"] };
    for (const json of [
      { ...word, kind: "email", name: "CTO", recipients: ["cto@example.org"] },
      { ...word, kind: "webhook", name: "Status board", url: hook.url() },
    ])
      expect((await api.post("/api/channels", { as: "admin", json })).status).toBe(201);
    const room = await ScenarioRoom.plan(api, await publish(api, sharedRunbook("wien-pilot-cutover.md")));
    await room.must("ic", "StartRun");
    const made = await api.post("/api/tokens", {
      json: {
        email: "ic@holdpoint.test",
        password: "holdpoint-demo",
        name: "alertmanager",
        runId: room.runId,
      },
    });
    const { token } = made.json as { token: string };

    // Alertmanager says that 5xx is over 1 %.
    const alert = {
      status: "firing",
      labels: { alertname: "Http5xxErrorRateHigh" },
      annotations: { summary: "5xx at 3.2 %" },
      startsAt: clock.iso(),
      endsAt: "0001-01-01T00:00:00Z",
      fingerprint: "c0ffee",
    };
    const sent = await api.post(`/api/runs/${room.runId}/alerts`, {
      token,
      json: { version: "4", alerts: [alert] },
    });
    expect(sent.json).toMatchObject({ alerts: [{ outcome: "observed" }] });
    const [running] = (await room.state()).clocks;
    expect(running).toMatchObject({ text: "5xx error rate >1% for 5 min", expired: false });

    // Nobody decides in time: it is logged, escalated, and stays red.
    clock.setTo(running?.dueAt ?? "");
    await api.services.timers.look();
    expect((await room.state()).clocks).toMatchObject([{ expired: true }]);
    const types = () => hook.requests.map(({ body }) => JSON.parse(body).type);
    await expect.poll(types, { timeout: 10_000 }).toEqual(["clock-expired"]);
    await expect.poll(() => mail.mails.length, { timeout: 10_000 }).toBe(1);
    expect(mail.mails[0]?.raw).toContain("CLOCK EXPIRED");

    // The commander rolls back; the room says so.
    await room.must("ic", "Decide", { verdict: "rollback", reason: "5xx keeps rising" });
    await room.must("scribe", "SendBroadcast", { text: "We are rolling back." });
    await expect.poll(types, { timeout: 10_000 }).toEqual(["clock-expired", "decision", "broadcast"]);
    await expect.poll(() => mail.mails.length, { timeout: 10_000 }).toBe(3);
    expect(mail.mails[1]?.raw).toContain("ROLLBACK");
    expect(JSON.parse(hook.requests[1]?.body ?? "").text).toContain("5xx keeps rising");
    expect((await room.state()).clocks).toEqual([]);
  });
});
