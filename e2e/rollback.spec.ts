import type { Page } from "@playwright/test";
import { Crew } from "./crew";
import { expect, type PersonName, sharedRunbook, test } from "./fixtures";
import { plan, publish, sampleRunbook } from "./scenario";
import { hold, openStep } from "./walk";

const documents = [
  { name: "our sample runbook", text: sampleRunbook as string | null },
  { name: "the war-room document of our first users", text: sharedRunbook("go-live-war-room.md") },
];

const seats: PersonName[] = ["ic", "deployer", "payments", "scribe"];

for (const { name, text } of documents) {
  test.describe(name, () => {
    test.skip(text === null, "../shared does not lie beside this checkout: NOT RUN");

    test("a failed canary bars GO, a trigger starts the clock on every screen, the IC rolls back", async ({
      seat,
      api,
    }) => {
      test.setTimeout(240_000);
      const runbook = await publish(await api("author"), text ?? "", `rollback ${Date.now()}`);
      const runId = await plan(await api("author"), runbook, "Cutover to ROLLBACK");
      const crew = new Crew(runId, api);
      await crew.must("ic", "StartRun");
      await crew.walkUntil((step) => step.noExceptions);

      const pages = new Map<PersonName, Page>();
      for (const person of seats) {
        const { page } = await seat(person);
        await page.goto(`/runs/${runId}`);
        pages.set(person, page);
      }
      const on = (person: PersonName): Page => {
        const page = pages.get(person);
        if (!page) throw new Error(`${person} has no seat`);
        return page;
      };
      const run = await crew.state();
      const canary = run.state.phases.flatMap((phase) => phase.steps).find((step) => step.noExceptions);
      const point = run.state.decisionPoints.find((candidate) => candidate.final);
      const trigger = run.state.triggers.find((candidate) => candidate.action === "rollback");
      if (!canary || !point || !trigger) throw new Error("the runbook has no canary, decision or trigger");

      await test.step("R4 the canary FAILs in the UI", async () => {
        const person = await crew.owner(canary);
        const card = await openStep(on(person), "Canary", canary);
        await card.getByRole("button", { name: "FAIL…" }).click();
        const dialog = on(person).getByRole("dialog");
        await dialog.getByRole("textbox").fill("The order was charged twice");
        await dialog.getByRole("button", { name: /FAIL/ }).click();
        await expect(dialog).toBeHidden();
        for (const other of seats)
          await expect(
            on(other)
              .getByRole("complementary", { name: "Timeline" })
              .getByText("The order was charged twice")
              .first(),
          ).toBeVisible();
      });

      await test.step("R4 GO is refused with the reason, in the UI and by the API", async () => {
        await expect(on("ic").getByRole("button", { name: "GO", exact: true })).toBeDisabled();
        await expect(on("ic").getByLabel("Decision", { exact: true })).toContainText(/no exceptions/);
        const refused = await (await crew.as("ic")).command(runId, "Decide", {
          verdict: "go",
          reason: "We go anyway",
          decisionPointId: point.id,
        });
        expect(refused.status).toBe(422);
        expect(refused.body.error?.rule).toBe("R4");
        expect(refused.body.error?.missing?.join(" ")).toMatch(/bars GO for the rest of the run/);
        const retried = await (await crew.as(await crew.owner(canary))).command(runId, "RetryStep", {
          stepId: canary.id,
          reason: "once more",
        });
        expect(retried.body.error?.rule).toBe("R4");
      });

      await test.step("R6 an observed trigger starts the five-minute clock on every screen", async () => {
        await on("payments")
          .getByRole("button", { name: /^Triggers/ })
          .click();
        const rule = on("payments").getByRole("listitem").filter({ hasText: trigger.text });
        await rule.getByRole("button").click();
        const dialog = on("payments").getByRole("dialog");
        await expect(dialog.getByLabel(trigger.text)).toBeChecked();
        await dialog.getByRole("button", { name: "Observed now" }).click();
        for (const person of seats) {
          const clock = on(person).getByRole("region", { name: "Decision clock" });
          await expect(clock).toContainText(trigger.text);
          await expect(clock.getByRole("timer")).toContainText(/0?4:[0-5]\d/);
        }
        await expect(on("deployer").getByRole("region", { name: "Decision clock" })).toContainText(
          /decides ROLLBACK or CONTINUE/,
        );
      });

      await test.step("R1 the IC alone rolls back, by holding, without typing; the plan opens as a checklist", async () => {
        const refused = await (await crew.as("deployer")).command(runId, "Decide", {
          verdict: "rollback",
          reason: "now",
        });
        expect(refused.status).toBe(403);
        await on("ic")
          .getByRole("region", { name: "Decision clock" })
          .getByRole("button", { name: "ROLLBACK…" })
          .click();
        const dialog = on("ic").getByRole("dialog");
        await hold(dialog.getByRole("button", { name: /Hold: ROLLBACK/ }));
        await expect(dialog).toBeHidden();
        for (const person of seats) {
          await expect(on(person).getByText("ROLLING BACK", { exact: true }).first()).toBeVisible();
          await expect(on(person).getByRole("region", { name: "Decision clock" })).toHaveCount(0);
        }
        const { state } = await crew.state();
        expect(state.status).toBe("rolling-back");
        const rollback = state.phases.find((phase) => phase.kind === "rollback");
        expect(rollback?.status).toBe("open");
        const first = rollback?.steps[0];
        if (!first) throw new Error("the rollback plan is empty");
        const owner = await crew.owner(first);
        const page = on(owner === "dba" ? "deployer" : owner);
        await expect(page.locator(`[data-step="${first.id}"]`)).toBeVisible();
      });

      await test.step("the rollback plan is done in order, verified and closed as rolled back", async () => {
        for (const step of (await crew.state()).state.phases
          .filter((phase) => phase.kind === "rollback")
          .flatMap((phase) => phase.steps))
          await crew.do(step);
        await crew.must("ic", "FinishRollback");
        expect((await crew.state()).state.outcome).toBe("rolled-back");
        for (const person of seats)
          await expect(on(person).getByText("CONCLUDING", { exact: true }).first()).toBeVisible();
      });
    });
  });
}
