import { Crew } from "./crew";
import { expect, test } from "./fixtures";
import { queueRunbook } from "./queue-runbook";
import { plan, publish } from "./scenario";
import { hold } from "./walk";

test("a rehearsal drills its rollback once it is verified, closes as PASS, and its measured time stands where production starts", async ({
  seat,
  api,
}) => {
  const author = await api("author");
  const runbook = await publish(author, queueRunbook(), `drill ${Date.now()}`);
  const crew = new Crew(await plan(author, runbook, "Mail queue, drilled"), api);
  await crew.must("ic", "StartRun");
  const ic = (await seat("ic")).page;
  const scribe = (await seat("scribe")).page;
  for (const page of [ic, scribe]) await page.goto(`/runs/${crew.runId}`);
  const drill = ic.getByRole("dialog").getByRole("checkbox", { name: /DRILL/ });

  await test.step("L before the verification it is no drill", async () => {
    await crew.walkUntil((step) => /Send a mail/.test(step.title));
    const refused = await crew.refused("ic", "Decide", { verdict: "rollback", reason: "drill", drill: true });
    expect(refused?.missing?.length).toBeGreaterThan(0);
    await ic.getByRole("button", { name: "ROLLBACK", exact: true }).click();
    await expect(drill).toBeDisabled();
    await ic.keyboard.press("Escape");
  });

  await test.step("then the rollback is drilled, and said to be a drill on every screen", async () => {
    await crew.walkUntil(() => false);
    await ic.getByRole("button", { name: "ROLLBACK", exact: true }).click();
    await drill.check();
    await hold(ic.getByRole("dialog").getByRole("button", { name: "Hold: DRILL ROLLBACK" }));
    for (const page of [ic, scribe]) {
      await expect(page.getByText("ROLLING BACK", { exact: true }).first()).toBeVisible();
      await expect(page.getByText("DRILL", { exact: true }).first()).toBeVisible();
    }
  });

  await test.step("the plan is done, the rehearsal complete, and closed as PASS", async () => {
    await crew.finish("rollback");
    await hold(ic.getByRole("button", { name: "Hold: rollback is done" }));
    await expect(ic.getByText("with a drilled rollback; the rehearsal closes as PASS")).toBeVisible();
    await crew.fileEvidence();
    await crew.close();
    for (const page of [ic, scribe])
      await expect(page.getByRole("heading", { name: "Closed and sealed" })).toBeVisible();
    expect((await crew.state()).state.outcome).toBe("complete");
  });

  await test.step("R8 a production run of this text names the rehearsal and how long its rollback took", async () => {
    const night = await plan(author, runbook, "Mail queue, the night", {
      kind: "production",
      deputy: "dba@holdpoint.test",
    });
    await ic.goto(`/runs/${night}`);
    await expect(ic.getByRole("link", { name: "Mail queue, drilled" })).toBeVisible();
    await expect(ic.getByText(/Of this hash; its rollback took [\d.]+ min/)).toBeVisible();
  });
});

test("a rollback of one part names the part that stays, and ends as partially rolled back", async ({
  seat,
  api,
}) => {
  const author = await api("author");
  const runbook = await publish(author, queueRunbook(), `partial ${Date.now()}`);
  const crew = new Crew(await plan(author, runbook, "Mail queue, half back"), api);
  await crew.must("ic", "StartRun");
  await crew.walkUntil((step) => /Send a mail/.test(step.title));
  const ic = (await seat("ic")).page;
  await ic.goto(`/runs/${crew.runId}`);

  await ic.getByRole("button", { name: "ROLLBACK", exact: true }).click();
  const dialog = ic.getByRole("dialog");
  await dialog.getByRole("checkbox", { name: /Messages back/ }).uncheck();
  await expect(dialog).toContainText("it has to be named what stays changed");
  await hold(dialog.getByRole("button", { name: "Hold: ROLLBACK" }));
  await expect(ic.getByText("Not part of this rollback")).toBeVisible();
  for (const step of (await crew.state()).state.phases
    .filter(({ title }) => title === "Producers back")
    .flatMap(({ steps }) => steps))
    await crew.do(step);

  const done = ic.getByRole("button", { name: "Hold: rollback is done" });
  await expect(done).toBeDisabled();
  expect((await crew.refused("ic", "FinishRollback"))?.code).toBeDefined();
  await ic.getByLabel("What stays changed because of it").fill("The messages stay on the new broker");
  await hold(done);
  await expect(ic.getByText(/PART(IAL)?LY ROLLED BACK/).first()).toBeVisible();
  expect((await crew.state()).state.outcome).toBe("partially-rolled-back");
  await expect(
    ic
      .getByRole("complementary", { name: "Timeline" })
      .getByText("What stays: The messages stay on the new broker")
      .first(),
  ).toBeVisible();
  const summary = await (await crew.as("ic")).request.get(`/api/runs/${crew.runId}/summary.md`);
  expect(await summary.text()).toContain("| Stays changed | The messages stay on the new broker |");
});
