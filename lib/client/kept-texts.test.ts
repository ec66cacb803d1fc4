import { describe, expect, it } from "vitest";
import { type KeptText, KeptTexts } from "./kept-texts";
import { memoryStorage } from "./memory-storage.test-support";

const kept = (id: string, change: Partial<KeptText> = {}): KeptText => ({
  id,
  tab: "tab-1",
  at: 1,
  name: "a.md",
  text: "# A\n",
  lineEnd: "\n",
  byteOrderMark: false,
  original: null,
  base: 0,
  revision: 0,
  ...change,
});

describe("texts kept in this browser", () => {
  it("come back after a reload, oldest first, and go when they are dropped", () => {
    const storage = memoryStorage();
    const before = new KeptTexts(storage, "ada", "import");
    before.keep(kept("two", { at: 2 }));
    before.keep(kept("one"));
    const after = new KeptTexts(storage, "ada", "import");
    expect(after.list().map((each) => each.id)).toEqual(["one", "two"]);
    after.drop("one");
    expect(after.list()).toEqual([kept("two", { at: 2 })]);
  });

  it("are nobody else's, and no other runbook's", () => {
    const storage = memoryStorage();
    new KeptTexts(storage, "ada", "orders").keep(kept("one"));
    expect(new KeptTexts(storage, "ben", "orders").list()).toEqual([]);
    expect(new KeptTexts(storage, "ada", "import").list()).toEqual([]);
  });

  it("say so where the storage is full, and overlook what is broken", () => {
    const storage = memoryStorage();
    storage.setItem("holdpoint:text:ada:import:x", "{");
    storage.setItem("holdpoint:text:ada:import:y", '{"id":"y"}');
    const texts = new KeptTexts(storage, "ada", "import");
    expect(texts.list()).toEqual([]);
    expect(texts.keep(kept("one"))).toBe(true);
    const full = {
      ...memoryStorage(),
      setItem: () => {
        throw new Error("full");
      },
    };
    expect(new KeptTexts(full, "ada", "import").keep(kept("one"))).toBe(false);
    expect(new KeptTexts(null, "ada", "import").keep(kept("one"))).toBe(false);
  });
});
