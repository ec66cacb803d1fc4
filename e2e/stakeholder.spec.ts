import { Crew } from "./crew";
import { expect, test } from "./fixtures";
import { plan, publish, sampleRunbook } from "./scenario";

test("a stakeholder follows without an account; a revoked link shows nothing, at once, also on an open page", async ({
  seat,
  api,
  browser,
  server,
}) => {
  const runbook = await publish(await api("author"), sampleRunbook, `stakeholder ${Date.now()}`);
  const runId = await plan(await api("author"), runbook, "Orders move house");
  const crew = new Crew(runId, api);
  await crew.must("ic", "StartRun");
  const ic = (await seat("ic")).page;
  await ic.goto(`/runs/${runId}`);
  await ic.getByRole("button", { name: /share/i }).first().click();
  await ic.getByRole("button", { name: "Make a link" }).click();
  const url = await ic.getByLabel("Address of the link").inputValue();

  const stranger = await browser.newContext({ baseURL: server.url, viewport: { width: 390, height: 844 } });
  const page = await stranger.newPage();
  await page.goto(url);
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
  await expect(page.getByText("Orders move house").first()).toBeVisible();
  await expect(page.getByText("REHEARSAL").first()).toBeVisible();

  await crew.must("ic", "SendBroadcast", { text: "Checkout closes in ten minutes." });
  await expect(page.getByText("Checkout closes in ten minutes.").first()).toBeVisible();
  // The whole document, with what the page was hydrated from: nothing that is not shown is sent either.
  const body = await page.content();
  for (const secret of ["scripts/", "Ben", "Ada", "psql", "snapshot.sh"]) expect(body).not.toContain(secret);

  const withoutScript = await browser.newContext({ baseURL: server.url, javaScriptEnabled: false });
  const plain = await withoutScript.newPage();
  await plain.goto(url);
  await expect(plain.getByText("Checkout closes in ten minutes.").first()).toBeVisible();
  await withoutScript.close();

  await ic.getByRole("button", { name: "Revoke" }).click();
  await expect(page.getByText("Checkout closes in ten minutes.")).toHaveCount(0, { timeout: 3000 });
  await expect(page.getByText("Orders move house")).toHaveCount(0);
  await page.reload();
  await expect(page.getByText("Orders move house")).toHaveCount(0);
  const status = await stranger.request.get(`${new URL(url).pathname}/status.json`);
  expect(status.status()).toBe(404);
  await stranger.close();
});
