import { randomUUID } from "node:crypto";
import { once } from "node:events";
import { createServer, type Server as HttpServer } from "node:http";
import type { AddressInfo } from "node:net";
import { io, type Socket } from "socket.io-client";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { clientCommandTypes } from "../../protocol/commands.schema";
import type { PresenceMessage } from "../../protocol/socket";
import type { RunEvent } from "../../run/events";
import { ApiFixture, ORIGIN } from "../../testing/api-fixture";
import { guardUpgrades } from "../http-front";
import { attachGateway } from "./run-gateway";

const PEOPLE = ["ic", "deployer", "dba", "payments", "scribe", "approver", "author", "admin"];
const SERVER_ONLY = ["PlanRun", "ExpireDecisionClock", "ExpireWaiver", "LapseOffer"];

let api: ApiFixture;
let http: HttpServer;
let runId: string;
const sockets: Socket[] = [];

beforeAll(async () => {
  api = await ApiFixture.start();
  runId = await api.makeRun();
  http = createServer();
  attachGateway(http, api.services);
  guardUpgrades(http, api.services.env, null);
  http.listen(0, "127.0.0.1");
  await once(http, "listening");
});

afterEach(() => {
  for (const socket of sockets.splice(0)) socket.disconnect();
});

afterAll(async () => {
  await api.stop();
  http.close();
});

async function connect(headers: Record<string, string>, auth: Record<string, unknown> = {}): Promise<Socket> {
  const { port } = http.address() as AddressInfo;
  const options = { transports: ["websocket"], forceNew: true, reconnection: false };
  const socket = io(`http://127.0.0.1:${port}`, { ...options, extraHeaders: headers, auth });
  sockets.push(socket);
  await new Promise<void>((resolve, reject) => {
    socket.on("connect", () => resolve());
    socket.on("connect_error", reject);
  });
  return socket;
}

async function joined(person: string): Promise<Socket> {
  const socket = await connect({ cookie: (await api.signIn(person)).cookie, origin: ORIGIN });
  await socket.emitWithAck("join", { runId, after: 0 });
  return socket;
}

async function headSeq(): Promise<number> {
  return ((await api.get(`/api/runs/${runId}`, { as: "ic" })).json as { seq: number }).seq;
}

/** A body that names everything that a command of any type may want. */
function bodyOf(type: string): Record<string, unknown> {
  const words = { reason: "because", text: "Seen", note: "Seen", statement: "I agree", verdict: "rollback" };
  return { runId, commandId: randomUUID(), type, ...words, role: "scribe", email: "admin@holdpoint.test" };
}

describe("S1 every role × every command over the socket", () => {
  test.each(PEOPLE)("nothing that %s sends there reaches the log", async (person) => {
    const before = await headSeq();
    const socket = await joined(person);
    for (const type of [...clientCommandTypes, ...SERVER_ONLY]) {
      for (const event of ["command", "commands", "execute", type]) socket.emit(event, bodyOf(type));
    }
    // Frames of one socket are handled in their order: with this answer, all of them have been.
    expect(socket.connected ? await socket.emitWithAck("time") : "cut off").toBeTruthy();
    expect(await headSeq()).toBe(before);
  });

  test("nothing that the holder of a share link sends there reaches the log, nor may it join", async () => {
    const before = await headSeq();
    const made = await api.post(`/api/runs/${runId}/share-links`, { as: "ic", json: {} });
    const { token } = made.json as { token: string };
    const socket = await connect({}, { share: token });
    for (const type of clientCommandTypes) socket.emit("command", bodyOf(type));
    const bye = once(socket as unknown as NodeJS.EventEmitter, "bye");
    socket.emit("join", { runId, after: 0 }, () => {});
    expect((await bye)[0]).toHaveProperty("reason");
    expect(await headSeq()).toBe(before);
  });
});

describe("S1 a role that is taken away", () => {
  test("is gone within a second from every open screen, and from the next command on", async () => {
    const socket = await joined("scribe");
    const events: RunEvent[] = [];
    const presence: PresenceMessage[] = [];
    socket.on("events", (message: { events: RunEvent[] }) => events.push(...message.events));
    socket.on("presence", (message: PresenceMessage) => presence.push(message));
    const given = { type: "AssignRole", role: "scribe", email: "author@holdpoint.test" };
    const start = performance.now();
    expect((await api.command(runId, "ic", given)).status).toBe(200);
    expect((await api.command(runId, "scribe", { type: "LogEntry", text: "Mine?" })).status).toBe(403);
    await expect.poll(() => events.map((event) => event.type), { interval: 10 }).toContain("RoleAssigned");
    expect(performance.now() - start).toBeLessThan(1000);
    const rolesOf = () => presence.at(-1)?.people.find((person) => person.name === "Eli")?.roles;
    await expect.poll(rolesOf, { timeout: 6000 }).toEqual([]);
  });
});
