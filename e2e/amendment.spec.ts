import type { Page } from "@playwright/test";
import { Crew } from "./crew";
import { expect, test } from "./fixtures";
import { queueRunbook } from "./queue-runbook";
import { plan, publish } from "./scenario";
import { hold, openStep } from "./walk";

/** Proposes the newest version through the palette. */
async function propose(page: Page, reason: string): Promise<void> {
  await page.keyboard.press("ControlOrMeta+k");
  await page.getByPlaceholder("Find a step or an action…").fill("Amend the runbook");
  await page.keyboard.press("Enter");
  const dialog = page.getByRole("dialog", { name: "Amend the runbook of this run" });
  await dialog.getByLabel("Why the run needs it").fill(reason);
  await dialog.getByRole("button", { name: "Propose it" }).click();
  await expect(dialog).toBeHidden();
}

test("R8 a running rehearsal is amended twice: a small change lets it run on, a large one holds it; the steps keep their history", async ({
  seat,
  api,
}) => {
  const author = await api("author");
  const mark = `amendment ${Date.now()}`;
  const { slug, ...first } = await publish(author, queueRunbook(), mark);
  const crew = new Crew(await plan(author, { slug, ...first }, "Mail queue, amended"), api);
  await crew.must("ic", "StartRun");
  const depth = await crew.find(/Read the depth/);
  const tell = await crew.find(/Tell the partners/);
  await crew.walkUntil((step) => step.id === tell.id);
  const [ic, deployer, dba] = [
    (await seat("ic")).page,
    (await seat("deployer")).page,
    (await seat("dba")).page,
  ];
  for (const page of [ic, deployer, dba]) await page.goto(`/runs/${crew.runId}`);

  await test.step("a small one: only the changed step waits, until the commander and somebody else agree", async () => {
    await publish(author, queueRunbook({ tell: "Tell the partners and the help desk" }), mark, slug);
    await propose(deployer, "The help desk was forgotten");
    for (const page of [ic, dba])
      await expect(
        page.getByRole("heading", { name: /Version 2 is proposed: one step waits/ }),
      ).toBeVisible();
    await expect(ic.getByText("RUNNING", { exact: true }).first()).toBeVisible();
    await ic.getByRole("button", { name: "1 difference in meaning" }).click();
    await expect(ic.getByText("Tell the partners and the help desk").first()).toBeVisible();
    expect((await crew.refused("deployer", "PassStep", { stepId: tell.id }))?.rule).toBe("R8");

    await ic.getByRole("button", { name: "Approve version 2" }).click();
    await expect(dba.getByText("Agreed so far: Ada.")).toBeVisible();
    await dba.getByRole("button", { name: "Approve version 2" }).click();
    for (const page of [ic, deployer, dba]) await expect(page.getByText(/^v2 · /)).toBeVisible();
    const renamed = await crew.find(/and the help desk/);
    expect(renamed.status).toBe("waiting");
    await crew.do(renamed);
  });

  await test.step("a large one: the run is held, the difference stands on every screen, the commander puts it in force", async () => {
    const all = { tell: "Tell the partners and the help desk", target: "./queue.sh target broker-2 --all" };
    await publish(author, queueRunbook(all), mark, slug);
    await propose(deployer, "One producer was left out");
    for (const page of [ic, deployer, dba]) {
      await expect(page.getByRole("heading", { name: /Held until version 3 is approved/ })).toBeVisible();
      await expect(page.getByText("./queue.sh target broker-2 --all").first()).toBeVisible();
    }
    expect((await crew.state()).state.status).toBe("held");
    const resume = { verdict: "resume", reason: "go on" };
    expect((await crew.refused("ic", "Decide", resume))?.rule).toBe("R8");
    await ic.getByRole("button", { name: "Approve version 3" }).click();
    for (const page of [ic, deployer, dba]) await expect(page.getByText(/^v3 · /)).toBeVisible();
    await ic.getByRole("button", { name: "RESUME…" }).click();
    const dialog = ic.getByRole("dialog");
    await dialog.getByLabel("Reason").fill("Version 3 is in force");
    await hold(dialog.getByRole("button", { name: "Hold: RESUME" }));
    await expect(deployer.getByText("RUNNING", { exact: true }).first()).toBeVisible();
  });

  await test.step("what was done before is still done, the new command is run, and the changes stand in the plan", async () => {
    expect(await crew.step(depth.id)).toMatchObject({ status: "passed", attempt: 1 });
    const producers = await crew.find(/broker-2 --all/);
    await expect(await openStep(deployer, producers.phaseTitle, producers)).toContainText(
      "./queue.sh target broker-2 --all",
    );
    await ic
      .getByRole("navigation", { name: "Phases" })
      .getByRole("button", { name: /^Changes to the plan/ })
      .click();
    await expect(ic.getByRole("region", { name: "Changes to the plan" }).getByRole("listitem")).toHaveCount(
      2,
    );
    await crew.walkUntil(() => false);
  });
});
