import { mkdtempSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { readEnv, withPort } from "./env";
import { EnvError, type Variables } from "./env-values";

let dataDir: string;

beforeAll(() => {
  dataDir = mkdtempSync(join(tmpdir(), "holdpoint-env-"));
});

afterAll(() => rmSync(dataDir, { recursive: true, force: true }));

const read = (variables: Variables = {}) => readEnv({ DATA_DIR: dataDir, ...variables });
const secret = "s".repeat(32);
const DATABASE_URL = "postgresql://u:p@db.example.org/holdpoint";

describe("the environment", () => {
  it("needs nothing: embedded database, loopback, demo", () => {
    expect(read({ PATH: "/bin", CI: "1", PORT: "" })).toMatchObject({
      port: 3000,
      portGiven: false,
      host: "127.0.0.1",
      publicUrl: "http://localhost:3000",
      databaseUrl: null,
      demo: true,
      trustProxy: [],
      logLevel: "info",
      firstAdmin: null,
      evidenceMaxBytes: 536_870_912,
    });
  });

  it("makes a secret once and keeps it closed to others", () => {
    const first = read().authSecret;
    expect(first.length).toBeGreaterThanOrEqual(32);
    expect(read().authSecret).toBe(first);
    expect(readFileSync(join(dataDir, "auth-secret"), "utf8").trim()).toBe(first);
    if (process.platform !== "win32") expect(statSync(join(dataDir, "auth-secret")).mode & 0o077).toBe(0);
  });

  it("follows the port that was really taken, unless PUBLIC_URL says otherwise", () => {
    expect(withPort(read(), 3001).publicUrl).toBe("http://localhost:3001");
    expect(withPort(read({ PUBLIC_URL: "https://h.example.org/" }), 3001).publicUrl).toBe(
      "https://h.example.org",
    );
  });

  it("has no demo with a database or an address of one's own, and none when told so", () => {
    expect(read({ DATABASE_URL, AUTH_SECRET: secret }).demo).toBe(false);
    expect(read({ HOST: "0.0.0.0" }).demo).toBe(false);
    expect(read({ HOLDPOINT_DEMO: "0" }).demo).toBe(false);
    expect(read({ HOLDPOINT_URL: "https://a.test", HOLDPOINT_TOKEN: "hp_x", HOLDPOINT_RUN: "y" }).demo).toBe(
      true,
    );
  });

  it.each([
    ["1048576", 1_048_576],
    ["64MB", 67_108_864],
    ["2 gb", 2_147_483_648],
    ["300KiB", 307_200],
  ])("takes %s as the largest artifact", (text, bytes) => {
    expect(read({ HOLDPOINT_EVIDENCE_MAX_BYTES: text }).evidenceMaxBytes).toBe(bytes);
  });

  const refusals: [string, Variables, RegExp][] = [
    ["an unknown name of ours", { HOLDPOINT_DEMOS: "1" }, /HOLDPOINT_DEMOS is not a setting/],
    ["a port that is none", { PORT: "30x" }, /PORT must be a number/],
    ["a port too high", { PORT: "70000" }, /PORT must be a number/],
    ["a public address with a path", { PUBLIC_URL: "https://h.example.org/war" }, /without a path/],
    ["a public address of another kind", { PUBLIC_URL: "h.example.org" }, /PUBLIC_URL must be an address/],
    [
      "a database of another kind",
      { DATABASE_URL: "mysql://x", AUTH_SECRET: secret },
      /DATABASE_URL must be/,
    ],
    ["a database without a secret", { DATABASE_URL }, /AUTH_SECRET is needed/],
    ["a short secret", { AUTH_SECRET: "short" }, /at least 32/],
    [
      "the demo on a foreign address",
      { HOLDPOINT_DEMO: "1", HOST: "0.0.0.0" },
      /HOLDPOINT_DEMO=1 is refused.*loopback/,
    ],
    [
      "the demo on a foreign database",
      { HOLDPOINT_DEMO: "1", DATABASE_URL, AUTH_SECRET: secret },
      /HOLDPOINT_DEMO=1 is refused.*embedded/,
    ],
    ["a switch that is none", { HOLDPOINT_DEMO: "maybe" }, /must be 1 or 0/],
    ["half an administrator", { HOLDPOINT_FIRST_ADMIN_EMAIL: "a@b.test" }, /together, or neither/],
    [
      "a weak first password",
      { HOLDPOINT_FIRST_ADMIN_EMAIL: "a@b.test", HOLDPOINT_FIRST_ADMIN_PASSWORD: "short" },
      /at least 12/,
    ],
    ["a proxy that is no address", { TRUST_PROXY: "10.0.0.0/8, everyone" }, /"everyone" is neither/],
    [
      "a limit that is no size",
      { HOLDPOINT_EVIDENCE_MAX_BYTES: "lots" },
      /must be a number of bytes.*"lots"/,
    ],
    ["a limit of nothing", { HOLDPOINT_EVIDENCE_MAX_BYTES: "0" }, /must be a number of bytes/],
    ["an unknown level", { LOG_LEVEL: "loud" }, /LOG_LEVEL must be one of/],
  ];
  it.each(refusals)("refuses %s with a sentence", (_name, variables, message) => {
    expect(() => read(variables)).toThrow(EnvError);
    expect(() => read(variables)).toThrow(message);
  });

  it("never repeats a secret in a refusal", () => {
    expect(() => read({ DATABASE_URL: "mysql://u:hunter2@x", AUTH_SECRET: secret })).toThrow(
      expect.not.objectContaining({ message: expect.stringContaining("hunter2") }),
    );
  });
});
