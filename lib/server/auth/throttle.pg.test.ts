import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createTestDatabase, startTestNode, type TestDatabase } from "../../testing/template-database";
import type { Services } from "../services";
import { hashPassword } from "./passwords";
import { signIn } from "./sign-in";

const PASSWORD = "correct horse battery";
let database: TestDatabase;
let services: Services;
let people = 0;

beforeAll(async () => {
  database = await createTestDatabase();
  services = await startTestNode(database);
});

afterAll(async () => {
  await services.stop();
  await database.drop();
});

async function account(): Promise<string> {
  people += 1;
  const email = `person-${people}@holdpoint.test`;
  await services.db.prisma.person.create({
    data: { email, name: "P", passwordHash: await hashPassword(PASSWORD) },
  });
  return email;
}

async function attempt(email: string, address: string, password = "a wrong guess") {
  const answer = await signIn(services, { email, password, address });
  return answer.ok ? "in" : answer.reason;
}

async function guess(email: string, times: number, addressOf: (n: number) => string): Promise<string[]> {
  const answers: string[] = [];
  for (let n = 0; n < times; n += 1) answers.push(await attempt(email, addressOf(n)));
  return answers;
}

const nineThenThrottled = [...Array(9).fill("wrong"), "throttled"];

describe("S3 guessing passwords", () => {
  test("of one account from many addresses is throttled by the tenth attempt", async () => {
    const email = await account();
    expect(await guess(email, 10, (n) => `192.0.2.${n}`)).toEqual(nineThenThrottled);
    expect(await attempt(email, "192.0.2.200", PASSWORD)).toBe("throttled");
  });

  test("of many accounts from one address is throttled by the tenth attempt", async () => {
    const answers: string[] = [];
    for (let n = 0; n < 10; n += 1) answers.push(await attempt(`nobody-${n}@holdpoint.test`, "198.51.100.7"));
    expect(answers).toEqual(nineThenThrottled);
  });

  test("from all over one IPv6 network is from one address", async () => {
    const email = await account();
    const answers = await guess(email, 10, (n) => `2001:db8:1:2::${n}`);
    expect(answers).toEqual(nineThenThrottled);
    expect(await attempt(await account(), "2001:db8:1:2:ffff::1")).toBe("throttled");
    expect(await attempt(await account(), "2001:db8:1:3::1")).toBe("wrong");
  });

  test("all at once gets no more tries than one after the other", async () => {
    const email = await account();
    const all = Array.from({ length: 20 }, (_, n) => attempt(email, `203.0.113.${n}`));
    const answers = await Promise.all(all);
    expect(answers.filter((answer) => answer === "wrong")).toHaveLength(9);
  });

  test("does not lock the owner out where they signed in before, and their sign-in frees the account", async () => {
    const email = await account();
    expect(await attempt(email, "10.0.0.1", PASSWORD)).toBe("in");
    await guess(email, 12, (n) => `192.0.2.${100 + n}`);
    expect(await attempt(email, "10.0.0.2", PASSWORD)).toBe("throttled");
    expect(await attempt(email, "10.0.0.1", PASSWORD)).toBe("in");
    expect(await attempt(email, "10.0.0.3", PASSWORD)).toBe("in");
  });

  test("at the owner's own address is throttled, too", async () => {
    const email = await account();
    expect(await attempt(email, "10.1.0.1", PASSWORD)).toBe("in");
    expect(await guess(email, 10, () => "10.1.0.1")).toEqual(nineThenThrottled);
  });

  test("is forgiven a quarter of an hour later", async () => {
    const email = await account();
    await guess(email, 10, () => "10.2.0.1");
    await services.db.pool.query(
      `UPDATE sign_in_throttle SET "windowStart" = "windowStart" - interval '16 minutes' WHERE key NOT LIKE 'known:%'`,
    );
    expect(await attempt(email, "10.2.0.1", PASSWORD)).toBe("in");
  });
});

describe("a sign-in", () => {
  test("S4 with an address that no database can hold is wrong, like any other", async () => {
    expect(await attempt("a\0b@holdpoint.test", "10.5.0.1")).toBe("wrong");
    expect(await attempt("\ud800@holdpoint.test", "10.5.0.1")).toBe("wrong");
  });

  test("says the same for an unknown account, a wrong password and a disabled person", async () => {
    const email = await account();
    await services.db.prisma.person.update({ where: { email }, data: { disabledAt: new Date() } });
    const answers = await Promise.all([
      signIn(services, { email, password: PASSWORD, address: "10.3.0.1" }),
      signIn(services, { email: "nobody@holdpoint.test", password: PASSWORD, address: "10.3.0.2" }),
      signIn(services, { email: await account(), password: "wrong", address: "10.3.0.3" }),
    ]);
    expect(new Set(answers.map((answer) => (answer.ok ? "in" : answer.message))).size).toBe(1);
  });

  test("takes the address in any case, and keeps no password but its argon2id hash", async () => {
    const email = await account();
    expect(await attempt(email.toUpperCase(), "10.4.0.1", PASSWORD)).toBe("in");
    const person = await services.db.prisma.person.findUniqueOrThrow({ where: { email } });
    expect(person.passwordHash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
  });
});
