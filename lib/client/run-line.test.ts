import { describe, expect, it } from "vitest";
import type { JoinAnswer, JoinRefusal } from "../protocol/socket";
import { joinRun } from "./run-line";
import type { RunSocket } from "./socket";

/** A socket that answers a join so. */
function socketThat(answers: JoinAnswer | JoinRefusal): RunSocket {
  const socket = { timeout: () => ({ emitWithAck: () => Promise.resolve(answers) }) };
  return socket as unknown as RunSocket;
}

const request = { runId: "11111111-2222-4333-8444-555555555555", after: 0 };

describe("asking for a run", () => {
  it("gives what the server gives", async () => {
    const answer = { seq: 3, events: [] };
    expect(await joinRun(socketThat(answer), request)).toBe(answer);
  });

  it("rejects where the server says that it has no answer now, which asks again as a lost line does", async () => {
    const error = { code: "unavailable" as const, message: "The database is away. Try again in a moment." };
    await expect(joinRun(socketThat({ error }), request)).rejects.toThrow("The database is away");
  });
});
