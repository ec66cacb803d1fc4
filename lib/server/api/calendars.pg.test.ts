import { randomUUID } from "node:crypto";
import ICAL from "ical.js";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { ApiFixture } from "../../testing/api-fixture";

let api: ApiFixture;
let runId: string;

beforeAll(async () => {
  api = await ApiFixture.start();
  runId = await api.makeRun();
});

afterAll(() => api.stop());

function eventOf(text: string) {
  const event = new ICAL.Component(ICAL.parse(text)).getFirstSubcomponent("vevent");
  if (!event) throw new Error("no event");
  const value = (name: string) => String(event.getFirstPropertyValue(name));
  return { uid: value("uid"), sequence: Number(value("sequence")), url: value("url"), text };
}

async function share(): Promise<{ token: string; linkId: string }> {
  const reply = await api.post(`/api/runs/${runId}/share-links`, { as: "ic", json: {} });
  return reply.json as { token: string; linkId: string };
}

const ofRun = async () => eventOf((await api.get(`/api/runs/${runId}/calendar.ics`, { as: "dba" })).text);

describe("the window as a calendar file", () => {
  test("keeps its identity and counts up when T-0 moves, and not when something else happens", async () => {
    const first = await ofRun();
    await api.command(runId, "scribe", { type: "SendBroadcast", text: "All is calm." });
    expect(await ofRun()).toEqual(first);
    const { json } = await api.get(`/api/runs/${runId}`, { as: "ic" });
    const { t0 } = (json as { state: { t0: string } }).state;
    const later = new Date(Date.parse(t0) + 600_000).toISOString();
    await api.command(runId, "ic", { type: "MoveT0", t0: later, reason: "The vendor is late" });
    const moved = await ofRun();
    expect(moved.uid).toBe(first.uid);
    expect(moved.sequence).toBe(first.sequence + 1);
    expect(moved.text).not.toContain("vendor");
  });

  test("is given to a share link with the link's own address and no name of the run's, until it is revoked", async () => {
    const { token, linkId } = await share();
    const reply = await api.get(`/s/${token}/calendar.ics`, {});
    expect(reply.status).toBe(200);
    expect(reply.headers.get("content-type")).toBe("text/calendar; charset=utf-8");
    expect(reply.headers.get("cache-control")).toBe("public, s-maxage=1, max-age=0");
    const event = eventOf(reply.text);
    expect(event.uid).toBe((await ofRun()).uid);
    expect(event.url).toBe(`http://localhost:3000/s/${token}`);
    expect(reply.text.replaceAll("\r\n ", "")).not.toContain(runId);
    await api.call("DELETE", `/api/runs/${runId}/share-links/${linkId}`, { as: "ic" });
    expect((await api.get(`/s/${token}/calendar.ics`, {})).status).toBe(404);
  });

  test("is nobody's without an account or a link, and of no run that does not exist", async () => {
    expect((await api.get(`/api/runs/${runId}/calendar.ics`, {})).status).toBe(401);
    expect((await api.get(`/api/runs/${randomUUID()}/calendar.ics`, { as: "ic" })).status).toBe(404);
    expect((await api.get("/s/none/calendar.ics", {})).status).toBe(404);
  });
});
