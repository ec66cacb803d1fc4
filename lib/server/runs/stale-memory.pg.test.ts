import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { io } from "socket.io-client";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { makeRun, sendOk, type TestPerson } from "../../testing/run-factory";
import { createTestDatabase, startTestNode, type TestDatabase } from "../../testing/template-database";
import { createApi } from "../api/app";
import { attachGateway } from "../realtime/run-gateway";
import type { Services } from "../services";
import { createShareLink } from "./share-links";

let database: TestDatabase;
let here: Services;
let there: Services;

beforeAll(async () => {
  database = await createTestDatabase();
  [here, there] = [await startTestNode(database), await startTestNode(database)];
});

afterAll(async () => {
  await Promise.all([here.stop(), there.stop()]);
  await database.drop();
});

const principalOf = ({ personId, name, sessionId }: TestPerson) => ({
  ...{ personId, name, email: "x@holdpoint.test", isAdmin: false },
  via: { kind: "session" as const, sessionId },
});

/** A started run that `there` has in memory as it is now. */
async function rememberedRun() {
  const run = await makeRun(here);
  await there.runs.states.load(run.runId);
  return run;
}

async function link(run: { runId: string; commander: TestPerson }): Promise<string> {
  const made = await createShareLink(here, principalOf(run.commander), run.runId, {});
  if (!made.ok) throw new Error(made.problem.message);
  return made.value.token;
}

const word = "Everything is late.";
const broadcast = { type: "SendBroadcast" as const, payload: { text: word } };

describe("a node that remembers a run as it was before another node went on with it", () => {
  it("S1 lets nobody share who has handed over the decision meanwhile", async () => {
    const { runId, commander, operator } = await makeRun(here);
    const handOver = async (from: TestPerson, to: TestPerson) => {
      const { personId, name } = to;
      await sendOk(here, from, runId, { type: "OfferCommand", payload: { personId, name } });
      const offerId = (await here.runs.states.refresh(runId))?.state.commandOffer?.id ?? "";
      await sendOk(here, to, runId, { type: "AcceptCommand", payload: { offerId } });
    };
    await handOver(commander, operator);
    await there.runs.states.load(runId);
    const { personId, name } = commander;
    const back = { type: "AssignRole" as const, payload: { role: "operator", personId, name } };
    await sendOk(here, operator, runId, back);
    await handOver(operator, commander);
    const made = await createShareLink(there, principalOf(operator), runId, {});
    expect(made).toMatchObject({ ok: false, problem: { code: "forbidden" } });
  });

  it("shows the holder of a link the run as it is", async () => {
    const run = await rememberedRun();
    const token = await link(run);
    await sendOk(here, run.commander, run.runId, broadcast);
    const headers = { host: "localhost:3000" };
    const answer = await createApi(there).request(`/s/${token}/status.json`, { headers });
    expect(await answer.json()).toMatchObject({ sentence: word });
  });

  it("shows it so on the holder's socket, too, first and after every change", async () => {
    const run = await rememberedRun();
    const token = await link(run);
    await sendOk(here, run.commander, run.runId, broadcast);
    const http = createServer();
    attachGateway(http, there);
    http.listen(0, "127.0.0.1");
    await once(http, "listening");
    const { port } = http.address() as AddressInfo;
    const options = { transports: ["websocket"], reconnection: false, auth: { share: token } };
    const socket = io(`http://127.0.0.1:${port}`, options);
    const seen: string[] = [];
    socket.on("share", ({ sentence }: { sentence: string }) => seen.push(sentence));
    await expect.poll(() => seen).toEqual([word]);
    const next = { type: "SendBroadcast" as const, payload: { text: "Now it is on time." } };
    await sendOk(here, run.commander, run.runId, next);
    await expect.poll(() => seen.at(-1)).toBe("Now it is on time.");
    socket.disconnect();
    http.close();
  });
});
