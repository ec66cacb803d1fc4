import { describe, expect, it } from "vitest";
import { columnOf } from "./read-chunks";

const signature = Buffer.from("PGCOPY\n\xff\r\n\0", "latin1");

function int(bytes: 2 | 4, value: number): Buffer {
  const buffer = Buffer.alloc(bytes);
  buffer.writeIntBE(value, 0, bytes);
  return buffer;
}

function copy(values: readonly Buffer[], extension = Buffer.alloc(0)): Buffer {
  const rows = values.flatMap((value) => [int(2, 1), int(4, value.length), value]);
  return Buffer.concat([signature, int(4, 0), int(4, extension.length), extension, ...rows, int(2, -1)]);
}

describe("a binary COPY of one column", () => {
  it("gives its values back byte for byte, empty ones and such that look like its own marks too", () => {
    const values = [Buffer.from([0, 1, 255]), Buffer.alloc(0), int(2, -1), signature];
    expect(columnOf(copy(values))).toEqual(values);
    expect(columnOf(copy([]))).toEqual([]);
  });

  it("passes over an extension of the header", () => {
    expect(columnOf(copy([Buffer.from("x")], Buffer.from("later versions")))).toEqual([Buffer.from("x")]);
  });
});
