import { Writable } from "node:stream";
import { describe, expect, it } from "vitest";
import { createLog, type Log, maskSecrets } from "./log";

function written(say: (log: Log) => void): string {
  const lines: string[] = [];
  const stream = new Writable({
    write(chunk, _encoding, done) {
      lines.push(String(chunk));
      done();
    },
  });
  say(createLog("info", stream));
  return lines.join("");
}

const token = "hp_0123456789abcdefghijklmnopqrstuvwxyzABCDEFG";
const url = "postgresql://holdpoint:hunter22@localhost/holdpoint";

describe("the log", () => {
  it.each<[string, (log: Log) => void]>([
    ["a token field", (log) => log.info({ token }, "hello")],
    ["a nested password", (log) => log.info({ body: { password: "hunter22" } }, "hello")],
    [
      "an authorization header",
      (log) => log.info({ req: { headers: { authorization: `Bearer ${token}` } } }, "hello"),
    ],
    ["a cookie", (log) => log.info({ headers: { cookie: `session=${token}` } }, "hello")],
    ["a bearer in a message", (log) => log.info(`refused Bearer ${token}`)],
    ["a share token in a path", (log) => log.info({ path: `/s/${token}/status.json` }, "asked")],
    [
      "a database password in an error",
      (log) => log.error({ err: new Error(`no answer from ${url}`) }, "away"),
    ],
    ["a database password in a message", (log) => log.warn({ n: 1 }, `no answer from ${url}`)],
  ])("never holds %s", (_name, say) => {
    const text = written(say);
    expect(text).toContain("[masked]");
    expect(text).not.toContain(token);
    expect(text).not.toContain("hunter22");
  });

  it("S4 holds of an error what it says, and nothing that hangs on it", () => {
    const client = { secretKey: 793548131, connectionParameters: { host: "db-1" } };
    const error = Object.assign(new Error("terminating connection"), {
      code: "57P01",
      client,
      detail: "(x)=(1)",
    });
    const text = written((log) => log.warn({ err: error }, "lost"));
    expect(JSON.parse(text).err).toMatchObject({
      type: "Error",
      message: "terminating connection",
      code: "57P01",
    });
    expect(text).not.toMatch(/793548131|db-1|\(x\)/);
    expect(JSON.parse(written((log) => log.warn({ err: `Bearer ${token}` }, "odd"))).err.message).toBe(
      "Bearer [masked]",
    );
  });

  it("is one JSON object a line, with level, time and message", () => {
    const line = JSON.parse(written((log) => log.info({ runId: "r" }, "hello")));
    expect(line).toMatchObject({ level: "info", msg: "hello", runId: "r" });
    expect(line.time).toMatch(/^\d{4}-\d\d-\d\dT/);
  });

  it("leaves other text as it is", () => {
    expect(maskSecrets("step s/12 of https://x.test/s/short")).toBe("step s/12 of https://x.test/s/short");
  });
});
