import AxeBuilder from "@axe-core/playwright";
import type { Page } from "@playwright/test";
import { Crew } from "./crew";
import { expect, test } from "./fixtures";
import { plan, publish, sampleRunbook } from "./scenario";

/** Writes down what the page asks the browser to show and to sound, and lets the test say whether it is looked at. */
async function listen(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const heard = { shown: [] as string[], notes: 0, watched: false };
    Reflect.set(window, "heard", heard);
    window.Notification = class extends window.Notification {
      constructor(title: string, options?: NotificationOptions) {
        super(title, options);
        heard.shown.push(title);
      }
    };
    const start = OscillatorNode.prototype.start;
    OscillatorNode.prototype.start = function (when) {
      heard.notes += 1;
      start.call(this, when);
    };
    document.hasFocus = () => heard.watched;
  });
}

const shown = (page: Page): Promise<string[]> => page.evaluate(() => Reflect.get(window, "heard").shown);
const notes = (page: Page): Promise<number> => page.evaluate(() => Reflect.get(window, "heard").notes);

test("the room calls somebody who looks elsewhere, as they allowed, for others' acts alone, and remembers it", async ({
  seat,
  api,
}) => {
  test.setTimeout(180_000);
  const author = await api("author");
  const runbook = await publish(author, sampleRunbook, `signals ${Date.now()}`);
  const crew = new Crew(await plan(author, runbook, "Orders to the new cluster"), api);
  const { page, context } = await seat("dba");
  await context.grantPermissions(["notifications"]);
  await listen(page);
  await page.goto(`/runs/${crew.runId}`);

  // Off until it is turned on, by keyboard alone.
  const button = page.getByRole("button", { name: "Sounds and notifications: off" });
  await expect(page.locator("[data-connection=live]")).toBeVisible();
  await crew.must("ic", "StartRun");
  await expect(page.getByText("RUNNING", { exact: true }).first()).toBeVisible();
  await crew.must("ic", "Decide", { verdict: "hold", reason: "Quiet, please" });
  await expect(page.getByText("HOLD", { exact: true }).first()).toBeVisible();
  expect(await shown(page)).toEqual([]);
  expect(await notes(page)).toBe(0);
  await button.focus();
  await page.keyboard.press("Enter");
  const settings = page.getByRole("dialog", { name: "Sounds and notifications" });
  await expect(settings).toBeVisible();
  await page.keyboard.press("Tab");
  await expect(settings.getByLabel("Sound", { exact: true })).toBeFocused();
  await page.keyboard.press("Space");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Space");
  await expect(settings.getByLabel(/Desktop notification/)).toBeChecked();
  const { violations } = await new AxeBuilder({ page }).include("[popover]").analyze();
  expect(violations.map(({ id }) => id)).toEqual([]);
  await page.screenshot({ path: "test-results/screens/signals-1440.png" });
  await page.keyboard.press("Escape");
  await expect(settings).toBeHidden();
  await expect(page.getByRole("button", { name: /sound and notifications on/ })).toBeFocused();

  await crew.must("ic", "Decide", { verdict: "resume", reason: "Go on" });
  await expect.poll(() => shown(page)).toContain("Decision: RESUME");
  await expect.poll(() => notes(page)).toBeGreaterThan(0);

  await crew.walkUntil((step) => step.mutating);
  await expect.poll(() => shown(page)).toContain("Your step is next");
  const { decisionPoints, triggers } = (await crew.state()).state;
  await crew.must("ic", "OpenPoll", { decisionPointId: decisionPoints.find((point) => point.final)?.id });
  await expect.poll(() => shown(page)).toContain("Poll opened");

  // Whoever looks at the page is told by the page; the sound stays.
  const before = (await shown(page)).length;
  const soundsBefore = await notes(page);
  await page.evaluate(() => Reflect.set(Reflect.get(window, "heard"), "watched", true));
  const trigger = triggers.find(({ action }) => action === "rollback");
  await crew.must("payments", "ObserveTrigger", { triggerId: trigger?.id });
  await expect(page.getByRole("region", { name: "Decision clock" })).toBeVisible();
  await expect.poll(() => notes(page)).toBeGreaterThan(soundsBefore);
  expect((await shown(page)).length).toBe(before);

  // One's own act calls nobody; a reload tells nothing again, and what was chosen holds.
  await page.reload();
  await expect(page.getByRole("button", { name: /sound and notifications on/ })).toBeVisible();
  await expect(page.locator("[data-connection=live]")).toBeVisible();
  expect(await shown(page)).toEqual([]);
  await crew.must("ic", "Decide", { verdict: "continue", reason: "A false alarm", triggerId: trigger?.id });
  await expect.poll(() => shown(page)).toContain("Decision: CONTINUE");
  await crew.must("dba", "ReportAbort", { text: "The snapshot differs" });
  await expect(page.getByText("HALTED", { exact: true }).first()).toBeVisible();
  await crew.must("ic", "Decide", { verdict: "rollback", reason: "The snapshot differs" });
  await expect.poll(() => shown(page)).toContain("Decision: ROLLBACK");
  expect(await shown(page)).not.toContain("HALT");
});
