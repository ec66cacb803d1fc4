import type { TextRow } from "@/lib/runbook/compare-text";

/** Rows that stand together: shown, or folded away because nothing differs in them. */
interface RowGroup {
  key: number;
  folded: boolean;
  rows: TextRow[];
}

/** Lines around a difference that stay to be read with it. */
const CONTEXT = 3;

/** Folds long runs of equal lines, and leaves the lines around each difference. */
export function foldRows(rows: readonly TextRow[]): RowGroup[] {
  const near = new Set<number>();
  rows.forEach((row, index) => {
    if (row.kind === "same") return;
    for (let at = index - CONTEXT; at <= index + CONTEXT; at++) near.add(at);
  });
  const groups: RowGroup[] = [];
  rows.forEach((row, index) => {
    const folded = !near.has(index);
    const last = groups.at(-1);
    if (last?.folded === folded) last.rows.push(row);
    else groups.push({ key: index, folded, rows: [row] });
  });
  return groups.map((group) =>
    group.folded && group.rows.length < CONTEXT ? { ...group, folded: false } : group,
  );
}
