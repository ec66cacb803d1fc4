import AxeBuilder from "@axe-core/playwright";
import { HttpReceiver } from "../lib/testing/http-receiver";
import { test as base, expect } from "./fixtures";
import { type ProductServer, startProduct } from "./product-server";
import { plan, publish, sampleRunbook } from "./scenario";

/** A product whose administrator lets channels reach this machine. */
const test = base.extend<object, { server: ProductServer }>({
  server: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the fixture's needs from this pattern.
    async ({}, use) => {
      const server = await startProduct({ HOLDPOINT_OUTGOING_ALLOW: "127.0.0.1" });
      await use(server);
      await server.dispose();
    },
    { scope: "worker", timeout: 90_000 },
  ],
});

test("an administrator adds, tests, switches and deletes a channel, by keyboard alone", async ({ seat }) => {
  const receiver = await HttpReceiver.start();
  const { page } = await seat("admin");
  await page.goto("/admin/channels");
  await expect(page.getByText("No channels yet")).toBeVisible();
  await page.getByRole("button", { name: "Add a channel" }).focus();
  await page.keyboard.press("Enter");
  await page.getByLabel("Kind").selectOption("webhook");
  await page.getByLabel("Name").fill("Status board");
  await page.getByLabel("Takes word of").selectOption("rehearsal");
  await page.getByLabel("Address").fill("http://10.0.0.1/hook");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("dialog")).toContainText("https://");
  await page.getByLabel("Address").fill(receiver.url());
  await page.getByLabel("Halts").focus();
  await page.keyboard.press("Space");
  await page.screenshot({ path: "test-results/screens/channel-new.png" });
  await page.getByLabel("Address").press("Enter");
  await expect(page.getByRole("region", { name: "Key of the signatures" })).toContainText("shown this once");
  const row = page.getByRole("main").getByRole("listitem").filter({ hasText: "Status board" });
  await expect(row).toContainText("NOT USED YET");
  await page.getByRole("button", { name: "Test Status board" }).press("Enter");
  await expect(row).toContainText("DELIVERS");
  expect(receiver.requests).toHaveLength(1);
  for (const [width, scheme] of [
    [1440, "light"],
    [390, "dark"],
  ] as const) {
    await page.emulateMedia({ colorScheme: scheme, reducedMotion: "reduce" });
    await page.setViewportSize({ width, height: 844 });
    await page.screenshot({ path: `test-results/screens/channels-${width}-${scheme}.png` });
    expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);
    const overflow = await page.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    );
    expect(overflow).toBeLessThanOrEqual(0);
  }
  await page.reload();
  await expect(page.getByText("shown this once")).toHaveCount(0);
  await receiver.stop();
  await page.getByRole("button", { name: "Test Status board" }).press("Enter");
  await expect(row).toContainText("FAILING");
  await expect(row).toContainText("127.0.0.1 refuses connections.");
  await page.getByRole("button", { name: "Switch off Status board" }).press("Enter");
  await expect(row).toContainText("OFF");
  await page.getByRole("button", { name: "Delete Status board" }).press("Enter");
  await page.getByRole("dialog").getByRole("button", { name: "Delete" }).press("Enter");
  await expect(page.getByText("No channels yet")).toBeVisible();
});

test("nobody but an administrator sees the channels", async ({ seat }) => {
  const { page } = await seat("ic");
  const answer = await page.goto("/admin/channels");
  expect(answer?.status()).toBe(404);
});

test("a checkpoint offers its message to the scribe, and one press brings it to the channel", async ({
  seat,
  api,
}) => {
  const receiver = await HttpReceiver.start();
  const admin = await api("admin");
  const channel = { kind: "slack", name: "Ops", runKind: "rehearsal", url: receiver.url() };
  expect((await admin.request.post("/api/channels", { data: channel })).status()).toBe(201);
  const author = await api("author");
  const runbook = await publish(author, sampleRunbook, `channels ${Date.now()}`);
  const runId = await plan(author, runbook, "Orders to the new cluster");
  const [{ page: scribe }, { page: deployer }] = [await seat("scribe"), await seat("deployer")];
  await scribe.goto(`/runs/${runId}`);
  await deployer.goto(`/runs/${runId}`);
  const draft = scribe.getByRole("region", { name: "Draft of an update" });
  await expect(scribe.locator("[data-composer]")).toBeVisible();
  await expect(draft).toHaveCount(0);
  const ic = await api("ic");
  expect((await ic.command(runId, "StartRun")).status).toBe(200);
  await expect(draft).toContainText("We are moving the orders database now.");
  expect(receiver.requests).toHaveLength(0);
  await scribe.screenshot({ path: "test-results/screens/draft-strip.png" });
  expect((await new AxeBuilder({ page: scribe }).analyze()).violations).toEqual([]);
  await expect(deployer.locator("[data-composer]")).toBeVisible();
  await expect(deployer.getByRole("region", { name: "Draft of an update" })).toHaveCount(0);
  await draft.getByRole("button", { name: "Send update" }).press("Enter");
  await expect(draft).toHaveCount(0);
  await expect.poll(() => receiver.requests.length).toBe(1);
  expect(receiver.requests[0]?.body).toContain("We are moving the orders database now.");
  await receiver.stop();
});
