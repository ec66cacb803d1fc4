import { Crew } from "./crew";
import { expect, test } from "./fixtures";
import { plan, publish, sampleRunbook } from "./scenario";

/** The sample with a monitoring table whose checks are too frequent for rounds. */
const watched = sampleRunbook.replace(
  "## Evidence\n",
  `## Monitoring in the first hour

| Metric | Frequency | Action on fail |
| --- | --- | --- |
| Checkout error rate | Every minute | Rollback if above 1 % |
| Latency P99 | Every 5 minutes | Investigate if above 2 s |

## Evidence
`,
);

test("in hypercare rounds are owed and answered, a failing watch starts the clock on every screen, an update is put off", async ({
  seat,
  api,
}) => {
  const runbook = await publish(await api("author"), watched, `hypercare ${Date.now()}`);
  const runId = await plan(await api("author"), runbook, "Three days of care");
  const crew = new Crew(runId, api);
  await crew.must("ic", "StartRun");
  await crew.walkUntil(() => false);
  await crew.fileEvidence();
  const final = (await crew.state()).state.decisionPoints.find((point) => point.final);
  await crew.must("ic", "Decide", { verdict: "go", reason: "All of it holds", decisionPointId: final?.id });

  const ic = (await seat("ic")).page;
  const scribe = (await seat("scribe")).page;
  for (const page of [ic, scribe]) {
    await page.goto(`/runs/${runId}`);
    await expect(page.getByText("HYPERCARE", { exact: true }).first()).toBeVisible();
  }
  const owed = ic.getByRole("list", { name: "Checks that are owed" });

  await test.step("H.1 the schedule's round, the tools and the reports stand with their moments; PASS is one click", async () => {
    const round = owed.locator('[data-check-series="round"]');
    await expect(round).toContainText(/2\d:\d\d/);
    await expect(owed.locator('[data-check-series="Stuck orders"]')).toContainText("stuck_orders.py");
    await expect(owed).toContainText("Report at 24h");
    await expect(owed).toContainText("Report at 72h");
    await expect(ic.getByText("Check due in")).toBeVisible();
    await round.getByRole("button", { name: "PASS" }).click();
    await expect(round).toContainText(/last PASS/);
    await expect(scribe.getByText(/CHECK PASS/).first()).toBeVisible();
  });

  await test.step("H.5 the report is filed with all of its fields", async () => {
    await owed.getByRole("listitem").filter({ hasText: "Report at 24h" }).getByRole("button").click();
    const dialog = ic.getByRole("dialog");
    await expect(dialog.getByRole("button", { name: "File the report" })).toBeDisabled();
    for (const name of ["Summary", "Metrics", "Actions"])
      await dialog.getByLabel(name).fill(`${name}: quiet`);
    await dialog.getByRole("button", { name: "File the report" }).click();
    await expect(owed.getByRole("listitem").filter({ hasText: "Report at 24h" })).toContainText("FILED");
  });

  await test.step("H.6 the watch is attested with an update", async () => {
    await scribe
      .getByRole("button", { name: /Send (an )?update/ })
      .first()
      .click();
    const dialog = scribe.getByRole("dialog");
    await dialog.getByLabel("Text").fill("Hypercare runs as planned.");
    await dialog.getByLabel("The watch").selectOption("pass");
    await dialog.getByRole("button", { name: "Send" }).click();
    await expect(ic.getByText(/watch PASS/).first()).toBeVisible();
  });

  await test.step("C.10 the next update is put off with a reason that everyone reads", async () => {
    await scribe.keyboard.press("ControlOrMeta+k");
    await scribe.getByRole("dialog").getByRole("combobox").fill("put the update off");
    await scribe.keyboard.press("Enter");
    const dialog = scribe.getByRole("dialog");
    await dialog.getByLabel("From now by").selectOption("60");
    await dialog.getByLabel("Reason").fill("The vendor is on the phone");
    await dialog.getByRole("button", { name: "Put it off" }).click();
    await expect(ic.getByText("put off").first()).toBeVisible();
    await expect(ic.getByText("The vendor is on the phone").first()).toBeVisible();
  });

  await test.step("H.3 R6 a failing watch raises what its table asks for: the clock runs on every screen", async () => {
    await ic
      .getByRole("listitem")
      .filter({ hasText: "Checkout error rate" })
      .getByRole("button", { name: "FAIL…" })
      .click();
    const dialog = ic.getByRole("dialog");
    await expect(dialog).toContainText("Rollback if above 1 %");
    await dialog.getByLabel("What was found").fill("1.4 % for three minutes");
    await dialog.getByRole("button", { name: "FAIL" }).click();
    for (const page of [ic, scribe])
      await expect(
        page
          .getByRole("timer")
          .filter({ hasText: /0?4:5\d/ })
          .first(),
      ).toBeVisible();
    expect((await crew.state()).state.clocks).toHaveLength(1);
  });

  await test.step("T.21 the chart shows the night against its plan", async () => {
    await scribe
      .getByRole("navigation", { name: "Phases" })
      .getByRole("button", { name: /Schedule/ })
      .click();
    const chart = scribe.getByRole("figure", { name: "Planned against actual" });
    await expect(chart.getByRole("img", { name: /planned .* actual .*passed/ }).first()).toBeVisible();
  });
});
