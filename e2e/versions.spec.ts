import { readFileSync } from "node:fs";
import { Crew } from "./crew";
import { expect, sharedRunbook, test } from "./fixtures";
import { plan, publish, sampleRunbook } from "./scenario";

/** Pages of a PDF as Chromium writes it, and the size of the first in points. */
function pagesOf(pdf: Buffer): { count: number; box: string } {
  const text = pdf.toString("latin1");
  return {
    count: text.match(/\/Type\s*\/Page(?!s)/g)?.length ?? 0,
    box: /\/MediaBox\s*\[([^\]]+)\]/.exec(text)?.[1]?.trim() ?? "",
  };
}

test("two versions are compared in meaning, in text and as checklist, each under an address of its own", async ({
  seat,
  api,
}) => {
  const author = await api("author");
  const first = await publish(author, sampleRunbook, `compare ${Date.now()}`);
  const changed = sampleRunbook.replace("Ledger balances to zero", "Ledger balances to one cent");
  const second = await author.request.post(`/api/runbooks?slug=${first.slug}`, {
    data: changed,
    headers: { "content-type": "text/markdown" },
  });
  expect(second.status()).toBe(201);
  const { page } = await seat("approver");
  await page.goto(`/runbooks/${first.slug}`);
  await page.getByRole("link", { name: "Compare of version 2" }).click();
  await expect(page.getByRole("heading", { name: /differences? in meaning/ })).toBeVisible();
  await page.getByRole("link", { name: "In text" }).click();
  await expect(page).toHaveURL(/from=.+@1&to=.+@2&view=text/);
  await expect(page.locator("mark").filter({ hasText: "one cent" })).toBeVisible();
  const permalink = page.url();
  await page.getByRole("link", { name: "As operator checklist" }).click();
  await expect(page.getByTestId("verdict")).toContainText("ranscript-identical");
  await page.goto(permalink);
  await expect(page.locator("mark").filter({ hasText: "one cent" })).toBeVisible();
});

test.describe("the checklist of our first users", () => {
  const runbook = sharedRunbook("alembic-production-cutover.md");
  const checklist = sharedRunbook("alembic-operator-checklist.md");
  test.skip(runbook === null || checklist === null, "../shared does not lie beside this checkout: NOT RUN");

  test("R8.27 is told from its runbook in words, with the lines of both", async ({ seat, api }) => {
    const author = await api("author");
    const one = await publish(author, runbook ?? "", `alembic ${Date.now()}`);
    const two = await publish(author, checklist ?? "", `checklist ${Date.now()}`);
    const { page } = await seat("approver");
    await page.goto(`/runbooks/${one.slug}/compare?from=${one.slug}@1&to=${two.slug}@1&view=checklist`);
    await expect(page.getByTestId("verdict")).toContainText(
      "Identical in all 15 commands and all 15 artifacts",
    );
    const gates = page.getByRole("region", { name: /^gates/i });
    await expect(gates).toContainText("only the runbook says “script” and “failure”");
    await expect(gates).toContainText("line 103");
    await expect(gates).toContainText("line 41");
  });
});

test("the operator checklist of a version prints black on white on as few pages as it needs, A4 and Letter", async ({
  seat,
  api,
}) => {
  const published = await publish(await api("author"), sampleRunbook, `print ${Date.now()}`);
  const { page } = await seat("deployer");
  await page.emulateMedia({ colorScheme: "dark" });
  await page.goto(`/runbooks/${published.slug}/v/1`);
  await page.getByRole("link", { name: "Operator checklist" }).click();
  await expect(page.getByTestId("checklist-sha256")).toContainText(published.sha256);
  for (const [format, width] of [
    ["A4", 595],
    ["Letter", 612],
  ] as const) {
    const pdf = await page.pdf({ format, path: `test-results/checklist-${format}.pdf` });
    const { count, box } = pagesOf(pdf);
    expect(Math.round(Number(box.split(/\s+/)[2]))).toBeCloseTo(width, -1);
    expect(count).toBeLessThanOrEqual(2);
  }
  await page.emulateMedia({ media: "print", colorScheme: "dark" });
  const colours = await page.evaluate(() => {
    const style = getComputedStyle(document.documentElement);
    return [style.backgroundColor, style.color];
  });
  expect(colours).toEqual(["rgb(255, 255, 255)", "rgb(0, 0, 0)"]);
  await page.emulateMedia({ media: "screen" });
  const download = page.waitForEvent("download");
  await page.getByRole("link", { name: "Download .md" }).click();
  expect(readFileSync(await (await download).path(), "utf8")).toContain(published.sha256);
});

test("the timeline of a run leaves as Markdown, CSV and JSON, from the room", async ({ seat, api }) => {
  const runId = await plan(
    await api("author"),
    await publish(await api("author"), sampleRunbook, `transcript ${Date.now()}`),
    "Orders to the new cluster",
  );
  const crew = new Crew(runId, api);
  await crew.must("ic", "StartRun");
  await crew.must("scribe", "LogEntry", { text: "Vendor confirms the keys, ticket 4411" });
  const { page } = await seat("scribe");
  await page.goto(`/runs/${runId}`);
  await expect(page.getByText("ticket 4411").first()).toBeVisible();
  for (const [word, ending] of [
    ["Markdown", ".md"],
    ["CSV", ".csv"],
    ["JSON", ".json"],
  ] as const) {
    await page.locator("summary", { hasText: "Export" }).click();
    const download = page.waitForEvent("download");
    await page.getByRole("link", { name: word, exact: true }).click();
    const file = await download;
    expect(file.suggestedFilename().endsWith(ending)).toBe(true);
    expect(readFileSync(await file.path(), "utf8")).toContain("ticket 4411");
  }
});
