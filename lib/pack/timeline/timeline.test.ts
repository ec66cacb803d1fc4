import { fromMarkdown } from "mdast-util-from-markdown";
import { gfmFromMarkdown } from "mdast-util-gfm";
import { gfm } from "micromark-extension-gfm";
import { describe, expect, it } from "vitest";
import type { RunEvent } from "../../run/events";
import { givenRun } from "../../run/testing";
import { stepRows } from "./step-rows";
import { CSV_HEAD, csvCell, csvRow } from "./timeline-csv";
import { markdownRow } from "./timeline-markdown";
import { timelineRow } from "./timeline-row";

const { state } = givenRun();

function entry(text: string, more: Partial<RunEvent> = {}): RunEvent {
  return {
    ...{ seq: 7, type: "EntryLogged", version: 1, role: "scribe", payload: { text, kind: "note" } },
    actor: { kind: "person", personId: "p-eli", name: "Eli" },
    ...{ occurredAt: "2026-11-22T01:15:03.000Z", recordedAt: "2026-11-22T01:15:04.000Z" },
    ...more,
  } as RunEvent;
}

const rowOf = (event: RunEvent, corrections = new Map<number, number[]>()) =>
  timelineRow(event, { state, corrections });

describe("a run's timeline as a file", () => {
  it("T.4 says what was recorded late, and when", () => {
    const late = rowOf(entry("vendor called", { recordedAt: "2026-11-22T01:20:00.000Z" }));
    expect(late.late).toBe(true);
    expect(markdownRow(late, "Europe/Berlin")).toContain("**recorded late**, at 2026-11-22T01:20:00.000Z");
    expect(rowOf(entry("vendor called")).late).toBe(false);
  });

  it("T.3 links a correction and what it corrects both ways", () => {
    const corrections = new Map([[7, [9]]]);
    const old = markdownRow(rowOf(entry("at 02:10"), corrections), "UTC");
    expect(old).toContain('<a id="e7"></a>');
    expect(old).toContain("~~at 02:10~~");
    expect(old).toContain("corrected by [9](#e9)");
    const correction = entry("", {
      seq: 9,
      type: "EntryCorrected",
      payload: { entrySeq: 7, text: "at 02:12" },
    } as Partial<RunEvent>);
    expect(markdownRow(rowOf(correction, corrections), "UTC")).toContain("corrects [7](#e7)");
  });

  it.each([
    "[a](javascript:alert(1))",
    "<script>alert(1)</script>",
    "x\n# Heading",
    "| a | b |\n|---|---|",
    "![i](http://evil)",
    "`code` **bold**",
    '</a><a id="e1">',
  ])("R7 somebody's words are nothing but words in Markdown: %s", (text) => {
    const tree = fromMarkdown(markdownRow(rowOf(entry(text)), "UTC"), {
      extensions: [gfm()],
      mdastExtensions: [gfmFromMarkdown()],
    });
    const types = JSON.stringify(tree).match(/"type":"\w+"/g) ?? [];
    for (const type of ["link", "image", "heading", "table", "inlineCode", "emphasis"])
      expect(types, type).not.toContain(`"type":"${type}"`);
    const html = JSON.stringify(tree).match(/"type":"html","value":"[^"\\]*(?:\\.[^"\\]*)*"/g) ?? [];
    expect(html).toEqual(['"type":"html","value":"<a id=\\"e7\\">"', '"type":"html","value":"</a>"']);
  });

  it.each(["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", " =1", '=HYPERLINK("http://evil","x")'])(
    "R7 no cell of the CSV is a formula: %j",
    (text) => {
      const cell = csvCell(text);
      expect(cell.replace(/^"/, "").startsWith("'")).toBe(true);
      expect(csvRow(rowOf(entry(text))).split(",")).not.toContain(text);
    },
  );

  it("R7 a cell with commas, quotes and lines is one cell", () => {
    expect(csvCell('a, "b"\nc')).toBe('"a, ""b""\nc"');
    expect(csvCell(null)).toBe("");
    expect(csvCell(-1)).toBe("-1");
    expect(csvRow(rowOf(entry("plain"))).split(",")).toHaveLength(CSV_HEAD.split(",").length);
  });

  it("R9 a credential that somebody typed is in no form of the export", () => {
    const row = rowOf(entry("ran PGPASSWORD=swordfish psql postgres://a:s3cretpass@h/d"));
    for (const text of [JSON.stringify(row), csvRow(row), markdownRow(row, "UTC")])
      expect(text).not.toMatch(/swordfish|s3cretpass/);
  });

  it("R7 gives the steps with results, commands and evidence", () => {
    const rows = stepRows(state);
    expect(rows.map(({ stepId }) => stepId)).toEqual(
      state.phases.flatMap(({ steps }) => steps.map(({ id }) => id)),
    );
    expect(rows[0]).toMatchObject({ status: "waiting", attempts: [], evidence: [] });
  });
});
