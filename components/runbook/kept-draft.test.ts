import { describe, expect, it } from "vitest";
import { draftOfKept, draftToKeep } from "./kept-draft";
import { bytesOf, draftFromBytes, edited } from "./source-draft";

const utf8 = (text: string) => new TextEncoder().encode(text);
const again = (bytes: Uint8Array<ArrayBuffer>) => {
  const kept = draftToKeep(draftFromBytes("a.md", bytes));
  return { kept, bytes: bytesOf(draftOfKept(JSON.parse(JSON.stringify(kept)))) };
};

describe("a draft kept in the browser", () => {
  it.each([
    ["plain UTF-8", utf8("# A\n- é\n")],
    ["CRLF with a byte order mark", new Uint8Array([0xef, 0xbb, 0xbf, ...utf8("# A\r\nb\r\n")])],
  ])("gives the exact bytes of %s back, by its text alone", (_, bytes) => {
    const { kept, bytes: back } = again(bytes);
    expect(kept.original).toBeNull();
    expect(back).toEqual(bytes);
  });

  it.each([
    ["mixed line ends", utf8("# A\r\nb\nc\rd\n")],
    ["Latin-1", new Uint8Array([0x23, 0x20, 0xe9, 0x0a])],
  ])("gives the exact bytes of %s back, though the text does not hold them", (_, bytes) => {
    expect(again(bytes).bytes).toEqual(bytes);
  });

  it("keeps an edit, and not the bytes that it replaced", () => {
    const draft = edited(draftFromBytes("a.md", new Uint8Array([0x23, 0x20, 0xe9, 0x0a])), "# é!\n");
    const kept = draftToKeep(draft);
    expect(kept).toMatchObject({ name: "a.md", text: "# é!\n", original: null });
    expect(draftOfKept(kept)).toEqual(draft);
  });
});
