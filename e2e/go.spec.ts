import type { Page } from "@playwright/test";
import { Crew } from "./crew";
import { expect, type PersonName, sharedRunbook, test } from "./fixtures";
import { plan, publish, type StepView, sampleRunbook } from "./scenario";
import { hold, openStep, stepOn } from "./walk";

const fiveSeats: PersonName[] = ["ic", "deployer", "dba", "payments", "scribe"];

function pill(page: Page, word: string) {
  return page.getByRole("banner").or(page.locator("main, body")).getByText(word, { exact: true }).first();
}

const documents = [
  { name: "our sample runbook", text: sampleRunbook as string | null },
  { name: "the war-room document of our first users", text: sharedRunbook("go-live-war-room.md") },
];

/** One line without a variable, which the card would fill in. */
function isPlainCommand(step: StepView): boolean {
  const text = step.commands[0]?.text;
  return text !== undefined && !/[\n{]/.test(text);
}

for (const { name, text } of documents) {
  test.describe(name, () => {
    test.skip(text === null, "../shared does not lie beside this checkout: NOT RUN");

    test("five people in five browsers run a cutover to GO", async ({ seat, api }) => {
      test.setTimeout(240_000);
      const author = await api("author");
      const runbook = await publish(author, text ?? "", `go ${Date.now()}`);
      const runId = await plan(author, runbook, "Cutover to GO");
      const crew = new Crew(runId, api);
      const pages = new Map<PersonName, Page>();
      for (const person of fiveSeats) {
        const { page } = await seat(person);
        await page.goto(`/runs/${runId}`);
        pages.set(person, page);
      }
      const on = (person: PersonName): Page => {
        const page = pages.get(person);
        if (!page) throw new Error(`${person} has no seat`);
        return page;
      };

      await test.step("only the IC starts the run, and every screen changes", async () => {
        await expect(on("deployer").getByRole("button", { name: "Start the run" })).toBeDisabled();
        await hold(on("ic").getByRole("button", { name: "Start the run" }).first());
        for (const person of fiveSeats) await expect(pill(on(person), "RUNNING")).toBeVisible();
      });

      await test.step("a step done on one screen is done on all others, by name, without a reload", async () => {
        const run = await crew.state();
        const phase = run.state.phases.find((candidate) => candidate.kind === "preconditions");
        const step = phase?.steps[0];
        if (!step) throw new Error("the runbook has no precondition");
        const person = await crew.owner(step);
        const card = await openStep(on(person), "reconditions", step);
        for (const field of step.fieldDefinitions.filter((candidate) => candidate.type === "text"))
          await card.getByLabel(field.name).fill("a1b2c3d");
        const watched = fiveSeats
          .filter((other) => other !== person)
          .map((other) => ({ other, place: stepOn(on(other), step) }));
        for (const { place } of watched) await expect(place).toBeVisible();
        await card.getByRole("button", { name: "PASS" }).click();
        for (const { place } of watched)
          await expect(place).toContainText(/\d\d:\d\d:\d\d/, { timeout: 2000 });
      });

      await test.step("R2 a step whose turn has not come says what comes first, in the UI and by the API", async () => {
        const run = await crew.state();
        const mutating = run.state.phases
          .filter((phase) => phase.kind === "execute" || phase.kind === "prepare")
          .flatMap((phase) => phase.steps)
          .filter((step) => step.mutating)
          .at(-1);
        if (!mutating) throw new Error("the runbook has no mutating step");
        const owner = await crew.owner(mutating);
        const refused = await (await api(owner)).command(runId, "StartStep", { stepId: mutating.id });
        expect(refused.status).toBe(422);
        expect(refused.body.error?.rule).toMatch(/^R[23]$/);
        expect(refused.body.error?.missing?.length ?? 0).toBeGreaterThan(0);
      });

      await test.step("a command is copied as the runbook has it", async () => {
        const run = await crew.state();
        const phase = run.state.phases.find((candidate) => candidate.steps.some(isPlainCommand));
        const step = phase?.steps.find(isPlainCommand);
        if (!phase || !step) throw new Error("the runbook has no step with a command");
        await on("deployer").context().grantPermissions(["clipboard-read", "clipboard-write"]);
        const card = await openStep(on("deployer"), phase.title, step);
        await card.getByRole("button", { name: /copy/i }).first().click();
        const copied = () => on("deployer").evaluate(() => navigator.clipboard.readText());
        await expect.poll(copied).toBe(step.commands[0]?.text);
      });

      await test.step("R1 nobody but the IC decides", async () => {
        const point = (await crew.state()).state.decisionPoints.at(-1);
        const refused = await (await api("deployer")).command(runId, "Decide", {
          verdict: "go",
          reason: "I say so",
          decisionPointId: point?.id,
        });
        expect(refused.status).toBe(403);
        expect(refused.body.error?.rule).toBe("R1");
        await expect(on("deployer").getByRole("button", { name: "GO", exact: true })).toBeDisabled();
      });

      await test.step("the scribe writes at typing speed, backdates one entry and corrects another", async () => {
        const composer = on("scribe").getByLabel("Log what happened");
        await on("scribe").keyboard.press("/");
        await expect(composer).toBeFocused();
        for (let line = 1; line <= 8; line += 1) {
          await composer.pressSequentially(`line ${line} of eight`);
          await composer.press("Enter");
        }
        await composer.fill("/at 00:01 vendor called back");
        await composer.press("Enter");
        await composer.fill("PSP keys verfied");
        await composer.press("Enter");
        const ic = on("ic").getByRole("complementary", { name: "Timeline" });
        await expect(ic.getByText("line 8 of eight")).toBeVisible();
        const seen = await ic.getByText(/line \d of eight/).allInnerTexts();
        expect(seen.map((entry) => Number(/\d/.exec(entry)?.[0]))).toEqual([8, 7, 6, 5, 4, 3, 2, 1]);
        await expect(ic.getByText("vendor called back")).toBeVisible();
        await expect(ic.getByText(/recorded late/).first()).toBeVisible();

        const own = on("scribe").locator("article").filter({ hasText: "PSP keys verfied" });
        await own.hover();
        await own.getByRole("button", { name: "Correct" }).click();
        await on("scribe").getByLabel("How the entry should read").fill("PSP keys verified");
        await on("scribe").keyboard.press("Enter");
        await expect(ic.getByText("PSP keys verified", { exact: true })).toBeVisible();
        await expect(ic.getByText("PSP keys verfied")).toBeVisible();
      });

      await crew.walkUntil((step) => step.noExceptions);

      await test.step("the canary is passed by hand, blanks filled, seen by all", async () => {
        const run = await crew.state();
        const canary = run.state.phases.find((phase) => phase.steps.some((step) => step.noExceptions));
        if (!canary) throw new Error("the runbook has no canary");
        for (const [index, step] of canary.steps.entries()) {
          if (index > 0) {
            await crew.do(step);
            continue;
          }
          const person = await crew.owner(step);
          const card = await openStep(on(person), "Canary", step);
          await expect(card.getByText("No exceptions")).toBeVisible();
          await expect(card.getByRole("button", { name: "PASS" })).toBeDisabled();
          for (const field of step.fieldDefinitions.filter((candidate) => candidate.type !== "outcome"))
            await card.getByLabel(field.name).fill("tx-20481");
          await card.getByRole("button", { name: "PASS" }).click();
          await expect(
            on("scribe").getByRole("complementary", { name: "Timeline" }).getByText(step.title).first(),
          ).toBeVisible();
        }
      });

      await test.step("the poll is opened, answered and on every screen", async () => {
        await on("ic").getByRole("button", { name: "Open poll" }).click();
        for (const person of fiveSeats)
          await expect(on(person).getByRole("region", { name: "Poll" })).toBeVisible();
        await on("deployer").getByRole("button", { name: "Answer GO" }).click();
        await on("dba").getByRole("button", { name: "Answer NO-GO…" }).click();
        await on("dba").getByRole("dialog").getByRole("textbox").fill("Replica lags by two minutes");
        await on("dba").getByRole("dialog").getByRole("button", { name: /NO-GO/ }).click();
        for (const person of fiveSeats)
          await expect(on(person).getByRole("region", { name: "Poll" })).toContainText(
            "Replica lags by two minutes",
          );
        await on("dba").getByRole("button", { name: "Answer GO" }).click();
        await expect(on("ic").getByRole("region", { name: "Poll" })).not.toContainText("Replica lags");
      });

      await test.step("the IC records GO with a reason, and the run goes into hypercare everywhere", async () => {
        await crew.fileEvidence();
        const { body } = await (await crew.as("ic")).command(runId, "Decide", {
          verdict: "go",
          reason: "asked",
          decisionPointId: (await crew.state()).state.decisionPoints.find((point) => point.final)?.id,
          expectedSeq: 0,
        });
        expect(body.error?.code).toBe("stale");
        await on("ic").getByRole("button", { name: "GO", exact: true }).click();
        const dialog = on("ic").getByRole("dialog");
        await dialog.getByLabel("Reason").fill("Canary passed, poll is GO");
        await hold(dialog.getByRole("button", { name: /Hold: GO/ }));
        await expect(dialog).toBeHidden();
        for (const person of fiveSeats) await expect(pill(on(person), "HYPERCARE")).toBeVisible();
        await expect(
          on("scribe")
            .getByRole("complementary", { name: "Timeline" })
            .getByText("Canary passed, poll is GO")
            .first(),
        ).toBeVisible();
        expect((await crew.state()).state.status).toBe("hypercare");
      });
    });
  });
}
