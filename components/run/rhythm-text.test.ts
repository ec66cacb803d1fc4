import { expect, test } from "vitest";
import { rhythmText } from "./rhythm-text";

test("a rhythm is said as people say it, in hours where it comes out even", () => {
  expect([30, 60, 90, 180, 1440].map(rhythmText)).toEqual([
    "every 30 min",
    "hourly",
    "every 90 min",
    "every 3 h",
    "daily",
  ]);
});
