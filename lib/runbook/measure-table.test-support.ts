import { type Measure, precision, recall, type Score } from "./match-items.test-support";

/** Sums the scores of several documents, kind by kind. */
export function addMeasures(measures: readonly Measure[]): Measure {
  const total: Measure = {};
  for (const measure of measures)
    for (const [kind, score] of Object.entries(measure)) {
      const sum = total[kind] ?? { found: 0, expected: 0, matched: 0, misses: [], inventions: [] };
      total[kind] = {
        found: sum.found + score.found,
        expected: sum.expected + score.expected,
        matched: sum.matched + score.matched,
        misses: [...sum.misses, ...score.misses],
        inventions: [...sum.inventions, ...score.inventions],
      };
    }
  return total;
}

export function measureTable(total: Measure): string {
  const cells = (kind: string, ...rest: (string | number)[]) =>
    [kind.padEnd(16), ...rest.map((cell) => String(cell).padStart(9))].join(" ");
  return [
    cells("kind", "found", "expected", "matched", "precision", "recall"),
    ...Object.entries(total).map(([kind, s]) =>
      cells(kind, s.found, s.expected, s.matched, precision(s).toFixed(3), recall(s).toFixed(3)),
    ),
  ].join("\n");
}

const faults = (score: Score) => score.misses.length + score.inventions.length;
const listed = (sign: string, texts: readonly string[]) => texts.map((text) => `${sign}[${text}]`);

/** The documents with the most faults, each with its misses (-) and inventions (+). */
export function worstDocuments(measures: ReadonlyMap<string, Measure>, most = 30): string {
  return [...measures]
    .map(([name, measure]) => {
      const wrong = Object.entries(measure).filter(([, score]) => faults(score) > 0);
      const count = wrong.reduce((sum, [, score]) => sum + faults(score), 0);
      const lines = wrong.map(([kind, score]) => {
        return `  ${kind}: ${[...listed("-", score.misses), ...listed("+", score.inventions)].join(" ")}`;
      });
      return { count, text: `${name}: ${count}\n${lines.join("\n")}` };
    })
    .filter(({ count }) => count > 0)
    .sort((a, b) => b.count - a.count)
    .slice(0, most)
    .map(({ text }) => text)
    .join("\n");
}
