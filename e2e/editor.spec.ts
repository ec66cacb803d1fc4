import type { Route } from "@playwright/test";
import { caretBehind, sourceOn, structureRead } from "./authoring";
import { type ApiClient, expect, test } from "./fixtures";

const text = (title: string) => `# ${title}

## Roles

- DB Owner: moves the database
- Scribe: writes it down

## T-10 Prepare

1. Take the snapshot of {{DATABASE}}
2. Compare the counts

## T-0 Switch

1. Point the alias at the new cluster
`;

let count = 0;
/** A runbook of its own with version 1. */
async function runbook({ request }: ApiClient): Promise<string> {
  count += 1;
  const headers = { "content-type": "text/markdown" };
  const answer = await request.post("/api/runbooks", {
    headers,
    data: text(`Edited ${Date.now()}-${count}`),
  });
  expect(answer.status()).toBe(201);
  return (await answer.json()).slug;
}

test("what is typed is there after a reload, in another browser, and after the server was away", async ({
  seat,
  api,
  server,
}) => {
  const slug = await runbook(await api("author"));
  const { page } = await seat("author");
  await page.goto(`/runbooks/${slug}/edit`);
  await structureRead(page);
  await caretBehind(page, "Compare the counts");
  await page.keyboard.type(" twice");
  await expect(page.getByText("Draft saved")).toBeVisible();
  await page.reload();
  await expect(sourceOn(page)).toContainText("Compare the counts twice");

  const elsewhere = await seat("author");
  await elsewhere.page.goto(`/runbooks/${slug}/edit`);
  await expect(sourceOn(elsewhere.page)).toContainText("Compare the counts twice");
  await elsewhere.context.close();

  await structureRead(page);
  await server.kill();
  await caretBehind(page, "Compare the counts twice");
  await page.keyboard.type(", at night");
  await expect(page.getByText("Server away: kept in this browser")).toBeVisible();
  await server.start();
  await page.reload();
  await expect(sourceOn(page)).toContainText("Compare the counts twice, at night");
  await expect(page.getByText("Draft saved")).toBeVisible();
  const draft = await (await api("author")).request.get(`/api/runbooks/${slug}/draft`);
  expect((await draft.json()).markdown).toContain("twice, at night");
});

test("two people are told of each other; the second to publish sees the difference and loses nothing", async ({
  seat,
  api,
}) => {
  const slug = await runbook(await api("author"));
  const [author, ic] = [await seat("author"), await seat("ic")];
  for (const { page } of [author, ic]) {
    await page.goto(`/runbooks/${slug}/edit`);
    await structureRead(page);
  }
  const others = { name: "Others in this runbook" };
  await expect(author.page.getByRole("status", others)).toContainText("is editing this, too");
  await expect(ic.page.getByRole("status", others)).toContainText("is editing this, too");

  await caretBehind(ic.page, "Compare the counts");
  await ic.page.keyboard.type(" of every table");
  await expect(ic.page.getByText("Draft saved")).toBeVisible();
  await caretBehind(author.page, "Point the alias");
  await author.page.keyboard.press("Enter");
  await author.page.keyboard.type("Watch the error rate");
  // The way to the new version takes its time: meanwhile it is news to everybody but its author.
  const newer = "Version 2 is newer than the version 1 you write from";
  const onTheWay = async (route: Route) => {
    await expect(ic.page.getByText(newer)).toBeVisible();
    await expect(author.page.getByText(newer)).toHaveCount(0);
    await expect(author.page.getByRole("button", { name: "Publish version 2" })).toBeDisabled();
    await route.continue();
  };
  await author.page.route(/\/v\/2\b/, onTheWay, { times: 1 });
  await author.page.getByRole("button", { name: "Publish version 2" }).click();
  await expect(author.page.getByRole("heading", { level: 1 })).toContainText("version 2");
  await expect(ic.page.getByText("Version 2 is newer than the version 1 you write from")).toBeVisible();
  await expect(ic.page.getByRole("status", others)).toBeEmpty();

  // The button says 3, because it knows of 2; what was begun from 1 is still refused.
  await ic.page.getByRole("button", { name: "Publish version 3" }).click();
  const dialog = ic.page.getByRole("dialog", { name: "Version 2 was published meanwhile" });
  await expect(dialog).toContainText("you began from version 1");
  await expect(dialog.getByRole("region", { name: "Difference in meaning" })).toContainText(
    "Watch the error rate",
  );
  await dialog.getByRole("button", { name: "In text" }).click();
  const difference = dialog.getByRole("region", { name: "Difference in text" });
  await expect(difference).toContainText("Line 11, removed: 2. Compare the counts");
  await expect(difference).toContainText("Line 16, removed: 2. Watch the error rate");
  await expect(difference).toContainText("Line 11, added: 2. Compare the counts of every table");

  // Theirs into the editor, mine back by undo, then mine on top: both texts are versions in the end.
  await dialog.getByRole("button", { name: "Take theirs into the editor" }).click();
  await expect(sourceOn(ic.page)).toContainText("Watch the error rate");
  await sourceOn(ic.page).focus();
  await ic.page.keyboard.press("Control+z");
  await expect(sourceOn(ic.page)).toContainText("Compare the counts of every table");
  await ic.page.getByRole("button", { name: "Publish version 3" }).click();
  await expect(ic.page.getByRole("heading", { level: 1 })).toContainText("version 3");
  const client = await api("ic");
  const bytes = async (n: number) =>
    (await client.request.get(`/api/runbooks/${slug}/versions/${n}?format=markdown`)).text();
  expect(await bytes(2)).toContain("Watch the error rate");
  expect(await bytes(3)).toContain("Compare the counts of every table");
  expect((await client.request.get(`/api/runbooks/${slug}/draft`)).status()).toBe(404);
});

test("two windows of one person do not overwrite each other", async ({ seat, api }) => {
  const slug = await runbook(await api("author"));
  const { page, context } = await seat("author");
  const other = await context.newPage();
  for (const each of [page, other]) {
    await each.goto(`/runbooks/${slug}/edit`);
    await structureRead(each);
  }
  await caretBehind(other, "Compare the counts");
  await other.keyboard.type(" in the second window");
  await expect(other.getByText("Draft saved")).toBeVisible();
  await caretBehind(page, "Take the snapshot");
  await page.keyboard.type(" in the first window");
  const dialog = page.getByRole("dialog", { name: "You typed in another window, too" });
  await expect(dialog).toContainText("in the second window");
  await expect(dialog).toContainText("in the first window");
  await dialog.getByRole("button", { name: "Take the other window's text" }).click();
  await expect(sourceOn(page)).toContainText("Compare the counts in the second window");
  await sourceOn(page).focus();
  await page.keyboard.press("Control+z");
  await expect(sourceOn(page)).toContainText("in the first window");
});

test("annotations, roles and variables are completed by keyboard, and the structure follows", async ({
  seat,
  api,
}) => {
  const slug = await runbook(await api("author"));
  const { page } = await seat("author");
  await page.goto(`/runbooks/${slug}/edit`);
  await structureRead(page);
  const list = page.getByRole("listbox");
  await caretBehind(page, "Compare the counts");
  await page.keyboard.type(" <!--");
  await expect(list.getByRole("option")).toContainText(["An annotation for Holdpoint"]);
  await page.keyboard.press("Enter");
  await page.keyboard.type("ro");
  await expect(list.getByRole("option", { selected: true })).toContainText("Who does this step.");
  await page.keyboard.press("Enter");
  await expect(list.getByRole("option").first()).toContainText("DB Owner");
  await page.keyboard.press("Enter");
  await expect(sourceOn(page)).toContainText('Compare the counts <!-- hp: role="DB Owner" -->');
  const step = page
    .getByRole("region", { name: "Phases" })
    .getByRole("listitem")
    .filter({ hasText: "Compare the counts" });
  await expect(step.first()).toContainText("DB Owner");

  await caretBehind(page, "Point the alias");
  await page.keyboard.type(" of {{");
  await expect(list.getByRole("option")).toContainText(["DATABASE"]);
  await page.keyboard.press("Enter");
  await expect(sourceOn(page)).toContainText("of {{DATABASE}}");
});

test("hovering and clicking the structure leads into the text, and the caret lights the structure", async ({
  seat,
  api,
}) => {
  const slug = await runbook(await api("author"));
  const { page } = await seat("author");
  await page.goto(`/runbooks/${slug}/edit`);
  await structureRead(page);
  const phases = page.getByRole("region", { name: "Phases" });
  const piece = phases.locator("[data-line]").filter({ hasText: "Compare the counts" }).last();
  await piece.hover();
  await expect(sourceOn(page).locator(".cm-lit")).toContainText("Compare the counts");
  await piece.click();
  await expect(sourceOn(page)).toBeFocused();
  await expect(sourceOn(page).locator(".cm-activeLine")).toContainText("Compare the counts");
  await page.keyboard.press("ArrowUp");
  await expect(phases.locator("[data-lit]").first()).toContainText("Take the snapshot");
});
