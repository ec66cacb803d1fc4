import { type ChildProcess, fork } from "node:child_process";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { HttpReceiver } from "../../testing/http-receiver";
import { makePerson, makeRun, sendOk } from "../../testing/run-factory";
import {
  createTestDatabase,
  startTestNode,
  type TestDatabase,
  testEnv,
} from "../../testing/template-database";
import { createChannel } from "../channels/channels";
import type { Services } from "../services";

const KILLS = 5;
/** A job of a killed worker is another's after this, ms; graphile-worker alone would leave it locked for hours. */
const AT_ONCE_MS = 5_000;

const ALLOWED = { outgoingAllow: ["127.0.0.1"] };

let database: TestDatabase;
/** Sends the commands; delivers nothing itself. */
let asker: Services;
let receiver: HttpReceiver;

beforeAll(async () => {
  database = await createTestDatabase();
  asker = await startTestNode(database, ALLOWED);
  await asker.deliveries.stop();
});

afterAll(async () => {
  await asker.stop();
  await receiver.stop();
  await database.drop();
});

async function startNode(): Promise<ChildProcess> {
  const child = fork(
    join("lib", "testing", "node-child.ts"),
    [JSON.stringify(testEnv(database.url, ALLOWED))],
    {
      execArgv: ["--import", "tsx"],
      silent: true,
    },
  );
  const message = await new Promise<unknown>((resolve) => child.once("message", resolve));
  expect(message).toBe("up");
  return child;
}

async function kill(child: ChildProcess): Promise<void> {
  const gone = new Promise((resolve) => child.once("exit", resolve));
  child.kill("SIGKILL");
  await gone;
}

it("a delivery whose worker is killed in the middle is taken up by another node at once, and none is lost", async () => {
  // The first attempt at each message hangs, as long as its worker lives.
  const seen = new Set<string>();
  receiver = await HttpReceiver.start((response) => {
    const id = String(receiver.requests.at(-1)?.headers["holdpoint-delivery"]);
    if (seen.has(id)) response.end();
    seen.add(id);
  });
  const admin = await makePerson(asker, "Ada Admin");
  const made = await createChannel(asker, admin.personId, {
    name: "Receiver",
    kind: "webhook",
    runKind: "rehearsal",
    escalations: [],
    url: receiver.url(),
  });
  expect(made.ok).toBe(true);
  const run = await makeRun(asker);
  const late: number[] = [];
  let worker = await startNode();
  for (let n = 1; n <= KILLS; n += 1) {
    await sendOk(asker, run.commander, run.runId, {
      type: "SendBroadcast",
      payload: { text: `Update ${n}` },
    });
    await expect.poll(() => seen.size, { timeout: 20_000 }).toBe(n);
    const next = await startNode();
    await kill(worker);
    const killed = Date.now();
    await expect.poll(() => receiver.requests.length, { timeout: 20_000 }).toBe(2 * n);
    late.push((receiver.requests.at(-1)?.at ?? 0) - killed);
    worker = next;
  }
  const open = () => asker.db.pool.query("SELECT 1 FROM delivery WHERE status <> 'delivered'");
  await expect.poll(async () => (await open()).rowCount, { timeout: 10_000 }).toBe(0);
  await kill(worker);
  const worst = Math.max(...late);
  process.stdout.write(
    `${KILLS} workers killed in the middle of a delivery: ${seen.size} of ${KILLS} delivered, taken up after at most ${worst} ms\n`,
  );
  expect(worst).toBeLessThan(AT_ONCE_MS);
}, 200_000);
