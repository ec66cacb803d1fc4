import { Crew } from "./crew";
import { expect, test } from "./fixtures";
import { plan, publish, sampleRunbook } from "./scenario";
import { hold } from "./walk";

test("command is handed over by offer and acceptance; hypercare is declared complete, the record signed, the run sealed", async ({
  seat,
  api,
}) => {
  const runbook = await publish(await api("author"), sampleRunbook, `closing ${Date.now()}`);
  const runId = await plan(await api("author"), runbook, "To the very end");
  const crew = new Crew(runId, api);
  await crew.must("ic", "StartRun");
  const ic = (await seat("ic")).page;
  const dba = (await seat("dba")).page;
  await ic.goto(`/runs/${runId}`);
  await dba.goto(`/runs/${runId}`);

  await test.step("R1 command goes to the DB Owner and back, and there is always just one decider", async () => {
    await ic.getByRole("button", { name: "Hand over…" }).click();
    await ic.getByRole("dialog").getByLabel("To").selectOption({ label: "Chi" });
    await ic.getByRole("dialog").getByRole("button", { name: "Offer command" }).click();
    await dba
      .getByRole("button", { name: /offer|command/i })
      .first()
      .click();
    await hold(dba.getByRole("dialog").getByRole("button", { name: "Hold: take command" }));
    await expect(dba.getByRole("button", { name: "HOLD" })).toBeEnabled();
    await expect(ic.getByRole("dialog")).toContainText("Nothing is offered at the moment");
    await ic.keyboard.press("Escape");
    await expect(ic.getByRole("button", { name: "HOLD" })).toBeDisabled();
    const refused = await (await crew.as("ic")).command(runId, "Decide", { verdict: "hold", reason: "mine" });
    expect(refused.body.error?.rule).toBe("R1");
    const deciders = (await crew.state()).state.roles.filter((role) => role.capability === "decider");
    expect(deciders.map((role) => role.holder?.name)).toEqual(["Chi"]);
    await crew.must("dba", "OfferCommand", { email: "ic@holdpoint.test" });
    const offer = (await crew.state()).state.commandOffer;
    await crew.must("ic", "AcceptCommand", { offerId: offer?.id });
    await expect(ic.getByRole("button", { name: "HOLD" })).toBeEnabled();
  });

  await crew.walkUntil(() => false);
  await crew.fileEvidence();
  const final = (await crew.state()).state.decisionPoints.find((point) => point.final);
  await crew.must("ic", "Decide", { verdict: "go", reason: "All of it holds", decisionPointId: final?.id });

  await test.step("R10 every criterion is confirmed before the run is declared complete", async () => {
    await expect(ic.getByText("HYPERCARE", { exact: true }).first()).toBeVisible();
    for (const step of (await crew.state()).state.phases
      .filter((phase) => phase.kind === "hypercare")
      .flatMap((phase) => phase.steps))
      await crew.do(step);
    await expect(ic.getByRole("button", { name: "Declare complete" })).toBeDisabled();
    const { criteria } = (await crew.state()).state;
    for (let left = criteria.length; left > 0; left -= 1) {
      await ic.getByRole("button", { name: "Confirm", exact: true }).first().click();
      await expect(ic.getByRole("button", { name: "Confirm", exact: true })).toHaveCount(left - 1);
    }
    await hold(ic.getByRole("button", { name: "Declare complete" }));
  });

  await test.step("R10 the final record is filled in and signed, the run closed; then nothing is added any more", async () => {
    const { finalRecordFields } = (await crew.state()).state;
    for (const { name, options } of finalRecordFields) {
      const control = ic.getByLabel(name, { exact: true });
      if (options.length > 0) await control.selectOption(options[0] ?? "");
      else await control.fill("none");
    }
    await ic.getByRole("button", { name: "Sign the final record" }).click();
    await hold(ic.getByRole("button", { name: "Close the run" }));
    for (const page of [ic, dba])
      await expect(page.getByRole("heading", { name: "Closed and sealed" })).toBeVisible();
    const after = await (await crew.as("scribe")).command(runId, "LogEntry", { text: "One more thing" });
    expect(after.status).toBe(409);
    expect(after.body.error?.rule).toBe("R10");
    expect((await crew.state()).state.outcome).toBe("complete");
  });
});
