import { existsSync, readdirSync, readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { annotate } from "@/components/runbook/source-draft";
import type { Diagnostic, RunbookDefinition } from "../run/definition";
import { importText } from "./fixture.test-support";

const FIXTURES = new URL("./fixtures/", import.meta.url);
const SHARED = new URL("../../../shared/runbooks/", import.meta.url);
const SAMPLE = new URL("../../prisma/seed/sample-runbook.md", import.meta.url);
if (!existsSync(SHARED))
  process.stderr.write(
    "NOTICE: ../shared/runbooks is not beside this checkout; corrections of its documents were not tried.\n",
  );

const documents: [string, string][] = [FIXTURES, SHARED]
  .filter((folder) => existsSync(folder))
  .flatMap((folder) =>
    readdirSync(folder)
      .filter((name) => name.endsWith(".md"))
      .map((name): [string, string] => [name, readFileSync(new URL(name, folder), "utf8")]),
  );
documents.push(["sample-runbook.md", readFileSync(SAMPLE, "utf8")]);

/** The text after a click on the correction of a diagnostic, as the import review writes it. */
function corrected(text: string, { suggestion }: Diagnostic): string {
  if (suggestion === undefined) throw new Error("the diagnostic has no correction");
  return annotate(text.replace(/\r\n/g, "\n"), suggestion.line, suggestion.annotation);
}

const correctable = (d: RunbookDefinition): Diagnostic[] =>
  d.diagnostics.filter((each) => each.suggestion !== undefined);
const same = (a: Diagnostic) => (b: Diagnostic) =>
  a.code === b.code && a.line === b.line && a.message === b.message;
const count = (d: RunbookDefinition, code: string): number =>
  d.diagnostics.filter((each) => each.code === code).length;

describe("every correction of every document", { timeout: 60_000 }, () => {
  it.each(documents)("settles its own diagnostic in %s", (_, text) => {
    for (const diagnostic of correctable(importText(text))) {
      const left = importText(corrected(text, diagnostic)).diagnostics;
      expect(left.filter(same(diagnostic))).toEqual([]);
    }
  });

  it.each(documents)("applied together settle all of %s and never add to a code", (_, text) => {
    const before = importText(text);
    const codes = new Set(correctable(before).map((each) => each.code));
    const d = importText(correctable(before).reduce(corrected, text));
    for (const code of codes) expect([code, count(d, code) <= count(before, code)]).toEqual([code, true]);
    for (const diagnostic of correctable(before)) expect(d.diagnostics.filter(same(diagnostic))).toEqual([]);
  });

  it("never throws on splices of documents, and never adds to a code", () => {
    const texts = documents.map(([, text]) => text);
    const part = fc.double({ min: 0, max: 1, noNaN: true });
    const spliced = fc
      .tuple(fc.constantFrom(...texts), fc.constantFrom(...texts), part, part)
      .map(
        ([a, b, from, to]) => a.slice(0, Math.floor(a.length * from)) + b.slice(Math.floor(b.length * to)),
      );
    fc.assert(
      fc.property(spliced, (text) => {
        const before = importText(text);
        const d = importText(correctable(before).reduce(corrected, text));
        for (const { code } of correctable(before))
          expect(count(d, code)).toBeLessThanOrEqual(count(before, code));
      }),
      { numRuns: 60 },
    );
  });
});
