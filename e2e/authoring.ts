import type { Locator, Page } from "@playwright/test";
import { expect } from "./fixtures";

/** A file as a browser is given it. */
export function markdownFile(name: string, text: string) {
  return { name, mimeType: "text/markdown", buffer: Buffer.from(text) };
}

/** The editor's text; only the lines near the view are in the page. */
export function sourceOn(page: Page): Locator {
  return page.getByRole("textbox", { name: "Markdown source" });
}

/** Waits until the text on the screen has been read. */
export async function structureRead(page: Page): Promise<void> {
  await expect(page.getByText("Nothing is lost")).toBeVisible();
  await expect(sourceOn(page)).toBeVisible();
}

/** Puts the caret behind the last character of the first line that says this. */
export async function caretBehind(page: Page, text: string): Promise<void> {
  await sourceOn(page).locator(".cm-line").filter({ hasText: text }).first().click();
  await page.keyboard.press("End");
}

/** Drops files from outside of the browser onto the page. */
export async function dropFiles(page: Page, files: { name: string; text: string }[]): Promise<void> {
  const transfer = await page.evaluateHandle((all) => {
    const data = new DataTransfer();
    for (const { name, text } of all) data.items.add(new File([text], name, { type: "text/markdown" }));
    return data;
  }, files);
  const target = page.locator("main > div").first();
  await target.dispatchEvent("dragover", { dataTransfer: transfer });
  await target.dispatchEvent("drop", { dataTransfer: transfer });
}
