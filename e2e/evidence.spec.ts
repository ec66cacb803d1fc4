import { readFileSync } from "node:fs";
import type { Page } from "@playwright/test";
import { Crew } from "./crew";
import { expect, sharedRunbook, test } from "./fixtures";
import { allSteps, plan, publish } from "./scenario";
import { openStep } from "./walk";

const document = sharedRunbook("alembic-production-cutover.md");

/** Shows a list of the room by its name in the navigation. */
async function open(page: Page, name: RegExp): Promise<void> {
  await page.getByRole("navigation", { name: "Phases" }).getByRole("button", { name }).click();
}

/** Lets a file go in the middle of the room, as from a folder beside the browser. */
async function dropFile(page: Page, name: string, text: string): Promise<void> {
  const data = await page.evaluateHandle(
    ([fileName, content]) => {
      const transfer = new DataTransfer();
      transfer.items.add(new File([content ?? ""], fileName ?? "", { type: "text/plain" }));
      return transfer;
    },
    [name, text],
  );
  await page.getByRole("region", { name: "Steps" }).dispatchEvent("drop", { dataTransfer: data });
}

/** Pastes text where nothing is being written, out of the clipboard as any program fills it. */
async function pasteText(page: Page, text: string): Promise<void> {
  await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
  await page.evaluate((content) => navigator.clipboard.writeText(content), text);
  await page.getByRole("heading", { name: /^Evidence/ }).click();
  await page.keyboard.press("ControlOrMeta+v");
}

test.describe("the database reconciliation of our first users", () => {
  test.skip(document === null, "../shared does not lie beside this checkout: NOT RUN");

  test("R9 evidence comes in by picker, drop and paste; PASS waits for it, and for values within tolerance", async ({
    seat,
    api,
  }) => {
    const runbook = await publish(await api("author"), document ?? "", `evidence ${Date.now()}`);
    const runId = await plan(await api("author"), runbook, "Reconciliation, rehearsed");
    const crew = new Crew(runId, api);
    await crew.must("ic", "StartRun");
    const { state } = await crew.state();
    const preconditions = state.phases.find(({ kind }) => kind === "preconditions");
    const withArtifact = preconditions?.steps.find(({ artifacts }) => artifacts.length > 0);
    const withCheck = preconditions?.steps.find(({ checks }) => checks.length > 0);
    const attested = withArtifact?.artifacts[0];
    const [check] = withCheck?.checks ?? [];
    const others = state.requiredEvidence.map(({ name }) => name).filter((name) => name !== attested);
    const [picked, pasted] = others;
    if (!preconditions || !withArtifact || !withCheck || !attested || !check || !picked || !pasted)
      throw new Error("the document has no attestations or no check");

    const deployer = (await seat("deployer")).page;
    await deployer.goto(`/runs/${runId}`);
    const missing = () => deployer.locator('[data-wanted][data-standing="missing"]');

    await test.step("PASS is refused without the artifact that the step names, in the room and by the API", async () => {
      const card = await openStep(deployer, preconditions.title, withArtifact);
      await expect(card.getByRole("button", { name: "PASS" })).toBeDisabled();
      await expect(card.locator('[data-reason="PassStep"]')).toContainText(attested);
      const refused = await crew.refused("deployer", "PassStep", { stepId: withArtifact.id });
      expect(refused?.rule).toBe("R9");
      expect(refused?.missing?.join(" ")).toContain(attested);
    });

    await test.step("the list of what is missing shrinks with every way in: chosen, let go, pasted", async () => {
      await open(deployer, /^Evidence/);
      await expect(missing()).toHaveCount(state.requiredEvidence.length);
      const place = (name: string) => deployer.locator(`[data-wanted="${name}"]`);
      await place(picked)
        .locator('input[type="file"]')
        .setInputFiles({
          name: "any-name.txt",
          mimeType: "text/plain",
          buffer: Buffer.from("all is approved\n"),
        });
      await expect(place(picked)).toHaveAttribute("data-standing", "in");

      await dropFile(deployer, attested, "writes are frozen\n");
      const dialog = deployer.getByRole("dialog");
      await expect(dialog.getByLabel("File it as")).toHaveValue(attested);
      await dialog.getByRole("button", { name: "File 1 file" }).click();
      await expect(place(attested)).toHaveAttribute("data-standing", "in");

      await pasteText(deployer, "restore window: 7 days\n");
      await expect(dialog.getByLabel("Text")).toHaveValue("restore window: 7 days\n");
      await dialog.getByLabel("Name").fill(pasted);
      await dialog.getByRole("button", { name: "File it" }).click();
      await expect(place(pasted)).toHaveAttribute("data-standing", "in");
      await expect(missing()).toHaveCount(state.requiredEvidence.length - 3);
    });

    await test.step("PASS is allowed with it", async () => {
      const card = await openStep(deployer, preconditions.title, withArtifact);
      await card.getByRole("button", { name: "PASS" }).click();
      await expect.poll(async () => (await crew.step(withArtifact.id)).status).toBe("passed");
    });

    await test.step("an output that is pasted fills the check; a value out of tolerance refuses PASS", async () => {
      for (const step of allSteps(await crew.state())) {
        if (step.id === withCheck.id) break;
        if (step.status === "waiting") await crew.do(step);
      }
      const card = await openStep(deployer, preconditions.title, withCheck);
      await card.getByRole("button", { name: "Paste output…" }).click();
      const output = card.getByLabel("Output of the command");
      await output.fill(`reading\n${check.left}: 0000deadbeef\n`);
      await expect(card.locator('[data-check="out"]')).toContainText("0000deadbeef");
      await expect(card.getByRole("button", { name: "PASS" })).toBeDisabled();
      await output.fill(`reading\n${check.left}: ${check.right}\n`);
      await expect(card.locator('[data-check="in"]')).toContainText("in tolerance");
      await card.getByRole("button", { name: "PASS" }).click();
      await expect.poll(async () => (await crew.step(withCheck.id)).status).toBe("passed");
    });

    await test.step("what is restricted is not offered to the scribe; the commander downloads it as an attachment", async () => {
      await open(deployer, /^Evidence/);
      await deployer
        .getByRole("region", { name: "Steps" })
        .getByRole("button", { name: "Type text" })
        .first()
        .click();
      const dialog = deployer.getByRole("dialog");
      await dialog.getByLabel("Name").fill("who-has-access.txt");
      await dialog.getByLabel("Text").fill("two people\n");
      await dialog.getByLabel(/^Restricted/).check();
      await dialog.getByRole("button", { name: "File it" }).click();

      const [scribe, ic] = [(await seat("scribe")).page, (await seat("ic")).page];
      for (const page of [scribe, ic]) {
        await page.goto(`/runs/${runId}`);
        await open(page, /^Evidence/);
        await expect(page.locator('[data-evidence="who-has-access.txt"]')).toContainText("restricted");
        await expect(page.getByRole("link", { name: `Download ${picked}` })).toBeVisible();
      }
      await expect(scribe.getByRole("link", { name: "Download who-has-access.txt" })).toHaveCount(0);
      const item = (await crew.state()).state.evidence.find(({ name }) => name === "who-has-access.txt");
      const address = `/api/runs/${runId}/evidence/${item?.artifactId}`;
      expect((await (await crew.as("scribe")).request.get(address)).status()).toBe(403);

      const coming = ic.waitForEvent("download");
      await ic.getByRole("link", { name: "Download who-has-access.txt" }).click();
      const download = await coming;
      expect(download.suggestedFilename()).toBe("who-has-access.txt");
      expect(readFileSync(await download.path(), "utf8")).toBe("two people\n");
      const headers = (await (await crew.as("ic")).request.get(address)).headers();
      expect(headers["content-disposition"]).toMatch(/^attachment/);
      expect(headers["x-content-type-options"]).toBe("nosniff");
    });
  });
});
