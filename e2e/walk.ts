import type { Locator, Page } from "@playwright/test";
import { expect } from "./fixtures";
import type { StepView } from "./scenario";

/** The card or row of a step on somebody's screen. */
export function stepOn(page: Page, step: { id: string }): Locator {
  return page.locator(`[data-step="${step.id}"]`);
}

/** Opens the phase that holds the step, and the step's card where it is folded. */
export async function openStep(page: Page, phaseTitle: string, step: StepView): Promise<Locator> {
  const place = stepOn(page, step);
  // A point of decision may be called as its phase; only phases say how much of them is done.
  const name = new RegExp(`${phaseTitle.replace(/[^\p{L}\p{N} ]/gu, ".")}.* of \\d+ done`);
  if ((await place.count()) === 0)
    await page.getByRole("navigation", { name: "Phases" }).getByRole("button", { name }).click();
  await expect(place).toBeVisible();
  if ((await place.getAttribute("aria-expanded")) === "false") await place.click();
  return page.locator(`article[data-step="${step.id}"]`);
}

/** Presses and holds until the button has confirmed: it leaves, or is let go by its own success. */
export async function hold(button: Locator): Promise<void> {
  await expect(button).toBeEnabled();
  await button.scrollIntoViewIfNeeded();
  const page = button.page();
  await button.hover();
  await page.mouse.down();
  await expect(button).toHaveAttribute("data-holding", "true");
  await expect(async () => expect(await page.locator("[data-holding]").count()).toBe(0)).toPass();
  await page.mouse.up();
}
