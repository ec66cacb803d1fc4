import { IncomingMessage } from "node:http";
import { Socket } from "node:net";
import { Context } from "hono";
import { beforeEach, describe, expect, test } from "vitest";
import { readBytes } from "./body";

let incoming: IncomingMessage;
let read: () => ReturnType<typeof readBytes>;

beforeEach(() => {
  incoming = new IncomingMessage(new Socket());
  // The web's request is empty, so that what is read can only be Node's.
  const context = new Context(new Request("http://localhost:3000/", { method: "POST" }), {
    env: { incoming },
  });
  read = () => readBytes(context, 8);
});

describe("a body that is read from Node's own request", () => {
  test("is whole, in however many pieces it came", async () => {
    incoming.push("one ");
    const reading = read();
    incoming.push("two");
    incoming.push(null);
    expect(await reading).toEqual({ ok: true, value: Buffer.from("one two") });
  });

  test("may be empty", async () => {
    incoming.push(null);
    expect(await read()).toEqual({ ok: true, value: Buffer.alloc(0) });
  });

  test("may be as long as the limit", async () => {
    incoming.push("12345678");
    incoming.push(null);
    expect(await read()).toMatchObject({ ok: true });
  });

  test("is given up at the first byte beyond the limit, and no more of it is taken in", async () => {
    const reading = read();
    incoming.push("123456789");
    expect(await reading).toMatchObject({ ok: false, problem: { code: "too-large" } });
    expect(incoming.isPaused()).toBe(true);
    expect(incoming.listenerCount("data")).toBe(0);
  });

  test.each([undefined, new Error("reset")])(
    "is malformed where the connection ends before it does (%s)",
    async (error) => {
      const reading = read();
      incoming.push("half");
      incoming.destroy(error);
      expect(await reading).toMatchObject({ ok: false, problem: { code: "malformed" } });
    },
  );
});
