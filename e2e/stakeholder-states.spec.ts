import { gzipSync } from "node:zlib";
import AxeBuilder from "@axe-core/playwright";
import type { Page } from "@playwright/test";
import { Crew } from "./crew";
import { expect, test } from "./fixtures";
import { queueRunbook } from "./queue-runbook";
import { plan, publish, sampleRunbook } from "./scenario";

/** Most JavaScript that a stakeholder's first load may cost, gzipped (quality.md, Q8). */
const MOST_BYTES = 150 * 1024;

async function shareLink(crew: Crew, showNames = false): Promise<string> {
  const { request } = await crew.as("ic");
  const answer = await request.post(`/api/runs/${crew.runId}/share-links`, { data: { showNames } });
  expect(answer.status()).toBe(201);
  return (await answer.json()).url;
}

async function noSidewaysScrolling(page: Page, what: string): Promise<void> {
  const overflow = await page.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  );
  expect.soft(overflow, `${what} scrolls sideways`).toBeLessThanOrEqual(0);
}

async function axeFindsNothing(page: Page, what: string): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).analyze();
  const found = violations.map(
    ({ id, nodes }) => `${id}: ${nodes.map((node) => node.target.join(" ")).join(" | ")}`,
  );
  expect.soft(found, what).toEqual([]);
}

/** Page and wall, without any script: the server alone says it right. */
async function lookAtBoth(page: Page, url: string, word: string, name: string): Promise<void> {
  await page.setViewportSize({ width: 360, height: 740 });
  await page.goto(url);
  await expect(page.getByText(word, { exact: true }).first()).toBeVisible();
  await noSidewaysScrolling(page, `${name} at 360 px`);
  await page.screenshot({ path: `test-results/screens/public-${name}-360.png`, fullPage: true });
  await page.setViewportSize({ width: 1920, height: 1080 });
  await page.goto(`${url}/wall`);
  await expect(page.getByText(word).first()).toBeVisible();
  await noSidewaysScrolling(page, `${name} on the wall`);
  await page.screenshot({ path: `test-results/screens/wall-${name}-1920.png` });
}

test("page and wall are right without JavaScript in every state of a run", async ({
  api,
  browser,
  server,
}) => {
  test.setTimeout(240_000);
  const author = await api("author");
  const runbook = await publish(author, sampleRunbook, `states ${Date.now()}`);
  const context = await browser.newContext({ baseURL: server.url, javaScriptEnabled: false });
  const page = await context.newPage();
  const crew = new Crew(await plan(author, runbook, "Orders to the new cluster"), api);
  const url = await shareLink(crew);

  await lookAtBoth(page, url, "Planned", "planned");
  await crew.must("ic", "StartRun");
  await crew.walkUntil((step) => step.mutating);
  await crew.must("ic", "SendBroadcast", {
    text: "Pre-flight PASS. The snapshot is being taken; the canary follows.",
  });
  await lookAtBoth(page, url, "On plan", "running");
  await crew.must("ic", "Decide", { verdict: "hold", reason: "The vendor calls back" });
  await lookAtBoth(page, url, "Holding", "held");
  await crew.must("ic", "Decide", { verdict: "resume", reason: "The vendor is ready" });
  const { triggers } = (await crew.state()).state;
  const trigger = triggers.find(({ action }) => action === "rollback");
  await crew.must("payments", "ObserveTrigger", { triggerId: trigger?.id });
  await page.setViewportSize({ width: 360, height: 740 });
  await page.goto(url);
  await expect(page.getByText("Decision pending")).toBeVisible();
  await page.screenshot({ path: "test-results/screens/public-clock-360.png", fullPage: true });
  await crew.must("ic", "Decide", { verdict: "continue", reason: "A false alarm", triggerId: trigger?.id });
  await crew.must("dba", "ReportAbort", { text: "The snapshot differs" });
  await lookAtBoth(page, url, "Halted", "halted");
  await crew.must("ic", "Decide", { verdict: "rollback", reason: "The snapshot differs" });
  await lookAtBoth(page, url, "Rolling back", "rolling-back");
  await crew.finish("rollback");
  await crew.must("ic", "FinishRollback");
  await lookAtBoth(page, url, "Rolled back", "rolled-back");

  const live = new Crew(await plan(author, runbook, "Orders, once more"), api);
  await live.must("ic", "StartRun");
  await live.walkUntil(() => false);
  await live.fileEvidence();
  const final = (await live.state()).state.decisionPoints.find((point) => point.final);
  await live.must("ic", "Decide", { verdict: "go", reason: "All of it holds", decisionPointId: final?.id });
  const liveUrl = await shareLink(live, true);
  await lookAtBoth(page, liveUrl, "GO", "hypercare");
  await page.goto(liveUrl);
  await expect(page.getByRole("heading", { name: "People" })).toBeVisible();
  await live.close();
  await lookAtBoth(page, liveUrl, "Complete", "complete");

  const refused = new Crew(await plan(author, runbook, "Orders, not tonight"), api);
  await refused.must("ic", "CancelRun", { reason: "The vendor is away" });
  const gone = await shareLink(refused);
  await lookAtBoth(page, gone, "Cancelled", "cancelled");
  await expect(page.getByText("The vendor is away")).toHaveCount(0);
  for (const path of ["/s/nothing-like-it/wall", "/s/nothing-like-it"]) {
    await page.goto(`${server.url}${path}`);
    await expect(page.getByRole("heading", { name: "This link no longer works" })).toBeVisible();
  }
  await page.screenshot({ path: "test-results/screens/public-gone.png" });
  await context.close();
});

test("the wallboard follows by link and by account, and the decision clock takes all of it", async ({
  api,
  seat,
  browser,
  server,
}) => {
  test.setTimeout(180_000);
  const author = await api("author");
  const { slug, version } = await publish(author, queueRunbook(), `wall ${Date.now()}`);
  const crew = new Crew(await plan(author, { slug, version }, "Mail queue"), api);
  const url = await shareLink(crew);
  const context = await browser.newContext({ baseURL: server.url, viewport: { width: 1920, height: 1080 } });
  const shared = await context.newPage();
  await shared.goto(`${url}/wall`);
  const { page: own } = await seat("scribe");
  await own.setViewportSize({ width: 3840, height: 2160 });
  await own.goto(`/runs/${crew.runId}/wall`);
  const walls = [shared, own];
  for (const wall of walls) await expect(wall.getByText("Planned", { exact: true })).toBeVisible();

  await crew.must("ic", "StartRun");
  for (const wall of walls) await expect(wall.getByText("On plan", { exact: true })).toBeVisible();
  await crew.must("ic", "SendBroadcast", { text: "Work has begun; next word in a quarter of an hour." });
  for (const wall of walls) {
    await expect(wall.getByText("Work has begun")).toBeVisible();
    // Clock and state fill half of the wall.
    const halves = await Promise.all(
      ["T-clock", "State"].map((name) => wall.getByRole("region", { name }).boundingBox()),
    );
    const size = wall.viewportSize();
    const wide = halves.reduce((sum, box) => sum + (box?.width ?? 0), 0);
    expect(wide).toBeGreaterThan((size?.width ?? 0) * 0.85);
    const clock = await wall.getByRole("timer").boundingBox();
    expect(clock?.width).toBeGreaterThan((size?.width ?? 0) * 0.35);
    await noSidewaysScrolling(wall, `the wall at ${size?.width} px`);
    await axeFindsNothing(wall, `the wall at ${size?.width} px`);
    await wall.screenshot({ path: `test-results/screens/wall-live-${size?.width}.png` });
  }

  const trigger = (await crew.state()).state.triggers.find(({ action }) => action === "rollback");
  await crew.must("dba", "ObserveTrigger", { triggerId: trigger?.id });
  for (const wall of walls) {
    const clock = wall.getByRole("region", { name: "Decision clock" });
    await expect(clock).toBeVisible();
    await expect(wall.getByRole("region", { name: "T-clock" })).toHaveCount(0);
    const box = await clock.boundingBox();
    const size = wall.viewportSize();
    expect(box?.width).toBe(size?.width);
    expect(box?.height).toBeGreaterThan((size?.height ?? 0) * 0.85);
    await axeFindsNothing(wall, `the decision clock at ${size?.width} px`);
    await wall.screenshot({ path: `test-results/screens/wall-clock-${size?.width}.png` });
  }
  await shared.setViewportSize({ width: 390, height: 844 });
  await noSidewaysScrolling(shared, "the decision clock in the hand");
  await crew.must("ic", "Decide", { verdict: "continue", reason: "A false alarm", triggerId: trigger?.id });
  for (const wall of walls) await expect(wall.getByRole("region", { name: "T-clock" })).toBeVisible();
  await noSidewaysScrolling(shared, "the wall in the hand");
  await shared.screenshot({ path: "test-results/screens/wall-live-390.png", fullPage: true });

  const links = await (await crew.as("ic")).request.get(`/api/runs/${crew.runId}/share-links`);
  const [{ linkId }] = (await links.json()).links;
  await (await crew.as("ic")).request.delete(`/api/runs/${crew.runId}/share-links/${linkId}`);
  await expect(shared.getByRole("heading", { name: "This link no longer works" })).toBeVisible({
    timeout: 3000,
  });
  await context.close();
});

test("the page fetches itself again where its scripts never come, and stays within its bytes where they do", async ({
  api,
  browser,
  server,
}) => {
  const author = await api("author");
  const runbook = await publish(author, sampleRunbook, `reload ${Date.now()}`);
  const crew = new Crew(await plan(author, runbook, "Orders to the new cluster"), api);
  const url = await shareLink(crew);
  await crew.must("ic", "StartRun");

  const context = await browser.newContext({ baseURL: server.url, viewport: { width: 390, height: 844 } });
  const cut = await context.newPage();
  await cut.clock.install();
  await cut.route("**/_next/static/**/*.js", (route) => route.abort());
  await cut.goto(url);
  await expect(cut.getByText("On plan")).toBeVisible();
  await crew.must("ic", "SendBroadcast", { text: "The scripts are of no use here." });
  await cut.clock.fastForward(21_000);
  await expect(cut.getByText("The scripts are of no use here.").first()).toBeVisible();

  for (const path of ["", "/wall"]) {
    const page = await context.newPage();
    const bodies: Promise<Buffer>[] = [];
    page.on("response", (response) => {
      if (response.url().endsWith(".js")) bodies.push(response.body());
    });
    await page.goto(`${url}${path}`, { waitUntil: "networkidle" });
    const bytes = (await Promise.all(bodies)).reduce((sum, body) => sum + gzipSync(body).length, 0);
    process.stdout.write(`  first load of /s/…${path}: ${(bytes / 1024).toFixed(1)} KB gz of JavaScript\n`);
    expect(bytes).toBeGreaterThan(0);
    expect(bytes).toBeLessThanOrEqual(MOST_BYTES);
    await axeFindsNothing(page, `/s/…${path}`);
    await page.close();
  }
  await context.close();
});
