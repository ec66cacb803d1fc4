import { describe, expect, test } from "vitest";
import { MAX_RUNBOOK_BYTES } from "../../runbook/size-limit";
import { decodeMarkdown } from "./decode-markdown";

const codeOf = (bytes: Uint8Array) => {
  const decoded = decodeMarkdown(bytes);
  return decoded.ok ? decoded.markdown.encoding : decoded.code;
};

describe("bytes of a runbook", () => {
  test("are UTF-8, or else Latin-1", () => {
    expect(codeOf(Buffer.from("# Größe"))).toBe("utf-8");
    expect(codeOf(Buffer.from("# Größe", "latin1"))).toBe("latin-1");
  });

  test("are hashed as they are, byte-order mark and line ends included", () => {
    const decoded = decodeMarkdown(Buffer.from("\ufeff# A\r\n"));
    expect(decoded.ok && decoded.markdown.text).toBe("# A\r\n");
    expect(decoded.ok && decoded.markdown.sha256).toBe(
      "d68ba92f18276b7a0c5c70df0ba31a4e2dfbd210153b3f7e539d1684b27ee7cd",
    );
  });

  test("are refused where they are nothing, no text, or too many", () => {
    expect(codeOf(new Uint8Array())).toBe("empty");
    expect(codeOf(Buffer.from(" \t\r\n"))).toBe("empty");
    expect(codeOf(Buffer.from("PK\u0003\u0004 zipped"))).toBe("not-text");
    expect(codeOf(Buffer.from("a\0b"))).toBe("not-text");
    expect(codeOf(Buffer.alloc(MAX_RUNBOOK_BYTES + 1, "a"))).toBe("too-large");
    expect(codeOf(Buffer.alloc(MAX_RUNBOOK_BYTES, "a"))).toBe("utf-8");
  });
});
