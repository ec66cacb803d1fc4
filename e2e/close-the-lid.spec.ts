import { randomUUID } from "node:crypto";
import { Crew } from "./crew";
import { expect, people, test } from "./fixtures";
import { startProduct } from "./product-server";
import { plan, publish, sampleRunbook } from "./scenario";

test("a browser that was away says so, and comes back to exactly the log's state without a reload", async ({
  seat,
  api,
}) => {
  const runbook = await publish(await api("author"), sampleRunbook, `lid ${Date.now()}`);
  const runId = await plan(await api("author"), runbook, "Lid");
  const crew = new Crew(runId, api);
  await crew.must("ic", "StartRun");
  const { page, context } = await seat("scribe");
  await page.goto(`/runs/${runId}`);
  await expect(page.getByText("RUNNING", { exact: true }).first()).toBeVisible();
  await page.evaluate(() => Object.assign(window, { sameDocument: true }));

  await context.setOffline(true);
  await expect(page.getByText(/The line is down|No word from the server/)).toBeVisible({ timeout: 30_000 });
  const composer = page.getByLabel("Log what happened");
  await composer.fill("Written while the lid was shut");
  await composer.press("Enter");
  await crew.walkUntil((step) => step.mutating);
  for (let n = 1; n <= 40; n += 1) await crew.must("deployer", "LogEntry", { text: `meanwhile ${n}` });
  expect((await crew.state()).seq).toBeGreaterThan(45);

  await context.setOffline(false);
  await expect(page.getByText(/The line is down|No word from the server/)).toHaveCount(0, {
    timeout: 30_000,
  });
  const timeline = page.getByRole("complementary", { name: "Timeline" });
  await expect(timeline.getByText("meanwhile 40", { exact: true })).toBeVisible();
  await expect(page.locator("[data-pending]")).toHaveCount(0);
  await expect(timeline.getByText("Written while the lid was shut")).toHaveCount(1);
  expect(await page.evaluate(() => Reflect.get(window, "sameDocument"))).toBe(true);

  const answer = await (await api("ic")).request.get(`/api/runs/${runId}/events?after=0&limit=1000`);
  const { events } = await answer.json();
  const written = events.filter(
    (event: { payload: { text?: string } }) => event.payload.text === "Written while the lid was shut",
  );
  expect(written).toHaveLength(1);
});

test("kill -9 of the server amid commands: nothing acknowledged is lost, open rooms catch up by themselves, no database is left behind", async ({
  browser,
  playwright,
}) => {
  test.setTimeout(120_000);
  const server = await startProduct();
  try {
    const anonymous = await playwright.request.newContext({ baseURL: server.url });
    const sign = async (person: keyof typeof people) => {
      const answer = await anonymous.post("/api/tokens", {
        data: { email: people[person], password: "holdpoint-demo", name: "kill" },
      });
      return { authorization: `Bearer ${(await answer.json()).token}` };
    };
    const headers = await sign("scribe");
    const { runs } = await (await anonymous.get("/api/runs", { headers })).json();
    const runId: string = runs[0].runId;

    const context = await browser.newContext({ baseURL: server.url });
    const { csrfToken } = await (await context.request.get("/api/auth/csrf")).json();
    await context.request.post("/api/auth/callback/credentials", {
      headers: { origin: server.url },
      form: { csrfToken, email: people.ic, password: "holdpoint-demo", json: "true" },
    });
    const page = await context.newPage();
    await page.goto(`/runs/${runId}`);
    await expect(page.getByLabel("Log what happened")).toBeVisible();
    await page.evaluate(() => Object.assign(window, { sameDocument: true }));

    const acknowledged: string[] = [];
    for (let round = 1; round <= 3; round += 1) {
      const writers = Array.from({ length: 4 }, async (_, writer) => {
        for (let n = 1; ; n += 1) {
          const text = `round ${round} writer ${writer} entry ${n}`;
          const answer = await anonymous
            .post(`/api/runs/${runId}/commands`, {
              headers,
              data: { commandId: randomUUID(), type: "LogEntry", text },
            })
            .catch(() => null);
          if (!answer) return;
          if (answer.ok()) acknowledged.push(text);
        }
      });
      const before = acknowledged.length;
      await expect.poll(() => acknowledged.length).toBeGreaterThan(before + 25);
      await server.kill();
      await Promise.all(writers);
      await expect(page.getByText(/The line is down|No word from the server/)).toBeVisible({
        timeout: 20_000,
      });
      await server.start();
      await expect(page.getByText(/The line is down|No word from the server|Catching up/)).toHaveCount(0, {
        timeout: 20_000,
      });
    }

    const { events, headSeq } = await (
      await anonymous.get(`/api/runs/${runId}/events?after=0&limit=1000`, { headers })
    ).json();
    const texts: string[] = events.map((event: { payload: { text?: string } }) => event.payload.text ?? "");
    for (const text of acknowledged) expect(texts.filter((candidate) => candidate === text)).toHaveLength(1);
    expect(events.map((event: { seq: number }) => event.seq)).toEqual(
      Array.from({ length: headSeq }, (_, index) => index + 1),
    );

    const last = texts.findLast((text) => text.startsWith("round")) ?? "";
    await expect(
      page.getByRole("complementary", { name: "Timeline" }).getByText(last, { exact: true }),
    ).toBeVisible();
    expect(await page.evaluate(() => Reflect.get(window, "sameDocument"))).toBe(true);
    await context.close();
    await anonymous.dispose();
  } finally {
    await server.dispose();
  }
  expect(server.leftBehind()).toEqual([]);
});
