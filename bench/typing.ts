// Q7, second half: what typing in the editor costs the page's main thread, in a real browser, on a text of 2,000 lines.
import { existsSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import { type CDPSession, chromium, type Page } from "@playwright/test";
import { z } from "zod";
import { type ServerProcess, startServer } from "./server-process";
import { median } from "./statistics";
import { longRunbook } from "./typing-document";

/** One repeat: the longest stretch without a chance for a keystroke, milliseconds. */
interface TypingRepeat {
  /** By the clock; others on the machine make it longer. */
  longestMs: number;
  /** In processor time of the page's main thread. */
  longestCpuMs: number;
  /** Share of tasks above the target, of those that took a millisecond or more. */
  tasks: number;
  over: number;
}

export interface TypingResult {
  lines: number;
  repeats: TypingRepeat[];
}

const mostMs = 16;
const lines = 2_000;
const keyPauseMs = 70;
const restMs = 1_500;

const published = z.object({ slug: z.string() });
const traceEvent = z.object({
  name: z.string(),
  pid: z.number(),
  tid: z.number(),
  dur: z.number().optional(),
  tdur: z.number().optional(),
  args: z.looseObject({ name: z.unknown() }).partial().optional(),
});

const browserPath = () =>
  [process.env.CHROMIUM_PATH, "/usr/bin/chromium", "/usr/bin/chromium-browser"].find(
    (path): path is string => path !== undefined && existsSync(path),
  );

/** Opens the long runbook in the editor as its author. */
async function openEditor(page: Page, url: string): Promise<void> {
  const { request } = page.context();
  const { csrfToken } = z
    .object({ csrfToken: z.string() })
    .parse(await (await request.get(`${url}/api/auth/csrf`)).json());
  const form = { csrfToken, email: "author@holdpoint.test", password: "holdpoint-demo", json: "true" };
  await request.post(`${url}/api/auth/callback/credentials`, { headers: { origin: url }, form });
  const answer = await request.post(`${url}/api/runbooks`, {
    headers: { "content-type": "text/markdown", origin: url },
    data: longRunbook(lines),
  });
  await page.goto(`${url}/runbooks/${published.parse(await answer.json()).slug}/edit`);
  await page.getByRole("textbox", { name: "Markdown source" }).waitFor();
  await page.getByText("Nothing is lost").waitFor();
}

/** Types sentences with pauses, so that readings of the text fall between the keystrokes and into them. */
async function typeOn(page: Page): Promise<void> {
  const box = page.getByRole("textbox", { name: "Markdown source" });
  await box.click();
  await page.keyboard.press("Control+End");
  for (const words of ["A line that is typed at the end, ", "another after a pause, ", "and a last one."]) {
    await page.keyboard.type(words, { delay: keyPauseMs });
    await page.waitForTimeout(restMs);
  }
  await page.keyboard.press("Enter");
  await page.waitForTimeout(restMs);
}

/** Every task of the page's main thread while `work` is done. */
async function traced(session: CDPSession, work: () => Promise<void>): Promise<TypingRepeat> {
  const events: z.infer<typeof traceEvent>[] = [];
  session.on("Tracing.dataCollected", ({ value }) => events.push(...z.array(traceEvent).parse(value)));
  const includedCategories = ["toplevel", "disabled-by-default-devtools.timeline", "__metadata"];
  await session.send("Tracing.start", { transferMode: "ReportEvents", traceConfig: { includedCategories } });
  await work();
  const complete = new Promise((resolve) => session.once("Tracing.tracingComplete", resolve));
  await session.send("Tracing.end");
  await complete;
  const main = new Set(
    events
      .filter(({ name, args }) => name === "thread_name" && args?.name === "CrRendererMain")
      .map(({ pid, tid }) => `${pid}:${tid}`),
  );
  const tasks = events.filter(
    ({ name, pid, tid, dur }) => name.endsWith("RunTask") && main.has(`${pid}:${tid}`) && (dur ?? 0) >= 1_000,
  );
  if (tasks.length === 0) throw new Error("The browser has traced no task of the page");
  return {
    longestMs: Math.max(...tasks.map(({ dur = 0 }) => dur)) / 1_000,
    longestCpuMs: Math.max(...tasks.map(({ tdur = 0 }) => tdur)) / 1_000,
    tasks: tasks.length,
    over: tasks.filter(({ dur = 0 }) => dur > mostMs * 1_000).length,
  };
}

async function measureOnce(server: ServerProcess): Promise<TypingRepeat> {
  const browser = await chromium.launch({
    executablePath: browserPath(),
    args: ["--no-sandbox", "--disable-gpu"],
  });
  try {
    const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
    await openEditor(page, server.url.replace("127.0.0.1", "localhost"));
    // Fonts, the idle part of the page, and the first keystrokes' compilation are no part of typing on.
    await typeOn(page);
    const session = await page.context().newCDPSession(page);
    return await traced(session, () => typeOn(page));
  } finally {
    await browser.close();
  }
}

/** Types into the editor of a fresh product, once a repeat. */
export async function measureTyping(options: {
  root: string;
  folder: string;
  script: string;
  repeats: number;
  say(line: string): void;
}): Promise<TypingResult> {
  const { root, folder, script, repeats, say } = options;
  mkdirSync(folder, { recursive: true, mode: 0o755 });
  const server = await startServer({
    name: "the product",
    script,
    nodeArguments: [],
    env: { DATA_DIR: join(folder, "data"), HOLDPOINT_DEMO: "1" },
    readyPath: "/api/ready",
    logFile: join(folder, "product.log"),
    cwd: root,
  });
  try {
    const result: TypingResult = { lines, repeats: [] };
    for (let n = 0; n < repeats; n += 1) {
      const repeat = await measureOnce(server);
      result.repeats.push(repeat);
      say(
        `  typing, repeat ${n + 1}: longest ${repeat.longestMs.toFixed(1)} ms, ${repeat.longestCpuMs.toFixed(1)} ms of processor time`,
      );
    }
    return result;
  } finally {
    await server.stop();
  }
}

/** The rows of the closing note. */
export function typingLines({ lines: count, repeats }: TypingResult): string {
  const clock = median(repeats.map((repeat) => repeat.longestMs));
  const cpu = median(repeats.map((repeat) => repeat.longestCpuMs));
  const verdict = (ms: number) => (ms <= mostMs ? "meets" : "falls short");
  return [
    `Q7  typing in a text of ${count} lines, longest task of the page: ${clock.toFixed(1)} ms by the clock, target ≤ ${mostMs} ms  ${verdict(clock)}`,
    `Q7  the same in processor time, which others on the machine do not lengthen: ${cpu.toFixed(1)} ms  ${verdict(cpu)}`,
  ].join("\n");
}
