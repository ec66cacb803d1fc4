import { Crew } from "./crew";
import { expect, test } from "./fixtures";
import { queueRunbook } from "./queue-runbook";
import { plan, publish } from "./scenario";
import { hold } from "./walk";

test("R1 while the commander is silent the deputy assumes command once half of the decision clock is gone, and decides alone", async ({
  seat,
  api,
}) => {
  const runbook = await publish(await api("author"), queueRunbook(), `command ${Date.now()}`);
  const runId = await plan(await api("author"), runbook, "Mail queue, commander gone", {
    deputy: "dba@holdpoint.test",
  });
  const crew = new Crew(runId, api);
  await crew.must("ic", "StartRun");
  await crew.walkUntil((step) => step.mutating);
  await crew.do(
    await crew.find(/Drain by waiting/).then(async (step) => {
      await crew.must("ic", "ChooseAlternative", { stepId: step.id, reason: "As agreed" });
      return step;
    }),
  );
  const deputy = (await seat("dba")).page;
  const scribe = (await seat("scribe")).page;
  for (const page of [deputy, scribe]) await page.goto(`/runs/${runId}`);
  const assume = deputy.getByRole("button", { name: "ASSUME COMMAND…" });

  await test.step("before that the deputy is refused, with the moment from which it is possible", async () => {
    await expect(
      deputy.getByRole("region", { name: "Decision" }).getByText("Ada (IC) decides."),
    ).toBeVisible();
    const [trigger] = (await crew.state()).state.triggers;
    await crew.must("scribe", "ObserveTrigger", { triggerId: trigger?.id });
    await expect(deputy.getByRole("region", { name: "Decision clock" })).toContainText(
      "decides ROLLBACK or CONTINUE",
    );
    const refused = await crew.refused("dba", "AssumeCommand", { reason: "She does not answer" });
    expect(refused?.rule).toBe("R1");
    expect(refused?.missing?.join(" ")).toContain("half of the decision clock, at ");
    await expect(assume).toHaveCount(0);
  });

  await test.step("then one hold takes command, on every screen, and the run has just one decider", async () => {
    await expect(assume).toBeVisible({ timeout: 15_000 });
    await assume.click();
    await hold(deputy.getByRole("dialog").getByRole("button", { name: "Hold: assume command" }));
    await expect(scribe.getByText(/Chi \(IC\) decides\./)).toBeVisible();
    await expect(
      scribe
        .getByRole("complementary", { name: "Timeline" })
        .getByText(/Ada does not answer/)
        .first(),
    ).toBeVisible();
    const deciders = (await crew.state()).state.roles.filter((role) => role.capability === "decider");
    expect(deciders.map((role) => role.holder?.name)).toEqual(["Chi"]);
  });

  await test.step("the deputy answers the clock; who was in command does not any more", async () => {
    expect((await crew.refused("ic", "Decide", { verdict: "rollback", reason: "I am back" }))?.rule).toBe(
      "R1",
    );
    await deputy
      .getByRole("region", { name: "Decision clock" })
      .getByRole("button", { name: "ROLLBACK…" })
      .click();
    await hold(deputy.getByRole("dialog").getByRole("button", { name: "Hold: ROLLBACK" }));
    await expect(scribe.getByText("ROLLING BACK", { exact: true }).first()).toBeVisible();
  });
});
