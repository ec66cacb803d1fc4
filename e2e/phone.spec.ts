import { Crew } from "./crew";
import { expect, test } from "./fixtures";
import { plan, publish, sampleRunbook } from "./scenario";

test.use({ viewport: { width: 390, height: 844 } });

test("in the hand each pane shows one thing: the list or what was chosen from it, and every reason in words", async ({
  seat,
  api,
}) => {
  const author = await api("author");
  const runbook = await publish(author, sampleRunbook, `phone ${Date.now()}`);
  const crew = new Crew(await plan(author, runbook, "In the hand"), api);
  await crew.must("ic", "StartRun");
  await crew.walkUntil((step) => step.noExceptions);
  const { page } = await seat("ic");
  await page.goto(`/runs/${crew.runId}`);
  await expect(page.getByText("RUNNING", { exact: true }).first()).toBeVisible();
  const pane = (name: string) =>
    page.getByRole("navigation", { name: "Panes" }).getByRole("button", { name });
  const list = page.getByRole("navigation", { name: "Phases" });

  await test.step("*Steps* is the list; what is chosen takes its place, at the top, and leads back", async () => {
    await pane("Steps").click();
    await expect(list).toBeVisible();
    await expect(page.getByRole("region", { name: "Steps" })).toBeHidden();
    await list.getByRole("button", { name: /^Evidence/ }).click();
    await expect(page.getByRole("heading", { name: "Evidence", exact: false }).first()).toBeInViewport();
    await expect(list).toBeHidden();
    await page.getByRole("button", { name: "All steps" }).click();
    await expect(list).toBeVisible();
    await list.getByRole("button", { name: /^Triggers/ }).click();
    await pane("Steps").click();
    await expect(list).toBeVisible();
  });

  await test.step("what stands against GO is read in full in the pane itself", async () => {
    await pane("Decide").click();
    await page
      .getByRole("region", { name: "Decision" })
      .getByRole("button", { name: /more$|^details$/ })
      .click();
    const last = page.getByText(/Evidence “orders-db-1.dump” is missing/).last();
    await last.scrollIntoViewIfNeeded();
    await expect(last).toBeInViewport();
  });

  await test.step("whatever the keyboard reaches elsewhere is behind More, and a dialog gives the focus back", async () => {
    const more = page.getByRole("button", { name: "More…" });
    await more.click();
    await expect(page.getByRole("option", { name: "Move T-0" })).toBeVisible();
    await page.keyboard.press("Escape");
    await expect(more).toBeFocused();
    const hold = page.getByRole("button", { name: "HOLD", exact: true });
    await hold.click();
    await expect(page.getByRole("dialog", { name: "HOLD" })).toBeVisible();
    await page.keyboard.press("Escape");
    await expect(hold).toBeFocused();
  });

  await test.step("who is polled is told so in every pane, and gives the answer by two taps", async () => {
    await pane("Now").click();
    await crew.must("ic", "OpenPoll", {
      decisionPointId: (await crew.state()).state.decisionPoints.find((point) => point.final)?.id,
    });
    const deployer = (await seat("deployer")).page;
    await deployer.goto(`/runs/${crew.runId}`);
    await deployer.getByRole("button", { name: "The poll is open: give your answer" }).click();
    await deployer.getByRole("button", { name: "Answer GO" }).click();
    await expect(deployer.getByRole("region", { name: "Poll" })).toContainText("You answered GO");
  });
});
