import { describe, expect, test } from "vitest";
import { byteSizeWords } from "../byte-size";
import { attachmentHeader, nameRefusal } from "./artifact-name";
import { isKnown, wantedRange } from "./byte-range";
import { hasRoom } from "./free-space";
import { BYTES, TEXT, TextHead } from "./text-head";
import { Turns } from "./turns";

describe("S4 an artifact's name", () => {
  test.each(["restore.log", "a b (2).txt", "日本.txt", "..hidden", "x;y='z'.csv", "100%.log"])(
    "may be %j",
    (name) => {
      expect(nameRefusal(name)).toBeNull();
    },
  );

  test.each(["a/b", "a\\b", "\n", "a\u0085b", "x\u2028y", "\ud800", ".", " .. ", "\u202etxt.exe"])(
    "may not be %j",
    (name) => {
      expect(nameRefusal(name)?.problem.code).toBe("malformed");
    },
  );

  test.each([
    "evil\r\nx: y",
    '"; filename="x.exe',
    "../../../etc/passwd",
    "\ud800",
    "",
    "…".repeat(300),
    "a\u0000b",
  ])("never leaves its place in the header: %j", (name) => {
    expect(attachmentHeader(name)).toMatch(
      /^attachment; filename="[\w .()+-]{1,150}"; filename\*=UTF-8''[A-Za-z0-9%._~!-]+$/,
    );
    expect(attachmentHeader(name)).not.toContain("..");
  });
});

describe("a range", () => {
  test.each([
    [null, null],
    ["bytes=0-0", { start: 0, end: 1 }],
    ["bytes=5-", { start: 5, end: 10 }],
    ["bytes=5-99", { start: 5, end: 10 }],
    ["bytes=-3", { start: 7, end: 10 }],
    ["bytes=-99", { start: 0, end: 10 }],
    ["bytes=-0", "unsatisfiable"],
    ["bytes=10-", "unsatisfiable"],
    ["bytes=3-2", null],
    ["bytes=-", null],
    ["bytes=1-2,4-5", null],
    ["bytes=99999999999999999999-", null],
  ])("%j of ten bytes is %j", (header, wanted) => {
    expect(wantedRange(header, 10)).toEqual(wanted);
  });

  test("is not looked at where the tag is known", () => {
    expect(isKnown('W/"a", "b"', '"b"')).toBe(true);
    expect(isKnown("*", '"b"')).toBe(true);
    expect(isKnown('"c"', '"b"')).toBe(false);
    expect(isKnown(null, '"b"')).toBe(false);
  });
});

describe("what bytes are", () => {
  const judged = (...pieces: (string | Uint8Array)[]) => {
    const head = new TextHead();
    for (const piece of pieces) head.add(Buffer.from(piece));
    return head.judge();
  };

  test("is said by themselves: text is UTF-8 without control characters that no log has", () => {
    expect(judged("rows: 64\n\u001b[32mok\u001b[0m\r\n")).toMatchObject({ mediaType: TEXT });
    expect(judged("a\u0000b")).toEqual({ mediaType: BYTES, text: null });
    expect(judged(Buffer.from([0xff, 0xfe, 0x41]))).toEqual({ mediaType: BYTES, text: null });
    expect(judged(Buffer.from([0xc3]), Buffer.from([0xbc]))).toEqual({ mediaType: TEXT, text: "ü" });
  });

  test("of more than a megabyte is judged by its head, and not given as a text", () => {
    const long = `${"x".repeat(1024 * 1024 - 1)}ü`;
    expect(judged(long)).toEqual({ mediaType: TEXT, text: null });
    expect(judged(Buffer.from([0xc3]))).toMatchObject({ mediaType: BYTES });
  });
});

describe("room on the disk", () => {
  const GB = 1024 ** 3;
  test.each([
    [{ free: 600 * 1024 ** 2, total: 10 * GB }, 0, true],
    [{ free: 500 * 1024 ** 2, total: 10 * GB }, 0, false],
    [{ free: 2 * GB, total: 10 * GB }, GB, false],
    [{ free: 10 * GB, total: 10_000 * GB }, 0, true],
    [{ free: 3 * GB, total: 10_000 * GB }, 0, false],
  ])("%j for %i bytes: %j", (space, bytes, enough) => {
    expect(hasRoom(space, bytes)).toBe(enough);
  });

  test("sizes are told as people say them, never larger than they are", () => {
    expect([1, 1023, 1024, 1_572_864, 536_870_911, 536_870_912].map(byteSizeWords)).toEqual([
      ...["1 B", "1023 B", "1 KB", "1.5 MB", "511.9 MB", "512 MB"],
    ]);
  });
});

test("turns are taken so many at once, in order, and given back by what fails", async () => {
  const turns = new Turns(2);
  const began: number[] = [];
  let open = () => {};
  const gate = new Promise<void>((resolve) => {
    open = resolve;
  });
  const tasks = [0, 1, 2, 3].map((n) =>
    turns.take(async () => {
      began.push(n);
      await gate;
      if (n === 0) throw new Error("no");
    }),
  );
  expect(began).toEqual([0, 1]);
  open();
  expect((await Promise.allSettled(tasks)).map(({ status }) => status)).toEqual([
    "rejected",
    ...Array(3).fill("fulfilled"),
  ]);
  expect(began).toEqual([0, 1, 2, 3]);
});
