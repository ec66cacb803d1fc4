import { Crew } from "./crew";
import { expect, test } from "./fixtures";
import { queueRunbook } from "./queue-runbook";
import { plan, publish } from "./scenario";
import { openStep, stepOn } from "./walk";

test("two people waive, void, verify and choose: each where the runbook asks for a second pair of eyes", async ({
  seat,
  api,
}) => {
  const runbook = await publish(await api("author"), queueRunbook(), `waiver ${Date.now()}`);
  const runId = await plan(await api("author"), runbook, "Mail queue, by two");
  const crew = new Crew(runId, api);
  await crew.must("ic", "StartRun");
  const depth = await crew.find(/Read the depth/);
  const settings = await crew.find(/Keep the settings/);
  const tell = await crew.find(/Tell the partners/);
  const waiting = await crew.find(/Drain by waiting/);
  const moving = await crew.find(/Drain by moving/);
  const producers = await crew.find(/Point the producers:?$/);
  await crew.walkUntil((step) => step.id === tell.id);
  const [deployer, dba, approver, ic] = await Promise.all(
    (["deployer", "dba", "approver", "ic"] as const).map(async (person) => (await seat(person)).page),
  );
  if (!deployer || !dba || !approver || !ic) throw new Error("a seat is missing");
  for (const page of [deployer, dba, approver, ic]) await page.goto(`/runs/${runId}`);

  await test.step("R11 a waiver is asked for with ticket, reason and expiry, and granted by another person", async () => {
    const card = await openStep(deployer, tell.phaseTitle, tell);
    await expect(card.getByRole("button", { name: "N/A…" })).toHaveCount(0);
    await card.getByRole("button", { name: "Waiver…" }).click();
    const dialog = deployer.getByRole("dialog");
    await dialog.getByLabel("Ticket").fill("MAIL-7");
    await dialog.getByLabel("Why it need not be done or be there").fill("There is no partner any more");
    await dialog.getByRole("button", { name: "4 h", exact: true }).click();
    await dialog.getByRole("button", { name: "Request it" }).click();
    await expect(dialog).toBeHidden();

    await approver
      .getByRole("navigation", { name: "Phases" })
      .getByRole("button", { name: /^Waivers/ })
      .click();
    const waiver = approver.getByRole("article", { name: "Waiver MAIL-7" });
    await expect(waiver).toContainText("There is no partner any more");
    await waiver.getByRole("button", { name: "Grant…" }).click();
    await approver.getByRole("dialog").getByRole("button", { name: "Grant it" }).click();
    await expect(waiver).toHaveAttribute("data-waiver", "granted");
    await expect(waiver).toContainText("Granted by");
    await expect(waiver).toContainText("Fay");

    await card.getByRole("button", { name: "N/A…" }).click();
    await dialog.getByRole("button", { name: "N/A" }).click();
    await expect(await openStep(ic, tell.phaseTitle, tell)).toContainText("MAIL-7");
    expect((await crew.step(tell.id)).status).toBe("not-applicable");
  });

  await test.step("R4 a result marked by mistake is taken back by two, and what rested on it opens again", async () => {
    const own = await openStep(deployer, depth.phaseTitle, depth);
    await own.getByRole("button", { name: "Marked by mistake…" }).click();
    const dialog = deployer.getByRole("dialog");
    await dialog.getByLabel("What was wrong with the mark").fill("I read the wrong queue");
    await dialog.getByRole("button", { name: "Ask to void it" }).click();
    await expect(own).toContainText("a second person is awaited");
    expect((await crew.step(depth.id)).status).toBe("passed");
    expect((await crew.refused("deployer", "VoidResult", { stepId: depth.id, reason: "again" }))?.rule).toBe(
      "R4",
    );

    const seen = await openStep(dba, depth.phaseTitle, depth);
    await expect(seen).toContainText("I read the wrong queue");
    await seen.getByRole("button", { name: "Agree: void it" }).click();
    await expect(stepOn(deployer, depth)).toContainText("Taken back by Ben and Chi: I read the wrong queue");
    for (const { id } of [depth, settings])
      expect(await crew.step(id)).toMatchObject({ status: "waiting", attempt: 2 });
    await crew.do(await crew.step(depth.id));
    await crew.do(await crew.step(settings.id));
  });

  await test.step("R2 the commander alone picks one of several ways, once; the other is left out", async () => {
    const theirs = await openStep(deployer, waiting.phaseTitle, waiting);
    await expect(theirs.getByRole("button", { name: `Take this way… ${moving.title}` })).toBeDisabled();
    const card = await openStep(ic, moving.phaseTitle, moving);
    await card.getByRole("button", { name: `Take this way… ${moving.title}` }).click();
    const dialog = ic.getByRole("dialog");
    await dialog.getByLabel("Why this way").fill("Waiting would take until noon");
    await dialog.getByRole("button", { name: "Take this way" }).click();
    await expect(stepOn(deployer, waiting)).toContainText("N/A");
    await expect(await openStep(deployer, waiting.phaseTitle, waiting)).toContainText(
      `“${moving.title}” was chosen instead.`,
    );
    expect((await crew.step(waiting.id)).status).toBe("not-applicable");
    await crew.do(await crew.step(moving.id));
  });

  await test.step("R12 the step counts only once the named role has verified it, and never by who did it", async () => {
    const card = await openStep(deployer, producers.phaseTitle, producers);
    await card.getByRole("button", { name: "PASS" }).click();
    await expect(stepOn(deployer, producers)).toContainText("To be verified");
    await expect(await openStep(deployer, producers.phaseTitle, producers)).toContainText(
      /Waits for verification by .*Chi/,
    );
    await expect(card.getByRole("button", { name: "VERIFY" })).toHaveCount(0);
    expect((await crew.refused("deployer", "VerifyStep", { stepId: producers.id }))?.rule).toBe("R12");
    const probe = await crew.find(/Send a mail/);
    expect(
      (await crew.refused("deployer", "StartStep", { stepId: probe.id }))?.missing?.length,
    ).toBeGreaterThan(0);
    await (await openStep(dba, producers.phaseTitle, producers))
      .getByRole("button", { name: "VERIFY" })
      .click();
    // The card that waits for its verification folds when that arrives: it is opened again after, not before.
    await expect(stepOn(ic, producers)).toHaveAttribute("aria-expanded", "false");
    const row = await openStep(ic, producers.phaseTitle, producers);
    await expect(row).toContainText("Verified by Chi");
    await crew.do(probe);
  });
});
