import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import type { ExpectedImport } from "./expected-import.test-support";
import { importText } from "./fixture.test-support";
import { type Measure, precision, recall } from "./match-items.test-support";
import { measureImport } from "./measure-import.test-support";
import { addMeasures, measureTable, worstDocuments } from "./measure-table.test-support";

const HERE = new URL("./strangers/", import.meta.url);
const NAMES = readdirSync(HERE)
  .filter((name) => name.endsWith(".md"))
  .map((name) => name.slice(0, -".md".length))
  .sort();

const text = (name: string) => readFileSync(new URL(`${name}.md`, HERE), "utf8");
const expectation = (name: string): ExpectedImport =>
  JSON.parse(readFileSync(new URL(`${name}.expected.json`, HERE), "utf8"));

const FLOORS: Record<string, number> = { steps: 0.97, commands: 0.97 };
const OTHER_FLOOR = 0.9;

describe("documents of strangers, each with what a careful reader ticks off", () => {
  const measures = new Map<string, Measure>(
    NAMES.map((name) => [name, measureImport(importText(text(name)), expectation(name))]),
  );
  const total = addMeasures([...measures.values()]);
  process.stdout.write(`\n${measureTable(total)}\n${worstDocuments(measures)}\n`);

  it.each(Object.keys(total))("finds %s with few misses and few inventions", (kind) => {
    const score = total[kind];
    const floor = FLOORS[kind] ?? OTHER_FLOOR;
    expect(score && { precision: precision(score), recall: recall(score) }).toEqual({
      precision: expect.toSatisfy((value: number) => value >= floor),
      recall: expect.toSatisfy((value: number) => value >= floor),
    });
  });

  it.each(NAMES.filter((name) => !expectation(name).runbook))("invents no step in %s", (name) => {
    const d = importText(text(name));
    expect([...d.phases, ...d.rollback.phases].flatMap((phase) => phase.steps)).toEqual([]);
    expect(d.diagnostics.length).toBeGreaterThan(0);
  });

  it.each(NAMES)("has expectations for %s that lie within the text", (name) => {
    const lines = text(name).split("\n");
    const want = expectation(name);
    for (const { line } of [...want.phases, ...want.steps, ...want.commands])
      for (const at of [line ?? 1].flat()) expect(lines[at - 1], `line ${at}`).toMatch(/\S/);
  });
});
