import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { ChannelAnswer, ChannelMadeAnswer } from "../../protocol/channels";
import { ApiFixture, errorOf } from "../../testing/api-fixture";
import { HttpReceiver } from "../../testing/http-receiver";
import { MailReceiver } from "../../testing/mail-receiver";

let api: ApiFixture;
let mail: MailReceiver;
const receivers: HttpReceiver[] = [];

beforeAll(async () => {
  mail = await MailReceiver.start();
  const smtp = { host: "127.0.0.1", port: mail.port, secure: false, user: null, password: null };
  api = await ApiFixture.start({
    outgoingAllow: ["127.0.0.1"],
    smtp: { ...smtp, from: "Holdpoint <holdpoint@example.org>" },
  });
});

afterAll(async () => {
  await api.stop();
  await mail.stop();
  for (const receiver of receivers) await receiver.stop();
});

async function receive(...how: Parameters<typeof HttpReceiver.start>): Promise<HttpReceiver> {
  const receiver = await HttpReceiver.start(...how);
  receivers.push(receiver);
  return receiver;
}

async function channel(change: object): Promise<ChannelMadeAnswer> {
  const json = { name: "A channel", kind: "webhook", runKind: "rehearsal", ...change };
  const reply = await api.post("/api/channels", { as: "admin", json });
  expect(reply.status, reply.text).toBe(201);
  return reply.json as ChannelMadeAnswer;
}

async function remove({ channelId }: ChannelAnswer): Promise<void> {
  expect((await api.call("DELETE", `/api/channels/${channelId}`, { as: "admin" })).status).toBe(204);
}

async function stateOf({ channelId }: ChannelAnswer): Promise<ChannelAnswer | undefined> {
  const reply = await api.get("/api/channels", { as: "admin" });
  return (reply.json as { channels: ChannelAnswer[] }).channels.find((each) => each.channelId === channelId);
}

async function broadcast(runId: string, text: string): Promise<void> {
  const reply = await api.command(runId, "scribe", { type: "SendBroadcast", text });
  expect(reply.status, reply.text).toBe(200);
}

/** The signature made again without the code that made it: by the platform's Web Crypto. */
async function signatureOf(secret: string, text: string): Promise<string> {
  const encode = (value: string) => new TextEncoder().encode(value);
  const usage = { name: "HMAC", hash: "SHA-256" };
  const key = await crypto.subtle.importKey("raw", encode(secret), usage, false, ["sign"]);
  return Buffer.from(await crypto.subtle.sign("HMAC", key, encode(text))).toString("hex");
}

describe("word that leaves the house", () => {
  it("goes to every channel of the run's kind, in each one's form, and to none of the other kind", async () => {
    const [slack, teams, signed, production] = await Promise.all([
      receive(),
      receive(),
      receive(),
      receive(),
    ]);
    const made = await Promise.all([
      channel({ kind: "slack", url: slack.url() }),
      channel({ kind: "teams", url: teams.url() }),
      channel({ url: signed.url() }),
      channel({ url: production.url(), runKind: "production" }),
      channel({ kind: "email", recipients: ["cto@example.org", "ops@example.org"] }),
    ]);
    const runId = await api.makeRun();
    await broadcast(runId, "Pre-flight PASS <!channel> & all is *well*\nNext at 02:15");
    await expect
      .poll(() => [slack, teams, signed].map(({ requests }) => requests.length).concat(mail.mails.length), {
        timeout: 10_000,
      })
      .toEqual([1, 1, 1, 1]);

    const text = JSON.parse(slack.requests[0]?.body ?? "").text as string;
    expect(text).toContain("*[REHEARSAL] Orders database, rehearsed: update 1*");
    expect(text).toContain("Pre-flight PASS &lt;!channel&gt; &amp; all is *well*");
    const card = JSON.parse(teams.requests[0]?.body ?? "");
    expect(card).toMatchObject({
      type: "message",
      attachments: [
        { contentType: "application/vnd.microsoft.card.adaptive", content: { type: "AdaptiveCard" } },
      ],
    });
    const [received] = signed.requests;
    const body = JSON.parse(received?.body ?? "");
    expect(body).toMatchObject({
      type: "broadcast",
      run: { id: runId, kind: "rehearsal" },
      event: { type: "BroadcastSent" },
    });
    const log = await api.get(`/api/runs/${runId}/events`, { as: "ic" });
    const events = (log.json as { events: { seq: number; hash: string }[] }).events;
    expect(events.find(({ seq }) => seq === body.event.seq)?.hash).toBe(body.event.hash);
    const timestamp = String(received?.headers["holdpoint-timestamp"]);
    const secret = made[2].signingSecret ?? "";
    expect(secret).toMatch(/^[\w-]{43}$/);
    expect(received?.headers["holdpoint-signature"]).toBe(
      `v1=${await signatureOf(secret, `${timestamp}.${received?.body}`)}`,
    );
    expect(received?.headers["holdpoint-delivery"]).toBe(body.id);
    expect(Math.abs(Number(timestamp) - Date.now() / 1000)).toBeLessThan(60);
    expect(mail.mails[0]?.to.toSorted()).toEqual(["cto@example.org", "ops@example.org"]);
    expect(mail.mails[0]?.raw).toMatch(/Subject: \[REHEARSAL\] Orders database, rehearsed: update 1/);
    expect(mail.mails[0]?.raw).not.toMatch(/cto@example/);
    expect(production.requests).toEqual([]);
    await expect.poll(async () => (await stateOf(made[2]))?.lastDeliveredAt).not.toBeNull();
    for (const each of made) await remove(each);
  });

  it("escalates a halt and a decision to channels that ask for them, and to no other", async () => {
    const [asks, quiet] = await Promise.all([receive(), receive()]);
    const made = [
      await channel({ url: asks.url(), escalations: ["halt", "decision"] }),
      await channel({ url: quiet.url() }),
    ];
    const runId = await api.makeRun();
    const abort = await api.command(runId, "deployer", { type: "ReportAbort", text: "Smoke on the water" });
    expect(abort.status, abort.text).toBe(200);
    await broadcast(runId, "We are halted");
    await expect.poll(() => asks.requests.length, { timeout: 10_000 }).toBe(2);
    await expect.poll(() => quiet.requests.length).toBe(1);
    const types = asks.requests.map(({ body }) => JSON.parse(body).type).toSorted();
    expect(types).toEqual(["broadcast", "halt"]);
    expect(asks.requests.some(({ body }) => JSON.parse(body).text.includes("Smoke on the water"))).toBe(true);
    for (const each of made) await remove(each);
  });

  it("is tried again after an error, later each time, under the same id, and the error is shown until it got through", async () => {
    const flaky = await receive((response, before) => response.writeHead(before < 2 ? 503 : 200).end());
    const made = await channel({ url: flaky.url() });
    const runId = await api.makeRun();
    await broadcast(runId, "Once is enough");
    await expect.poll(() => flaky.requests.length, { timeout: 10_000 }).toBe(1);
    await expect
      .poll(() => stateOf(made))
      .toMatchObject({ waiting: 1, lastError: "127.0.0.1 answered with status 503.", lastDeliveredAt: null });
    await expect.poll(() => flaky.requests.length, { timeout: 25_000 }).toBe(3);
    const [first = 0, second = 0, third = 0] = flaky.requests.map(({ at }) => at);
    expect(second - first).toBeGreaterThan(2_000);
    expect(third - second).toBeGreaterThan(second - first);
    expect(new Set(flaky.requests.map(({ headers }) => headers["holdpoint-delivery"])).size).toBe(1);
    await expect.poll(() => stateOf(made)).toMatchObject({ waiting: 0, lastError: null });
    await remove(made);
  }, 60_000);

  it("goes on beside a dead channel, and the run does not feel it", async () => {
    const [silent, alive] = await Promise.all([receive(() => {}), receive()]);
    const made = [await channel({ url: silent.url() }), await channel({ url: alive.url() })];
    const runId = await api.makeRun();
    const begun = performance.now();
    for (let n = 1; n <= 8; n += 1) await broadcast(runId, `Update ${n}`);
    expect(performance.now() - begun).toBeLessThan(5_000);
    await expect.poll(() => alive.requests.length, { timeout: 8_000 }).toBe(8);
    expect(silent.requests.length).toBe(1);
    for (const each of made) await remove(each);
  });

  it("costs no row where no channel takes it, and is dropped where the channel was switched off meanwhile", async () => {
    const down = await receive((response) => response.writeHead(500).end());
    const runId = await api.makeRun();
    await broadcast(runId, "To nobody");
    const { rows } = await api.services.db.pool.query('SELECT 1 FROM delivery WHERE "runId" = $1', [runId]);
    expect(rows).toEqual([]);
    const made = await channel({ url: down.url() });
    await broadcast(runId, "To a channel that fails");
    await expect.poll(() => down.requests.length, { timeout: 10_000 }).toBe(1);
    const off = await api.post(`/api/channels/${made.channelId}`, { as: "admin", json: { enabled: false } });
    expect(off.json).toMatchObject({ enabled: false, waiting: 1 });
    await broadcast(runId, "To a channel that is off");
    await expect.poll(() => stateOf(made), { timeout: 15_000 }).toMatchObject({ waiting: 0, givenUp: 0 });
    expect(down.requests.length).toBe(1);
    await remove(made);
  }, 40_000);

  it("has a job again where one went missing: trouble with the jobs does not stop a run", async () => {
    const receiver = await receive();
    const made = await channel({ url: receiver.url() });
    const runId = await api.makeRun();
    const { pool } = api.services.db;
    await pool.query("ALTER SCHEMA graphile_worker RENAME TO away");
    await broadcast(runId, "Said while the jobs were away");
    await pool.query("ALTER SCHEMA away RENAME TO graphile_worker");
    await expect.poll(() => receiver.requests.length, { timeout: 15_000 }).toBe(1);
    await remove(made);
  }, 40_000);

  it("is given up after its last attempt, and says so", async () => {
    const down = await receive((response) => response.writeHead(500).end());
    const made = await channel({ url: down.url() });
    const runId = await api.makeRun();
    await broadcast(runId, "Nobody will hear this");
    await expect.poll(() => down.requests.length, { timeout: 10_000 }).toBe(1);
    const { pool } = api.services.db;
    const last =
      "UPDATE graphile_worker._private_jobs SET attempts = max_attempts - 1 WHERE locked_by IS NULL AND attempts > 0";
    await expect.poll(async () => (await pool.query(last)).rowCount, { timeout: 10_000 }).toBe(1);
    await expect.poll(() => stateOf(made), { timeout: 15_000 }).toMatchObject({ waiting: 0, givenUp: 1 });
    expect(down.requests.length).toBe(2);
    const jobs = () =>
      pool.query("SELECT 1 FROM graphile_worker.jobs WHERE key IN (SELECT id::text FROM delivery)");
    await expect.poll(async () => (await jobs()).rowCount).toBe(0);
    await remove(made);
  }, 40_000);
});

describe("a channel", () => {
  it("is the administrators' alone, and its address and key are never shown again", async () => {
    const receiver = await receive();
    const made = await channel({ url: receiver.url("/very-secret-path") });
    const path = `/api/channels/${made.channelId}`;
    const asIc = [
      await api.get("/api/channels", { as: "ic" }),
      await api.post("/api/channels", {
        as: "ic",
        json: { name: "x", kind: "slack", runKind: "rehearsal", url: receiver.url() },
      }),
      await api.post(path, { as: "ic", json: { enabled: false } }),
      await api.post(`${path}/test`, { as: "ic", json: {} }),
      await api.call("DELETE", path, { as: "ic" }),
    ];
    expect(asIc.map(({ status }) => status)).toEqual([403, 403, 403, 403, 403]);
    const list = await api.get("/api/channels", { as: "admin" });
    expect(list.text).not.toContain("very-secret-path");
    expect(list.text).not.toContain(made.signingSecret);
    const { rows } = await api.services.db.pool.query("SELECT row_to_json(c)::text AS text FROM channel c");
    const stored = rows.map(({ text }) => text).join();
    expect(stored).not.toContain("very-secret-path");
    expect(stored).not.toContain(made.signingSecret);
    await remove(made);
  });

  it("is tested at once, and says what came of it", async () => {
    const [good, bad] = [await receive(), await receive((response) => response.writeHead(404).end())];
    const made = [
      await channel({ kind: "slack", url: good.url() }),
      await channel({ kind: "slack", url: bad.url() }),
    ];
    const replies = [];
    for (const { channelId } of made)
      replies.push(await api.post(`/api/channels/${channelId}/test`, { as: "admin", json: {} }));
    expect(replies.map(({ json }) => json)).toEqual([
      { delivered: true, error: null },
      { delivered: false, error: "127.0.0.1 answered with status 404." },
    ]);
    expect(JSON.parse(good.requests[0]?.body ?? "").text).toContain("Test of the channel “A channel”");
    for (const each of made) await remove(each);
  });

  it("of mail says whom the server refused", async () => {
    const made = await channel({ kind: "email", recipients: ["a@example.org", "b@refused.test"] });
    const nobody = await channel({ kind: "email", recipients: ["b@refused.test"] });
    const test = ({ channelId }: ChannelAnswer) =>
      api.post(`/api/channels/${channelId}/test`, { as: "admin", json: {} });
    expect((await test(made)).json).toEqual({
      delivered: true,
      error: "The mail server refused b@refused.test.",
    });
    expect((await test(nobody)).json).toMatchObject({
      delivered: false,
      error: expect.stringMatching(/no such mailbox/),
    });
    await remove(made);
    await remove(nobody);
  });

  it("leads to no private address, whatever its notation", async () => {
    for (const url of [
      "https://[::ffff:10.0.0.1]/",
      "https://169.254.169.254/latest",
      "http://example.org/",
    ]) {
      const json = { name: "x", kind: "slack", runKind: "rehearsal", url };
      const reply = await api.post("/api/channels", { as: "admin", json });
      expect(reply.status, url).toBe(422);
      expect(errorOf(reply).code).toBe("unusable");
    }
  });
});
