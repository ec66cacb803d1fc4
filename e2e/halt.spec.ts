import { execFile } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Page } from "@playwright/test";
import { Crew } from "./crew";
import { expect, type PersonName, sharedRunbook, test } from "./fixtures";
import { plan, publish } from "./scenario";
import { hold, openStep } from "./walk";

const document = sharedRunbook("alembic-production-cutover.md");
const root = join(import.meta.dirname, "..");

/** What `holdpoint verify` says of a pack, and its exit code. */
function verify(pack: string): Promise<{ code: number; said: string }> {
  return new Promise((resolve) => {
    const child = execFile(
      process.execPath,
      ["cli/holdpoint.mjs", "verify", pack],
      { cwd: root },
      (_, out, err) => resolve({ code: child.exitCode ?? -1, said: out + err }),
    );
  });
}

test.describe("the database reconciliation of our first users", () => {
  test.skip(document === null, "../shared does not lie beside this checkout: NOT RUN");

  test("R5 R10 an abort at the upgrade halts every screen; the run closes as a classified blocker, sealed, and its pack proves it", async ({
    seat,
    api,
  }) => {
    const runbook = await publish(await api("author"), document ?? "", `halt ${Date.now()}`);
    const runId = await plan(await api("author"), runbook, "Reconciliation, blocked");
    const crew = new Crew(runId, api);
    await crew.must("ic", "StartRun");
    const upgrade = await crew.find(/upgrade head/);
    await crew.fileEvidence();
    await crew.walkUntil((step) => step.id === upgrade.id);
    const [log] = upgrade.artifacts;
    if (!log) throw new Error("the upgrade keeps no log");
    await crew.upload("deployer", log, "DuplicateTable: relation exists, says the server\n", {
      step: upgrade.id,
    });
    const screens = new Map<PersonName, Page>();
    for (const person of ["ic", "deployer", "scribe"] as const) {
      const { page } = await seat(person);
      await page.goto(`/runs/${runId}`);
      await expect(page.getByText("RUNNING", { exact: true }).first()).toBeVisible();
      screens.set(person, page);
    }
    const on = (person: PersonName): Page => {
      const page = screens.get(person);
      if (!page) throw new Error(`${person} has no seat`);
      return page;
    };

    await test.step("the deployer pulls the stop cord at the step; every screen is halted, containment opens", async () => {
      const card = await openStep(on("deployer"), upgrade.phaseTitle, upgrade);
      await card.getByRole("button", { name: "Report abort condition…" }).click();
      const dialog = on("deployer").getByRole("dialog");
      await dialog.getByRole("radio", { name: /DuplicateTable/ }).check();
      await dialog.getByLabel("What you see (optional)").fill("DuplicateTable in the second revision");
      await hold(dialog.getByRole("button", { name: "Hold: HALT" }));
      for (const page of screens.values()) {
        await expect(page.getByText("HALTED", { exact: true }).first()).toBeVisible();
        await expect(page.getByText(/DuplicateTable in the second revision/).first()).toBeVisible();
        await expect(page.getByRole("button", { name: "show the steps" })).toBeVisible();
      }
      expect((await crew.refused("deployer", "StartStep", { stepId: upgrade.id }))?.rule).toBe("R5");
    });

    await test.step("it closes as a blocker once it is contained and classified, by the commander's hold", async () => {
      const close = on("ic").getByRole("button", { name: "Close as a blocker…" });
      await expect(close).toBeDisabled();
      await crew.finish("containment");
      await on("deployer").getByLabel("Class", { exact: true }).fill("dependency ordering");
      await on("deployer").getByLabel("Root cause").fill("The table was made by hand before");
      await on("deployer").getByRole("button", { name: "Classify the blocker" }).click();
      await expect(on("scribe").getByText("The table was made by hand before").first()).toBeVisible();
      await close.click();
      const dialog = on("ic").getByRole("dialog");
      await dialog.getByLabel("Reason").fill("Not tonight");
      await hold(dialog.getByRole("button", { name: /^Hold: / }));
      for (const page of screens.values()) await expect(page.getByText("BLOCKER").first()).toBeVisible();
    });

    await test.step("R10 the final record is signed by the template, the run sealed on every screen", async () => {
      for (const { name, options } of (await crew.state()).state.finalRecordFields) {
        const control = on("ic").getByLabel(name, { exact: true });
        if (options.length > 0) await control.selectOption(options.at(-1) ?? "");
        else if ((await control.inputValue()) === "") await control.fill("see the log");
      }
      await on("ic").getByRole("button", { name: "Sign the final record" }).click();
      await hold(on("ic").getByRole("button", { name: "Close the run" }));
      for (const page of screens.values())
        await expect(page.getByRole("heading", { name: "Closed and sealed" })).toBeVisible();
      expect((await crew.state()).state.outcome).toBe("blocker");
      expect((await crew.refused("scribe", "LogEntry", { text: "One more thing" }))?.rule).toBe("R10");
    });

    await test.step("the pack is intact without a server; with one byte changed the broken file is named", async () => {
      const folder = mkdtempSync(join(tmpdir(), "holdpoint-pack-"));
      try {
        const coming = on("ic").waitForEvent("download");
        await on("ic").getByRole("link", { name: "Evidence pack" }).click();
        const pack = join(folder, "pack.zip");
        await (await coming).saveAs(pack);
        const intact = await verify(pack);
        expect(intact.said).toMatch(/^intact: Reconciliation, blocked \(rehearsal, closed, blocker\)/);
        expect(intact.said).toContain((await crew.state()).headHash);
        expect(intact.code).toBe(0);

        const bytes = readFileSync(pack);
        const at = bytes.indexOf("DuplicateTable: relation exists, says the server");
        expect(at, "the log lies in the pack as it was filed").toBeGreaterThan(0);
        bytes.write("d", at);
        writeFileSync(pack, bytes);
        const broken = await verify(pack);
        expect(broken.said).toMatch(/^NOT INTACT: /);
        expect(broken.said).toContain(log);
        expect(broken.code).toBe(1);
      } finally {
        rmSync(folder, { recursive: true, force: true });
      }
    });
  });
});
