import { describe, expect, it } from "vitest";
import { type DraftState, DraftSync, type SaveOutcome } from "./draft-sync";

/** A server that keeps one draft, and a clock that is turned by hand. */
function stage(revision = 0) {
  const states: DraftState["kind"][] = [];
  const timers: { work: () => void; ms: number; off: boolean }[] = [];
  const server = { revision, text: "", away: false, saves: 0 };
  const page = { text: "" };
  const sync = new DraftSync(
    {
      save: async (seen): Promise<SaveOutcome> => {
        server.saves += 1;
        const sent = page.text;
        if (server.away) return { kind: "away" };
        if (seen !== server.revision) return { kind: "conflict" };
        server.revision += 1;
        server.text = sent;
        return { kind: "saved", revision: server.revision, savedAt: "now" };
      },
      onState: ({ kind }) => states.push(kind),
      later: (work, ms) => {
        const timer = { work, ms, off: false };
        timers.push(timer);
        return () => {
          timer.off = true;
        };
      },
    },
    revision,
  );
  const type = (text: string) => {
    page.text = text;
    sync.changed();
  };
  /** Lets the timers that wait ring, and what they set off come to rest. */
  const ring = async () => {
    const due = timers.splice(0).filter((timer) => !timer.off);
    for (const timer of due) timer.work();
    await new Promise((resolve) => setTimeout(resolve));
    return due.map((timer) => timer.ms);
  };
  return { sync, server, states, type, ring };
}

describe("a draft on its way to the server", () => {
  it("is saved once a moment after the last change", async () => {
    const { sync, server, states, type, ring } = stage();
    type("a");
    type("ab");
    expect(sync.dirty).toBe(true);
    expect(await ring()).toEqual([700]);
    expect(server).toMatchObject({ text: "ab", revision: 1, saves: 1 });
    expect(sync.dirty).toBe(false);
    expect(states).toEqual(["saving", "saved"]);
  });

  it("is saved again where something was typed while it was on its way", async () => {
    const { sync, server, type, ring } = stage();
    type("a");
    const sending = sync.hurry();
    type("ab");
    await sending;
    expect(sync.dirty).toBe(true);
    await ring();
    expect(server).toMatchObject({ text: "ab", revision: 2 });
    expect(sync.dirty).toBe(false);
  });

  it("waits longer each time while the server is away, and is saved once it is back", async () => {
    const { sync, server, states, type, ring } = stage();
    server.away = true;
    type("a");
    await ring();
    expect(await ring()).toEqual([2_000]);
    expect(await ring()).toEqual([4_000]);
    expect(states.at(-1)).toBe("away");
    server.away = false;
    await sync.hurry();
    expect(server.text).toBe("a");
    expect(sync.dirty).toBe(false);
  });

  it("stops at a conflict, and overwrites nothing until its person has chosen", async () => {
    const { sync, server, states, type, ring } = stage(1);
    server.revision = 2;
    server.text = "from the other window";
    type("mine");
    await ring();
    type("mine, and more");
    await ring();
    await sync.hurry();
    expect(server).toMatchObject({ text: "from the other window", saves: 1 });
    expect(states.at(-1)).toBe("conflict");
    await sync.settle(2);
    expect(server).toMatchObject({ text: "mine, and more", revision: 3 });
  });

  it("forgets a late answer where the text was published meanwhile", async () => {
    const { sync, type } = stage();
    type("a");
    const sending = sync.hurry();
    sync.matches(0, null);
    await sending;
    expect(sync).toMatchObject({ revision: 0, dirty: false });
  });
});
