import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { ApiFixture, errorOf, planOf } from "../../testing/api-fixture";

let api: ApiFixture;

beforeAll(async () => {
  api = await ApiFixture.start();
});

afterAll(() => api.stop());

const plan = (change: Record<string, unknown> = {}) =>
  api.post("/api/runs", { as: "author", json: planOf(change) });
const runs = () => api.services.db.prisma.run.count();

describe("planning a run", () => {
  test("answers its id and names every required role that nobody holds", async () => {
    const reply = await plan({ roles: [{ role: "Deployer", email: "Deployer@Holdpoint.test" }] });
    expect(reply.status).toBe(201);
    const { missingRoles } = reply.json as { missingRoles: { name: string }[] };
    const names = missingRoles.map(({ name }) => name);
    expect(names).toContain("DB Owner");
    expect(names.some((name) => name.startsWith("Incident Commander"))).toBe(true);
    expect(names).not.toContain("Deployer");
  });

  test("R8 R1 names the variables without a value, and for production the missing deputy", async () => {
    const bare = await plan({ kind: "production", variables: {}, deputy: null });
    expect(bare.json).toMatchObject({
      missingVariables: ["ENVIRONMENT", "RELEASE", "SWITCH_TIME"],
      missingDeputy: true,
    });
    const rehearsal = await plan();
    expect(rehearsal.json).toMatchObject({ missingVariables: [], missingDeputy: false });
  });

  test("R1 lets a run with a missing required role be planned, not started", async () => {
    const { json } = await plan({ roles: [{ role: "incident-commander", email: "ic@holdpoint.test" }] });
    const { runId } = json as { runId: string };
    const start = await api.command(runId, "ic", { type: "StartRun" });
    expect(start.status).toBe(422);
    expect(errorOf(start).missing?.join(" ")).toContain("DB Owner");
  });

  test("keeps instants in UTC, and the zone beside them", async () => {
    const { json } = await plan({ t0: "2026-12-01T03:00:00+01:00" });
    const { runId } = json as { runId: string };
    const run = await api.get(`/api/runs/${runId}`, { as: "scribe" });
    expect(run.json).toMatchObject({ state: { t0: "2026-12-01T02:00:00.000Z", timeZone: "Europe/Vienna" } });
  });

  test.each([
    [
      "a role that the runbook does not have",
      { roles: [{ role: "Juggler", email: "ic@holdpoint.test" }] },
      422,
      "Juggler",
    ],
    [
      "somebody without an account",
      { roles: [{ role: "scribe", email: "who@holdpoint.test" }] },
      422,
      "who@holdpoint.test",
    ],
    [
      "two people in one role",
      {
        roles: [
          { role: "scribe", email: "scribe@holdpoint.test" },
          { role: "Scribe", email: "ic@holdpoint.test" },
        ],
      },
      422,
      "scribe",
    ],
    ["a bare CET", { timeZone: "CET" }, 422, "CET"],
    ["a zone that is none", { timeZone: "Mars/Olympus" }, 422, "Mars/Olympus"],
    [
      "a window that ends before it starts",
      { window: { start: "2026-12-01T03:00:00Z", end: "2026-12-01T02:00:00Z" } },
      422,
      "window",
    ],
    ["a T-0 without a zone", { t0: "2026-12-01T02:00:00" }, 400, "t0"],
    ["an unknown key", { runId: randomUUID() }, 400, "runId"],
    ["a kind that is none", { kind: "dress-up" }, 400, "kind"],
    ["a version that does not exist", { version: 7 }, 404, "version 7"],
    ["a runbook that does not exist", { slug: "nope" }, 404, "nope"],
  ])("with %s is refused and says what", async (_, change, status, word) => {
    const before = await runs();
    const reply = await plan(change);
    expect(reply.status).toBe(status);
    expect(errorOf(reply).message).toContain(word);
    expect(await runs()).toBe(before);
  });

  test("R8 as production is refused where the document itself forbids it", async () => {
    const body =
      "# Dry move\n\nProduction execution is not authorized.\n\n## T-10 Prepare\n\n1. Look\n2. Compare\n";
    const headers = { "content-type": "text/markdown" };
    const published = await api.post("/api/runbooks", { as: "author", body, headers });
    const { slug } = published.json as { slug: string };
    const reply = await plan({ slug, kind: "production" });
    expect(reply.status).toBe(422);
    expect(errorOf(reply).rule).toBe("R8");
    expect((await plan({ slug })).status).toBe(201);
  });
});

describe("the list of runs", () => {
  test("has what lists need of each", async () => {
    const reply = await api.get("/api/runs", { as: "scribe" });
    const { runs: listed } = reply.json as { runs: { runbook: { slug: string }; status: string }[] };
    expect(listed.length).toBe(await runs());
    expect(listed[0]).toMatchObject({ status: "planned", outcome: null, timeZone: "Europe/Vienna" });
  });
});
