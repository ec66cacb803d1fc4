import { describe, expect, it } from "vitest";
import { connectionOf, INITIAL_LINE, isBehind, type LineFacts, STALE_AFTER_MS } from "./connection";

const live: LineFacts = {
  ...INITIAL_LINE,
  connected: true,
  caughtUp: true,
  heardAt: 10_000,
  roundTripMs: 120,
};

describe("the word for the line", () => {
  it("is live with half the round trip as its lag", () => {
    expect(connectionOf(live, 0, 11_000)).toEqual({ kind: "live", lagSeconds: 0.06 });
  });

  it("is stale after five seconds without a word, although the socket says that it is open", () => {
    expect(connectionOf(live, 0, 10_000 + STALE_AFTER_MS - 1).kind).toBe("live");
    expect(connectionOf(live, 0, 10_000 + STALE_AFTER_MS)).toEqual({ kind: "stale", seconds: 5 });
  });

  it("says that it is catching up while events are missing", () => {
    expect(connectionOf({ ...live, caughtUp: false }, 0, 11_000).kind).toBe("catching-up");
  });

  it("counts how long it has been offline, from the last word of the server", () => {
    expect(connectionOf({ ...live, connected: false }, 0, 130_000)).toMatchObject({
      kind: "offline",
      seconds: 120,
    });
  });

  it("is still connecting just after the page opened, and offline when nobody ever answered", () => {
    expect(connectionOf(INITIAL_LINE, 1_000, 3_000).kind).toBe("connecting");
    expect(connectionOf(INITIAL_LINE, 1_000, 9_000).kind).toBe("offline");
  });

  it("is over for good once the server has closed the door, whatever else is true", () => {
    const ended = connectionOf({ ...live, ended: "You are signed out." }, 0, 11_000);
    expect(ended).toEqual({ kind: "ended", reason: "You are signed out." });
    expect(isBehind(ended)).toBe(true);
  });
});
