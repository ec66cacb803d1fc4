import { readFile } from "node:fs/promises";
import { dropFiles, markdownFile, sourceOn, structureRead } from "./authoring";
import { expect, test } from "./fixtures";

const queue =
  "# Move the queue\n\n## Steps\n\n1. Drain the queue: `queuectl drain orders`\n2. Switch the alias: `queuectl alias orders new`\n";
const secret =
  "# Rotate the keys\n\n## T-10 Prepare\n\n1. Connect with `psql postgres://app:hunter2x9z@db/orders`\n";
const essay =
  "# Why queues\n\nQueues are old. Much was written of them, and little of it is of use at night.\n";

test("an author drops several files, corrects one by a click, takes it home, publishes, and finds the rest after a reload", async ({
  seat,
}) => {
  const { page } = await seat("author");
  await page.goto("/runbooks/import");
  await dropFiles(page, [
    { name: "queue.md", text: queue },
    { name: "keys.md", text: secret },
    { name: "essay.md", text: essay },
  ]);
  const files = page.getByRole("navigation", { name: "Files on their way in" });
  await expect(files).toContainText("3 files · 0 published · 2 not looked at yet");
  await expect(files.getByRole("button", { name: /^keys\.md/ })).toContainText("UNREAD, 1 ERROR");
  await expect(files.getByRole("button", { name: /^essay\.md/ })).toContainText("UNREAD");
  await structureRead(page);

  // One click writes the annotation; its undo takes it back; the second click stays.
  const diagnostics = page.getByRole("region", { name: "Diagnostics" });
  const correction = diagnostics.getByRole("button").first();
  await correction.click();
  await expect(sourceOn(page)).toContainText("<!-- hp: ");
  await page.getByRole("button", { name: "Undo" }).click();
  await expect(sourceOn(page)).not.toContainText("<!-- hp: ");
  await correction.click();
  await expect(sourceOn(page)).toContainText("<!-- hp: ");
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("button", { name: "Download .md" }).click(),
  ]);
  expect(download.suggestedFilename()).toBe("queue.md");
  const annotated = await readFile(await download.path(), "utf8");
  expect(annotated).toContain("<!-- hp: ");
  expect(annotated.replace(/ <!-- hp: .*? -->/g, "")).toBe(queue);

  await page.getByRole("button", { name: "Publish", exact: true }).click();
  await expect(files.getByRole("link", { name: /Open version 1 of queue\.md/ })).toBeVisible();
  await expect(files).toContainText("3 files · 1 published · 1 not looked at yet");
  // The next one is open now: its credential is covered, and it cannot be published.
  await expect(sourceOn(page)).toContainText("postgres://app:••••••@db");
  await expect(sourceOn(page)).not.toContainText("hunter2x9z");
  await expect(page.getByRole("region", { name: "Structure found" })).not.toContainText("hunter2x9z");
  await expect(page.getByRole("button", { name: "Publish", exact: true })).toBeDisabled();
  await sourceOn(page).locator(".cm-line").filter({ hasText: "Connect with" }).click();
  await expect(sourceOn(page)).toContainText("hunter2x9z");

  await page.reload();
  await expect(files).toContainText("2 files");
  await expect(sourceOn(page)).toContainText("Rotate the keys");
  await files.getByRole("button", { name: "Put keys.md away" }).click();
  await page.getByRole("button", { name: "Undo" }).click();
  await expect(files.getByRole("button", { name: /^keys\.md/ })).toBeVisible();
});

test("text that is pasted anywhere on the page is under review", async ({ seat }) => {
  const { page } = await seat("author");
  await page.goto("/runbooks/import");
  await expect(page.getByRole("heading", { name: "Import a runbook" })).toBeVisible();
  await page.evaluate((text) => {
    const clipboardData = new DataTransfer();
    clipboardData.setData("text/plain", text);
    document.body.dispatchEvent(
      new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }),
    );
  }, queue);
  await structureRead(page);
  await expect(page.getByRole("heading", { level: 1, name: "Move the queue" })).toBeVisible();
});

test("remarks are reached and corrected by keyboard alone", async ({ seat }) => {
  const { page } = await seat("author");
  await page.goto("/runbooks/import");
  await page.locator('input[type="file"]').first().setInputFiles(markdownFile("queue.md", queue));
  await structureRead(page);
  await sourceOn(page).focus();
  const remark = page.getByRole("status", { name: "Remark on this line" });
  await page.keyboard.press("F8");
  await expect(remark).not.toContainText("No remark");
  await page.keyboard.press("Control+.");
  await expect(sourceOn(page)).toContainText("<!-- hp: ");
  await page.keyboard.press("Control+z");
  await expect(sourceOn(page)).not.toContainText("<!-- hp: ");
});

test("a binary file says what it is, and hostile text ends in a remark while the page stays usable", async ({
  seat,
}) => {
  const { page } = await seat("author");
  await page.goto("/runbooks/import");
  await page
    .locator('input[type="file"]')
    .first()
    .setInputFiles([
      { name: "photo.md", mimeType: "text/markdown", buffer: Buffer.from([0x89, 0x50, 0, 0, 1, 2]) },
      markdownFile("hostile.md", "*a_ ".repeat(20_000)),
    ]);
  await expect(page.getByText("This is no text").first()).toBeVisible();
  const files = page.getByRole("navigation", { name: "Files on their way in" });
  await files.getByRole("button", { name: /^hostile\.md/ }).click();
  await expect(files.getByRole("button", { name: /^hostile\.md/ })).toContainText(/ERROR/);
  await expect(page.getByRole("button", { name: "Publish", exact: true })).toBeDisabled();
});
