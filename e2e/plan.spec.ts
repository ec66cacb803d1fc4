import { expect, test } from "./fixtures";
import { publish, sampleRunbook } from "./scenario";

test("a rehearsal is planned with T-0, zone, people and variables; a missing required role or value is named, before and at the start", async ({
  seat,
  api,
}) => {
  const { slug } = await publish(await api("author"), sampleRunbook, `plan ${Date.now()}`);
  const { page } = await seat("author");
  await page.goto(`/plan?runbook=${slug}&version=1`);
  await page.getByLabel("Title").fill("Orders, first rehearsal");
  await page.getByLabel("Time zone of the run").selectOption("Europe/Vienna");
  await expect(page.getByText(/Not held yet:/)).toContainText("Incident Commander");
  const people: [string, string][] = [
    ["incident-commander", "ic"],
    ["deployer", "deployer"],
    ["db-owner", "dba"],
    ["scribe", "scribe"],
    ["approver", "approver"],
  ];
  for (const [role, person] of people)
    await page.locator(`#role-${role}`).selectOption(`${person}@holdpoint.test`);
  await expect(page.getByText(/Not held yet:/)).toContainText("Payments Owner");
  await expect(page.getByText(/Without a value:/)).toContainText("ENVIRONMENT, RELEASE, SWITCH_TIME");
  await page.locator('input[name="variable-ENVIRONMENT"]').fill("rehearsal");
  await page.locator('input[name="variable-SWITCH_TIME"]').fill("2026-11-22T01:30:00Z");
  await expect(page.getByText(/Without a value:/)).toContainText("RELEASE. The run can be planned");
  await page.getByRole("button", { name: "Plan the rehearsal" }).click();
  await expect(page.getByText("Before it can start, it takes:")).toBeVisible();
  for (const gap of ["Payments Owner", "RELEASE"])
    await expect(page.getByRole("listitem").filter({ hasText: gap })).toBeVisible();
  await page.getByRole("link", { name: "Open the war room" }).click();
  await page.waitForURL(/\/runs\/[0-9a-f-]{36}/);
  const runId = page.url().split("/").at(-1) ?? "";

  const refused = await (await api("ic")).command(runId, "StartRun");
  expect(refused.status).toBe(422);
  expect(refused.body.error?.rule).toBe("R1");
  expect(refused.body.error?.missing?.join(" ")).toContain("Payments Owner");
  expect(refused.body.error?.missing?.join(" ")).toContain("RELEASE");

  const ic = (await seat("ic")).page;
  await ic.goto(`/runs/${runId}`);
  await expect(ic.getByRole("button", { name: "Start the run" }).first()).toBeDisabled();
  await expect(ic.getByText(/Payments Owner/).first()).toBeVisible();
  await expect(ic.getByText("Variables: 2 of 3 have a value")).toBeVisible();
  const assigned = await (await api("author")).command(runId, "AssignRole", {
    role: "payments-owner",
    email: "payments@holdpoint.test",
  });
  expect(assigned.status).toBe(200);
  await expect(ic.getByText("One thing bars the start")).toBeVisible();
  await expect(ic.getByRole("button", { name: "Start the run" }).first()).toBeDisabled();
  await ic.getByRole("button", { name: "Fill in…" }).click();
  const dialog = ic.getByRole("dialog");
  await expect(dialog.getByText(/Still without a value: RELEASE/)).toBeVisible();
  await dialog.getByLabel("{{RELEASE}}").fill("orders-2026.11");
  await dialog.getByRole("button", { name: "Save" }).click();
  await expect(ic.getByRole("button", { name: "Start the run" }).first()).toBeEnabled();
});
