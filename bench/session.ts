// One session: a fresh server, its watchers, and the measurements Q1-Q4 on it.
import { setTimeout as pause } from "node:timers/promises";
import { z } from "zod";
import { HttpClient } from "./http-client";
import { machineMs, serverUsage } from "./process-usage";
import type { RunningSide, Side } from "./side";
import { percentile } from "./statistics";
import { monotonicMs } from "./watch-messages";
import { Watchers } from "./watchers";

const writers = 8;
const warmUpWatchers = 5;
const warmUpWrites = 1_000;
const warmUpMs = 5_000;
const settleMs = 1_000;
const gapMs = 20;
const deliveryTimeoutMs = 10_000;
const drainTimeoutMs = 30_000;
const mostBurstWrites = 20_000;

export interface SessionPlan {
  watchers: number;
  /** Spaced writes of one writer; 0 leaves Q1, Q2 out. */
  spaced: number;
  burstMs: number;
  watcherBundle: string;
}

/** CPU of each party during a phase, as shares of one core. */
export interface Shares {
  server: number;
  postgres: number;
  watchers: number;
  bench: number;
}

export interface SessionResult {
  /** Q1, milliseconds from the post to the last watcher. */
  latencyP50: number;
  latencyP95: number;
  /** Until the writer had its answer, milliseconds. */
  answerP50: number;
  /** Q2, milliseconds of CPU a command in the spaced phase. */
  serverCpu: number;
  postgresCpu: number;
  /** Q3, commands a second that all watchers have got. */
  throughput: number;
  burstServerCpu: number;
  shares: Shares;
  /** Q4: bytes, and milliseconds of CPU. */
  rssPerWatcher: number;
  joinCpu: number;
  idleRss: number;
  /** CPU that others on this machine used meanwhile, as a share of one core: what disturbs. */
  others: number;
  troubles: string[];
}

const answerSchema = z.object({ seq: z.int() });

interface Stage {
  side: RunningSide;
  http: HttpClient;
  watchers: Watchers;
}

async function write({ side, http }: Stage, writer: number): Promise<number> {
  return answerSchema.parse(await http.send("POST", side.post(writer))).seq;
}

/** Eight writers, each posting as soon as it has its answer, until the time or the number of writes is reached. */
async function writeTogether(stage: Stage, forMs: number, most: number) {
  const until = monotonicMs() + forMs;
  let written = 0;
  let lastSeq = 0;
  const keepWriting = async (writer: number) => {
    while (monotonicMs() < until && written < most) {
      written += 1;
      const seq = await write(stage, writer);
      lastSeq = Math.max(lastSeq, seq);
    }
  };
  await Promise.all(Array.from({ length: writers }, (_, writer) => keepWriting(writer)));
  return { written, lastSeq };
}

/** Lets the just-in-time compilers of all parties see the whole way before anything counts. */
async function warmUp(stage: Stage) {
  await stage.watchers.connect(await stage.side.target(), warmUpWatchers);
  const { lastSeq } = await writeTogether(stage, warmUpMs, warmUpWrites);
  await stage.watchers.delivered(lastSeq, deliveryTimeoutMs);
  await stage.watchers.disconnect();
  await pause(settleMs);
}

/** RSS once the garbage is gone, so that neither start nor warm-up is taken for what watchers cost. */
async function heldBytes({ side }: Stage): Promise<number> {
  for (let times = 0; times < 2; times += 1) {
    side.collectGarbage();
    await pause(settleMs / 2);
  }
  return serverUsage(side.pid).rssBytes;
}

async function measureJoin(stage: Stage, count: number) {
  const target = await stage.side.target();
  const idleRss = await heldBytes(stage);
  const before = serverUsage(stage.side.pid).serverMs;
  await stage.watchers.connect(target, count);
  // What a join sets off later (presence) belongs to it.
  await pause(settleMs);
  const joinCpu = (serverUsage(stage.side.pid).serverMs - before) / count;
  return { rssPerWatcher: ((await heldBytes(stage)) - idleRss) / count, joinCpu, idleRss };
}

async function measureSpaced(stage: Stage, count: number) {
  for (let i = 0; i < Math.min(count, 10); i += 1)
    await stage.watchers.delivered(await write(stage, 0), deliveryTimeoutMs);
  const latencies: number[] = [];
  const answers: number[] = [];
  const before = serverUsage(stage.side.pid);
  for (let i = 0; i < count; i += 1) {
    const posted = monotonicMs();
    const seq = await write(stage, i % writers);
    answers.push(monotonicMs() - posted);
    latencies.push((await stage.watchers.delivered(seq, deliveryTimeoutMs)) - posted);
    await pause(gapMs);
  }
  const after = serverUsage(stage.side.pid);
  return {
    latencyP50: percentile(latencies, 0.5),
    latencyP95: percentile(latencies, 0.95),
    answerP50: percentile(answers, 0.5),
    serverCpu: (after.serverMs - before.serverMs) / count,
    postgresCpu: (after.postgresMs - before.postgresMs) / count,
  };
}

function cpuOfAll({ side, watchers }: Stage) {
  const { serverMs, postgresMs } = serverUsage(side.pid);
  const own = process.cpuUsage();
  return {
    server: serverMs,
    postgres: postgresMs,
    watchers: watchers.cpuMs,
    bench: (own.user + own.system) / 1_000,
  };
}

/** Answers how much of a core everyone but us has used since. */
function startWatch(stage: Stage): () => number {
  const strangers = () => {
    const ours = cpuOfAll(stage);
    return machineMs() - ours.server - ours.postgres - ours.watchers - ours.bench;
  };
  const began = monotonicMs();
  const before = strangers();
  return () => (strangers() - before) / (monotonicMs() - began);
}

/** The burst ends when the last watcher has the last event: what was only taken in does not count. */
async function measureBurst(stage: Stage, burstMs: number) {
  const before = cpuOfAll(stage);
  const began = monotonicMs();
  const { written, lastSeq } = await writeTogether(stage, burstMs, mostBurstWrites);
  const took = (await stage.watchers.delivered(lastSeq, drainTimeoutMs)) - began;
  const after = cpuOfAll(stage);
  return {
    throughput: (written * 1_000) / took,
    burstServerCpu: (after.server - before.server) / written,
    shares: {
      server: (after.server - before.server) / took,
      postgres: (after.postgres - before.postgres) / took,
      watchers: (after.watchers - before.watchers) / took,
      bench: (after.bench - before.bench) / took,
    },
  };
}

const noSpaced = {
  latencyP50: Number.NaN,
  latencyP95: Number.NaN,
  answerP50: Number.NaN,
  serverCpu: Number.NaN,
  postgresCpu: Number.NaN,
};

/** Starts the side, measures, and ends everything that it started, whatever happens. */
export async function measureSession(from: Side, plan: SessionPlan): Promise<SessionResult> {
  const side = await from.start();
  const stage: Stage = {
    side,
    http: new HttpClient(side.url),
    watchers: Watchers.start(plan.watcherBundle, plan.watchers > 100 ? 2 : 1),
  };
  try {
    await warmUp(stage);
    const since = startWatch(stage);
    const join = await measureJoin(stage, plan.watchers);
    const spaced = plan.spaced > 0 ? await measureSpaced(stage, plan.spaced) : noSpaced;
    const burst = await measureBurst(stage, plan.burstMs);
    const troubles = [...stage.watchers.troubles];
    return { ...join, ...spaced, ...burst, others: since(), troubles };
  } finally {
    stage.http.close();
    await stage.watchers.stop();
    await side.stop();
  }
}
