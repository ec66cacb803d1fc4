import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { signIn } from "../../lib/server/auth/sign-in";
import { DEMO_PASSWORD, DEMO_PEOPLE } from "../../lib/server/people/demo-people";
import { findVersion } from "../../lib/server/runbooks/runbooks";
import { listRuns } from "../../lib/server/runs/run-lists";
import type { Services } from "../../lib/server/services";
import { createTestDatabase, startTestNode, type TestDatabase } from "../../lib/testing/template-database";
import { seedDemo } from "./seed-demo";

let database: TestDatabase;
let services: Services;

beforeAll(async () => {
  database = await createTestDatabase();
  services = await startTestNode(database, { demo: true });
  await seedDemo(services);
});

afterAll(async () => {
  await services.stop();
  await database.drop();
});

describe("the demo", () => {
  test("lets every one of its people sign in", async () => {
    for (const { email } of DEMO_PEOPLE) {
      const answer = await signIn(services, { email, password: DEMO_PASSWORD, address: "127.0.0.1" });
      expect(answer.ok, email).toBe(true);
    }
  });

  test("has one rehearsal that can be started, with T-0 about an hour ahead and nobody missing", async () => {
    const [run, ...others] = await listRuns(services);
    expect(others).toEqual([]);
    expect(run).toMatchObject({ kind: "rehearsal", status: "planned" });
    const minutes = (Date.parse(run?.t0 ?? "") - services.clock.now()) / 60_000;
    expect(minutes).toBeGreaterThan(55);
    expect(minutes).toBeLessThan(66);
    const head = await services.runs.states.load(run?.runId ?? "");
    expect(head?.state.roles.filter((role) => role.required && !role.holder)).toEqual([]);
  });

  test("is set up once, however often the product starts", async () => {
    await seedDemo(services);
    const { person, runbookVersion, run, session } = services.db.prisma;
    expect(await person.count()).toBe(DEMO_PEOPLE.length);
    expect(await runbookVersion.count()).toBe(1);
    expect(await run.count()).toBe(1);
    expect(await session.count({ where: { revokedAt: null } })).toBe(0);
  });

  test("has a sample runbook that shows what the importer can find, and gives it nothing to complain about", async () => {
    const version = await findVersion(services, "orders-database-to-the-new-cluster", 1);
    const definition = version?.definition;
    expect(definition?.diagnostics).toEqual([]);
    expect(definition?.decisionPoints.map(({ position }) => position)).toEqual(["start", "final"]);
    expect(definition?.roles.filter(({ capability }) => capability === "decider")).toHaveLength(1);
    const steps = definition?.phases.flatMap((phase) => phase.steps) ?? [];
    expect(steps.filter((step) => step.noExceptions)).toHaveLength(4);
    expect(steps.some((step) => step.substeps.length > 0)).toBe(true);
    expect(steps.some((step) => step.optional)).toBe(true);
    expect(new Set(definition?.rollback.triggers.map(({ action }) => action))).toEqual(
      new Set(["rollback", "monitor"]),
    );
    expect(definition?.communications.cadence).toHaveLength(3);
    expect(definition?.communications.templates).toHaveLength(4);
    expect(definition?.hypercare.schedule).toHaveLength(3);
    expect(definition?.phases.map(({ kind }) => kind)).toContain("containment");
  });
});
