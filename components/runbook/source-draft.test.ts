import { describe, expect, it } from "vitest";
import { annotate, bytesOf, draftFromBytes, draftFromText, edited, offsetOfLine } from "./source-draft";

const utf8 = (text: string) => new TextEncoder().encode(text);

describe("a draft", () => {
  it("sends exactly the bytes that were opened, whatever they are, until it is edited", () => {
    const bytes = new Uint8Array([0xef, 0xbb, 0xbf, ...utf8("# A\r\n\r\n- b\nc\r\n")]);
    expect(bytesOf(draftFromBytes("a.md", bytes))).toEqual(bytes);
    const latin = new Uint8Array([0x23, 0x20, 0xe9, 0x0a]);
    const draft = draftFromBytes("latin.md", latin);
    expect(draft.text).toBe("# é\n");
    expect(bytesOf(draft)).toEqual(latin);
  });

  it("keeps the file's line ends and byte order mark when it is edited", () => {
    const draft = draftFromBytes("a.md", new Uint8Array([0xef, 0xbb, 0xbf, ...utf8("# A\r\nb\r\n")]));
    expect(draft.text).toBe("# A\nb\n");
    const changed = bytesOf(edited(draft, "# A\nbc\n"));
    expect(changed).toEqual(new Uint8Array([0xef, 0xbb, 0xbf, ...utf8("# A\r\nbc\r\n")]));
  });

  it("counts as unedited when the editor gives the same text back", () => {
    const draft = draftFromBytes("a.md", utf8("# A\r\n"));
    expect(edited(draft, "# A\n")).toBe(draft);
  });

  it("takes pasted text with any line ends", () => {
    expect(draftFromText("a\r\nb").text).toBe("a\nb");
  });
});

describe("an annotation", () => {
  it("goes to the end of its line and touches no other", () => {
    expect(annotate("- a\n- b  \n- c", 2, 'role="DB Owner"')).toBe(
      '- a\n- b <!-- hp: role="DB Owner" -->\n- c',
    );
  });

  it("is taken as it is when it is a comment already, and is put in once", () => {
    const once = annotate("- a", 1, "<!-- hp: not-a-step -->");
    expect(once).toBe("- a <!-- hp: not-a-step -->");
    expect(annotate(once, 1, "not-a-step")).toBe(once);
  });

  it("leaves the text alone where the line does not exist", () => {
    expect(annotate("- a", 7, "mutating")).toBe("- a");
  });
});

describe("a line", () => {
  it("is found by its number, and the end of the text where there is none", () => {
    expect([1, 2, 3, 4].map((line) => offsetOfLine("a\n\nb", line))).toEqual([0, 2, 3, 4]);
  });
});
