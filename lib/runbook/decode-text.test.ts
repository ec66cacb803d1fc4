import { describe, expect, test } from "vitest";
import { decodeText } from "./decode-text";
import { MAX_RUNBOOK_BYTES } from "./size-limit";

const codeOf = (bytes: Uint8Array) => {
  const decoded = decodeText(bytes);
  return decoded.ok ? decoded.encoding : decoded.code;
};

describe("bytes of a runbook", () => {
  test("are UTF-8, or else Latin-1", () => {
    expect(codeOf(Buffer.from("# Größe"))).toBe("utf-8");
    expect(codeOf(Buffer.from("# Größe", "latin1"))).toBe("latin-1");
  });

  test("keep their line ends, and lose a byte-order mark", () => {
    const decoded = decodeText(Buffer.from("\ufeff# A\r\n"));
    expect(decoded.ok && decoded.text).toBe("# A\r\n");
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
