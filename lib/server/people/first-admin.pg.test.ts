import { afterAll, beforeAll, expect, test } from "vitest";
import { createTestDatabase, startTestNode, type TestDatabase } from "../../testing/template-database";
import { signIn } from "../auth/sign-in";
import { EnvError } from "../env-values";
import type { Services } from "../services";
import { ensureFirstAdmin } from "./first-admin";

let database: TestDatabase;
let services: Services;
const firstAdmin = { email: "root@example.org", password: "a long password", name: "Root" };

beforeAll(async () => {
  database = await createTestDatabase();
  services = await startTestNode(database);
});

afterAll(async () => {
  await services.stop();
  await database.drop();
});

test("where nobody can sign in and nobody is named, the start ends with a sentence", async () => {
  await expect(ensureFirstAdmin(services)).rejects.toThrow(EnvError);
  await expect(ensureFirstAdmin(services)).rejects.toThrow("HOLDPOINT_FIRST_ADMIN_EMAIL");
});

test("the named administrator is made once, and later names change nobody", async () => {
  const named = { ...services, env: { ...services.env, firstAdmin } };
  await ensureFirstAdmin(named);
  const answer = await signIn(services, {
    email: firstAdmin.email,
    password: firstAdmin.password,
    address: "::1",
  });
  expect(answer.ok).toBe(true);
  const other = { ...firstAdmin, email: "second@example.org" };
  await ensureFirstAdmin({ ...services, env: { ...services.env, firstAdmin: other } });
  expect(await services.db.prisma.person.findMany({ select: { email: true, isAdmin: true } })).toEqual([
    { email: firstAdmin.email, isAdmin: true },
  ]);
});
