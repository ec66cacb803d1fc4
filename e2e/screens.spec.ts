import AxeBuilder from "@axe-core/playwright";
import type { Page } from "@playwright/test";
import { Crew } from "./crew";
import { type ApiClient, expect, test } from "./fixtures";
import { plan, publish, sampleRunbook } from "./scenario";

/** From a small phone to a wide desk. */
const widths = [360, 390, 1440, 2560];
const schemes = ["light", "dark"] as const;

/** Every width and scheme: nothing scrolls sideways; and axe finds nothing on phone and desk. */
async function inspect(page: Page, name: string): Promise<void> {
  for (const scheme of schemes) {
    await page.emulateMedia({ colorScheme: scheme, reducedMotion: "reduce" });
    for (const width of widths) {
      await page.setViewportSize({ width, height: width < 500 ? 844 : Math.round((width * 10) / 16) });
      const overflow = await page.evaluate(
        () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
      );
      expect.soft(overflow, `${name} at ${width} px scrolls sideways`).toBeLessThanOrEqual(0);
      await page.screenshot({ path: `test-results/screens/${name}-${width}-${scheme}.png` });
      if (width !== 390 && width !== 1440) continue;
      const { violations } = await new AxeBuilder({ page }).analyze();
      const found = violations.map(
        ({ id, nodes }) => `${id}: ${nodes.map((node) => node.target.join(" ")).join(" | ")}`,
      );
      expect.soft(found, `${name} at ${width} px, ${scheme}`).toEqual([]);
    }
  }
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
    ["plan", `/plan?runbook=${slug}&version=1`],
    ["not-found", "/no-such-page"],
  ];
  for (const [name, address] of screens) {
    await page.goto(address);
    await expect(page.locator("h1").first()).toBeVisible();
    await inspect(page, name);
  }
  await page.goto("/runbooks/import");
  const file = { name: "sample.md", mimeType: "text/markdown", buffer: Buffer.from(sampleRunbook) };
  await page.locator('input[type="file"]').first().setInputFiles(file);
  await expect(page.getByRole("heading", { name: "Rollback triggers" })).toBeVisible();
  await inspect(page, "import-review");
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
