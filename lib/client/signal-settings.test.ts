import { describe, expect, test } from "vitest";
import { readSignals, SILENT } from "./signal-settings";

const kept = (text: string | null) => readSignals({ getItem: () => text });

describe("the settings of sounds and notifications", () => {
  test("are off until turned on, and stay off where what was kept cannot be read", () => {
    for (const text of [null, "", "{", "null", "7", "[]", '{"sound":"yes"}'])
      expect(kept(text)).toEqual(SILENT);
    expect(readSignals(null)).toEqual(SILENT);
    const forbidden = {
      getItem: (): string | null => {
        throw new Error("storage is forbidden");
      },
    };
    expect(readSignals(forbidden)).toEqual(SILENT);
  });

  test("are what was chosen", () => {
    expect(kept('{"sound":true,"desktop":false}')).toEqual({ sound: true, desktop: false });
    expect(kept('{"sound":true,"desktop":true}')).toEqual({ sound: true, desktop: true });
  });
});
