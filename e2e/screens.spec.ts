import AxeBuilder from "@axe-core/playwright";
import type { Page } from "@playwright/test";
import { caretBehind, markdownFile, sourceOn, structureRead } from "./authoring";
import { Crew } from "./crew";
import { type ApiClient, expect, test } from "./fixtures";
import { queueRunbook } from "./queue-runbook";
import { plan, publish, sampleRunbook } from "./scenario";

/** What is looked at how: colours do not move anything, so that a scheme need not be measured at every width. */
const views = [
  { width: 360, scheme: "light", rules: null },
  { width: 390, scheme: "light", rules: "all" },
  { width: 1440, scheme: "light", rules: "all" },
  { width: 2560, scheme: "dark", rules: null },
  { width: 1440, scheme: "dark", rules: "contrast" },
  { width: 390, scheme: "dark", rules: "contrast" },
] as const;

/** From a small phone to a wide desk, light and dark: nothing scrolls sideways, and axe finds nothing. */
async function inspect(page: Page, name: string): Promise<void> {
  for (const { width, scheme, rules } of views) {
    await page.emulateMedia({ colorScheme: scheme, reducedMotion: "reduce" });
    await page.setViewportSize({ width, height: width < 500 ? 844 : Math.round((width * 10) / 16) });
    await settled(page, width, scheme);
    expect.soft(await sidewaysIn(page), `${name} at ${width} px scrolls sideways`).toEqual([]);
    if (rules === null) continue;
    await page.screenshot({ path: `test-results/screens/${name}-${width}-${scheme}.png` });
    const axe = new AxeBuilder({ page });
    const { violations } = await (rules === "all" ? axe : axe.withRules(["color-contrast"])).analyze();
    const found = violations.map(
      ({ id, nodes }) => `${id}: ${nodes.map((node) => node.target.join(" ")).join(" | ")}`,
    );
    expect.soft(found, `${name} at ${width} px, ${scheme}`).toEqual([]);
  }
  await page.setViewportSize({ width: 1440, height: 900 });
}

/** The page has its new width and colours, has laid itself out by them, and has painted that once. */
async function settled(page: Page, width: number, scheme: string): Promise<void> {
  await page.waitForFunction(
    (wanted) =>
      window.innerWidth === wanted.width && matchMedia(`(prefers-color-scheme: ${wanted.scheme})`).matches,
    { width, scheme },
  );
  await page.evaluate(
    () => new Promise<void>((done) => requestAnimationFrame(() => requestAnimationFrame(() => done()))),
  );
}

/** What can be scrolled sideways: the page, or a region of it that scrolls; a command may be longer than its line. */
async function sidewaysIn(page: Page): Promise<string[]> {
  return page.evaluate(() =>
    [document.documentElement, ...document.querySelectorAll("main, section, nav, aside, div")]
      .filter((element) => element.scrollWidth > element.clientWidth)
      .filter(
        (element) =>
          element === document.documentElement ||
          ["auto", "scroll"].includes(getComputedStyle(element).overflowX),
      )
      .filter((element) => element.querySelector(":scope > pre, :scope > code") === null)
      .map((element) => element.getAttribute("aria-label") ?? element.className),
  );
}

/** Shows a list of the room by its name in the navigation. */
async function show(page: Page, name: RegExp): Promise<void> {
  await page.getByRole("navigation", { name: "Phases" }).getByRole("button", { name }).click();
}

async function runbookOf(author: ApiClient) {
  return publish(author, sampleRunbook, `screens ${Date.now()}`);
}

test("every signed-in screen outside the room is readable at every width, light and dark", async ({
  seat,
  api,
}) => {
  test.setTimeout(180_000);
  const { slug } = await runbookOf(await api("author"));
  const { page } = await seat("author");
  const screens: [string, string][] = [
    ["cutovers", "/"],
    ["runbooks", "/runbooks"],
    ["runbook", `/runbooks/${slug}`],
    ["version", `/runbooks/${slug}/v/1`],
    ["checklist", `/runbooks/${slug}/v/1/checklist`],
    ["compare-meaning", `/runbooks/${slug}/compare?from=${slug}@1&to=${slug}@1`],
    ["compare-text", `/runbooks/${slug}/compare?from=${slug}@1&to=${slug}@1&view=text`],
    ["compare-checklist", `/runbooks/${slug}/compare?from=${slug}@1&to=${slug}@1&view=checklist`],
    ["plan", `/plan?runbook=${slug}&version=1`],
    ["settings", "/settings"],
    ["not-found", "/no-such-page"],
  ];
  for (const [name, address] of screens) {
    await page.goto(address);
    await expect(page.locator("h1").first()).toBeVisible();
    await inspect(page, name);
  }
  await page.goto("/runbooks/import");
  await inspect(page, "import-start");
  const files = [
    markdownFile("sample.md", sampleRunbook),
    markdownFile("queue.md", queueRunbook()),
    markdownFile(
      "keys.md",
      "# Keys\n\n## T-10 Prepare\n\n1. Connect: `psql postgres://app:hunter2x9z@db/orders`\n",
    ),
  ];
  await page.locator('input[type="file"]').first().setInputFiles(files);
  await structureRead(page);
  await inspect(page, "import-review");
  await page.getByRole("button", { name: /^keys\.md/ }).click();
  await expect(sourceOn(page)).toContainText("••••••");
  await inspect(page, "import-errors");
});

test("the editor is readable at every width, with a text of two people and a conflict", async ({
  seat,
  api,
}) => {
  test.setTimeout(180_000);
  const author = await api("author");
  const { slug } = await runbookOf(author);
  const { page } = await seat("author");
  await page.goto(`/runbooks/${slug}/edit`);
  await structureRead(page);
  await caretBehind(page, "Service");
  await page.keyboard.type(" and its reports");
  await expect(page.getByText("Draft saved")).toBeVisible();
  const other = await seat("ic");
  await other.page.goto(`/runbooks/${slug}/edit`);
  await expect(page.getByText("is editing this, too")).toBeVisible();
  await inspect(page, "edit");
  await publish(author, sampleRunbook, `screens again ${Date.now()}`, slug);
  await expect(page.getByText("Version 2 is newer")).toBeVisible();
  await page.getByRole("button", { name: "See the difference" }).click();
  await expect(page.getByRole("dialog")).toBeVisible();
  await inspect(page, "edit-conflict");
});

test("the sign-in and the stakeholder page are readable at every width, light and dark", async ({
  api,
  browser,
  server,
}) => {
  const runId = await plan(
    await api("author"),
    await runbookOf(await api("author")),
    "Orders to the new cluster",
  );
  const crew = new Crew(runId, api);
  await crew.must("ic", "StartRun");
  await crew.walkUntil((step) => step.mutating);
  await crew.must("ic", "SendBroadcast", { text: "Pre-flight is done. The snapshot is being taken." });
  const link = await (await api("author")).request.post(`/api/runs/${runId}/share-links`, { data: {} });
  const { url } = await link.json();
  const context = await browser.newContext({ baseURL: server.url });
  const page = await context.newPage();
  await page.goto("/sign-in");
  await expect(page.getByRole("button", { name: "Sign in" })).toBeVisible();
  await inspect(page, "sign-in");
  await page.goto(url);
  await expect(page.getByText("The snapshot is being taken.").first()).toBeVisible();
  await inspect(page, "stakeholder");
  await context.close();
});

test("the war room is readable at every width in its states", async ({ seat, api }) => {
  test.setTimeout(240_000);
  const runId = await plan(
    await api("author"),
    await runbookOf(await api("author")),
    "Orders to the new cluster",
  );
  const crew = new Crew(runId, api);
  const { page } = await seat("ic");
  await page.goto(`/runs/${runId}`);
  await expect(page.getByText("PLANNED", { exact: true }).first()).toBeVisible();
  await inspect(page, "room-planned");
  await crew.must("ic", "StartRun");
  await crew.walkUntil((step) => step.noExceptions);
  await crew.must("scribe", "LogEntry", { text: "Vendor confirms the keys, ticket 4411" });
  await expect(page.getByText("ticket 4411").first()).toBeAttached();
  await inspect(page, "room-running");
  const trigger = (await crew.state()).state.triggers.find((candidate) => candidate.action === "rollback");
  await crew.must("payments", "ObserveTrigger", { triggerId: trigger?.id });
  await expect(page.getByRole("region", { name: "Decision clock" })).toBeVisible();
  await inspect(page, "room-clock");
  await crew.must("ic", "Decide", { verdict: "rollback", reason: "Orders fail", triggerId: trigger?.id });
  await expect(page.getByText("ROLLING BACK", { exact: true }).first()).toBeVisible();
  await inspect(page, "room-rolling-back");
});

test("what approvers look at is readable at every width, light and dark", async ({ seat, api }) => {
  test.setTimeout(180_000);
  const author = await api("author");
  const mark = `judged ${Date.now()}`;
  const first = await publish(author, queueRunbook({ rehearsal: "required" }), mark);
  const changed = queueRunbook({ rehearsal: "required", target: "./queue.sh target broker-2 --all" });
  await publish(author, changed, mark, first.slug);
  const other = await publish(author, queueRunbook({ title: "Mail queue, rehearsal" }), mark);
  const approvals = `/api/runbooks/${first.slug}/versions/1/approvals`;
  const verdict = { verdict: "approved", statement: "Read in full; it may run.", role: "Head of Mail" };
  expect((await (await api("approver")).request.post(approvals, { data: verdict })).status()).toBe(201);
  const runId = await plan(author, { slug: first.slug, version: 2 }, "Mail queue", {
    kind: "production",
    deputy: "dba@holdpoint.test",
  });
  const { page } = await seat("approver");
  const screens: [string, string][] = [
    ["approvals", `/runbooks/${first.slug}/v/2`],
    ["compare", `/runbooks/${first.slug}/compare?from=${first.slug}@1&to=${first.slug}@2`],
    ["rehearsal", `/runbooks/${first.slug}/v/2/rehearsal?with=${other.slug}@1`],
  ];
  for (const [name, address] of screens) {
    await page.goto(address);
    await expect(page.getByText("./queue.sh target broker-2 --all").first()).toBeVisible();
    await inspect(page, name);
  }
  await page.goto(`/runs/${runId}`);
  await expect(page.getByText("Approvals of this hash: 0 of 1")).toBeVisible();
  await inspect(page, "room-clearance");
});

test("evidence, waivers, an amendment, closing and the sealed record are readable at every width", async ({
  seat,
  api,
}) => {
  test.setTimeout(180_000);
  const author = await api("author");
  const mark = `rare ${Date.now()}`;
  const { slug, version } = await publish(author, queueRunbook(), mark);
  const crew = new Crew(await plan(author, { slug, version }, "Mail queue"), api);
  await crew.must("ic", "StartRun");
  const tell = await crew.find(/Tell the partners/);
  await crew.walkUntil((step) => step.id === tell.id);
  await crew.upload("scribe", "who-has-access.txt", "two people\n", { visibility: "restricted" });
  const waiver = { stepId: tell.id, ticket: "MAIL-7", reason: "There is no partner any more" };
  const expiresAt = new Date(Date.now() + 4 * 3_600_000).toISOString();
  await crew.must("deployer", "RequestWaiver", { ...waiver, expiresAt });
  const { page } = await seat("ic");
  await page.goto(`/runs/${crew.runId}`);

  await show(page, /^Evidence/);
  await expect(page.locator('[data-evidence="who-has-access.txt"]')).toBeVisible();
  await inspect(page, "room-evidence");
  await show(page, /^Waivers/);
  await expect(page.getByRole("article", { name: "Waiver MAIL-7" })).toBeVisible();
  await inspect(page, "room-waivers");

  await publish(author, queueRunbook({ target: "./queue.sh target broker-2 --all" }), mark, slug);
  await crew.must("deployer", "ProposeAmendment", { version: 2, reason: "One producer was left out" });
  await page.keyboard.press("n");
  await expect(page.getByRole("heading", { name: /Held until version 2/ })).toBeVisible();
  await inspect(page, "room-amendment");
  const { amendment } = (await crew.state()).state;
  await crew.must("ic", "ApproveAmendment", { amendmentId: amendment?.id, statement: "It may be executed." });
  await crew.must("ic", "Decide", { verdict: "resume", reason: "Version 2 is in force" });

  await crew.walkUntil(() => false);
  await crew.must("ic", "Decide", { verdict: "rollback", reason: "As rehearsed", drill: true });
  await crew.finish("rollback");
  await crew.must("ic", "FinishRollback");
  await expect(page.getByRole("button", { name: "Sign the final record" })).toBeVisible();
  await inspect(page, "room-closing");
  await crew.close();
  await expect(page.getByRole("heading", { name: "Closed and sealed" })).toBeVisible();
  await inspect(page, "room-sealed");
});
