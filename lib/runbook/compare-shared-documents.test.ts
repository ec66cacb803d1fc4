import { existsSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { compareTranscripts } from "../run/compare/compare-transcripts";
import { countParts, transcriptVerdict } from "../run/compare/transcript-verdict";
import { importText } from "./fixture.test-support";

/** The documents belong to their users and lie beside the checkout, never in it. */
const SHARED = new URL("../../../shared/runbooks/", import.meta.url);

function load(name: string) {
  const text = readFileSync(new URL(`${name}.md`, SHARED), "utf8");
  return { definition: importText(text), lines: text.split("\n") };
}

const lines = (items: readonly { line: number }[]) => items.map(({ line }) => line).join("+");
const of = (one: string, two: string) => compareTranscripts(load(one), load(two));

/** Read by eye against the two documents: lines of the runbook, lines of the checklist, and the words that only one has. */
const CHECKLIST_GATES = [
  ["reworded", "22", "11+10"],
  ["reworded", "23", "12"],
  ["reworded", "25", "15"],
  ["reworded", "26", "9"],
  ["reworded", "36", "16"],
  ["reworded", "81", "35"],
  ["reworded", "103", "41"],
  ["reworded", "121", "47"],
];

describe.skipIf(!existsSync(SHARED))("the checklist of the first users against its runbook", () => {
  const comparison = () => of("alembic-production-cutover", "alembic-operator-checklist");

  it("R8.26 is identical in its 15 commands and 15 artifacts, and not in its gates", () => {
    expect(countParts(comparison())).toMatchObject([
      { part: "command", same: 15, differs: 0 },
      { part: "artifact", same: 15, differs: 0 },
      { part: "gate", differs: 8 },
      { part: "check" },
      { part: "action" },
      { part: "record", same: 7, differs: 2 },
    ]);
    expect(comparison().identical).toBe(false);
    expect(transcriptVerdict(comparison())).toBe(
      "Not transcript-identical: it differs in gates in 8 places. Identical in all 15 commands and all 15 artifacts.",
    );
  });

  it("R8.26 names the gates that say less or more, with the lines of both", () => {
    const gates = comparison().differs.filter(({ part }) => part === "gate");
    expect(gates.map((each) => [each.kind, lines(each.runbook), lines(each.checklist)])).toEqual(
      CHECKLIST_GATES,
    );
    const width = gates.find((each) => lines(each.runbook) === "103");
    expect(width).toMatchObject({ onlyRunbook: ["script", "failure"], onlyChecklist: [] });
  });

  it("R8.26 names the expected results that the checklist lacks", () => {
    const missing = comparison().differs.filter(({ part, kind }) => part === "check" && kind === "missing");
    expect(missing.map((each) => lines(each.runbook))).toEqual(["76", "98", "116", "169"]);
  });

  it("R8.26 finds the session's commands that the runbook has in its text alone", () => {
    const prose = comparison().same.filter((each) => each.inProse);
    expect(prose.map(({ runbook, checklist }) => [runbook.line, checklist.line])).toEqual([
      [51, 24],
      [52, 25],
      [53, 26],
    ]);
  });

  it("R8.26 the clone rehearsal shares seven commands with production, and no artifact", () => {
    const parts = countParts(of("alembic-clone-rehearsal", "alembic-production-cutover"));
    expect(parts.find(({ part }) => part === "command")).toMatchObject({ same: 7, differs: 6 });
    expect(parts.find(({ part }) => part === "artifact")).toMatchObject({ same: 0 });
  });

  it.each([
    "alembic-clone-rehearsal",
    "alembic-operator-checklist",
    "alembic-production-cutover",
    "go-live-war-room",
    "wien-pilot-cutover",
  ])("R8.26 %s is transcript-identical with itself", (name) =>
    expect(of(name, name)).toMatchObject({ identical: true, differs: [] }),
  );
});
