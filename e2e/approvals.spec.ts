import { Crew } from "./crew";
import { expect, test } from "./fixtures";
import { queueRunbook } from "./queue-runbook";
import { plan, publish } from "./scenario";
import { hold } from "./walk";

test("R8 R12 production waits for others' approval of this exact text and for a rehearsal that they accept", async ({
  seat,
  api,
}) => {
  const mark = `approvals ${Date.now()}`;
  const author = await api("author");
  const text = { title: `Mail queue ${mark}`, rehearsal: "required" } as const;
  const first = await publish(author, queueRunbook(text), mark);
  const approved = await (await api("approver")).request.post(
    `/api/runbooks/${first.slug}/versions/1/approvals`,
    { data: { verdict: "approved", statement: "Version 1 may run." } },
  );
  expect(approved.status()).toBe(201);
  const changed = queueRunbook({ ...text, target: "./queue.sh target broker-2 --all" });
  const second = await publish(author, changed, mark, first.slug);
  const runId = await plan(author, second, "Mail queue, the night itself", {
    kind: "production",
    deputy: "dba@holdpoint.test",
  });
  const crew = new Crew(runId, api);
  const ic = (await seat("ic")).page;
  await ic.goto(`/runs/${runId}`);
  const start = ic.getByRole("button", { name: "Start the run" }).first();

  await test.step("before the approval the room says what the start waits for; the approval of another text does not count", async () => {
    await expect(ic.getByText("Approvals of this hash: 0 of 1")).toBeVisible();
    await expect(ic.getByText("Rehearsal: required")).toBeVisible();
    await expect(ic.getByText("2 things bar the start")).toBeVisible();
    await expect(start).toBeDisabled();
    const refused = await crew.refused("ic", "StartRun");
    expect(refused?.rule).toBe("R8");
    expect(refused?.missing).toEqual(["1 approval by approvers", "a rehearsal closed as PASS"]);
  });

  await test.step("who published it cannot approve it, and is told so", async () => {
    const page = (await seat("author")).page;
    await page.goto(`/runbooks/${second.slug}/v/2`);
    const approvals = page.getByRole("region", { name: "Approvals" });
    await expect(approvals.getByRole("button", { name: "Approve…" })).toBeDisabled();
    await expect(approvals).toContainText(/cannot approve it: someone else has to/);
    await expect(approvals).toContainText("NOT APPROVED");
  });

  const approver = (await seat("approver")).page;
  await test.step("an approver reads what changed since the last approved text, and approves with role and statement", async () => {
    await approver.goto(`/runbooks/${second.slug}/v/2`);
    const changes = approver.getByRole("region", { name: "Changed since version 1" });
    await expect(changes).toContainText("./queue.sh target broker-2 --all");
    await expect(changes).toContainText("weighty");
    const approvals = approver.getByRole("region", { name: "Approvals" });
    await expect(approvals).toContainText("1 verdict on earlier versions: lapsed with the text");
    await approvals.getByRole("button", { name: "Approve…" }).click();
    const dialog = approver.getByRole("dialog");
    await expect(dialog).toContainText(second.sha256);
    await dialog.getByLabel("Statement").fill("Read in full; it may run.");
    await dialog.getByLabel("Your role or title").fill("Head of Mail");
    await dialog.getByRole("button", { name: "Approve this hash" }).click();
    await expect(dialog).toBeHidden();
    const verdicts = approvals.getByRole("list", { name: "Verdicts on this version" });
    await expect(verdicts).toContainText(/APPROVED.*Fay.*Head of Mail.*stands/);
    await expect(verdicts).toContainText("Read in full; it may run.");
    await expect(ic.getByText("Approvals of this hash: 1 of 1")).toBeVisible({ timeout: 20_000 });
    await expect(start).toBeDisabled();
  });

  await test.step("the rehearsal of another text counts once an approver has accepted the comparison", async () => {
    const rehearsed = await publish(
      author,
      queueRunbook({ title: `Rehearsal of ${mark}`, target: "./queue.sh target broker-test" }),
      mark,
    );
    await new Crew(await plan(author, rehearsed, "Mail queue, rehearsed"), api).rehearse();
    await approver.reload();
    await approver.getByLabel("Rehearsed text").selectOption(`${rehearsed.slug}@1`);
    await approver.getByRole("button", { name: "Compare commands and gates" }).click();
    await expect(approver.getByRole("heading", { level: 1 })).toHaveText("Rehearsed by another text");
    await expect(approver.getByText("./queue.sh target broker-test", { exact: false }).first()).toBeVisible();
    const accept = approver.getByRole("button", { name: "Accept as its rehearsal" });
    await expect(accept).toBeDisabled();
    await approver.getByLabel("Statement").fill("Only the name of the broker differs.");
    await accept.click();
    await expect(approver.getByRole("list", { name: "Accepted rehearsals" })).toContainText(
      "Only the name of the broker differs.",
    );
    await expect(ic.getByText(/comparison accepted by Fay/)).toBeVisible({ timeout: 20_000 });
  });

  await test.step("now it starts, by its commander's hold; the frozen start names who approved", async () => {
    await expect(ic.getByText("Everything is in place")).toBeVisible();
    await hold(start);
    await expect(ic.getByText("RUNNING", { exact: true }).first()).toBeVisible();
    const { clearance } = (await crew.state()).state;
    expect(clearance?.approvals.map(({ name, role }) => [name, role])).toEqual([["Fay", "Head of Mail"]]);
  });
});
