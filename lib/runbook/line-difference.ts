/** A line that stands in both texts, or in one of them alone; 1-based, null where its text lacks it. */
export interface DifferenceLine {
  kind: "same" | "removed" | "added";
  text: string;
  before: number | null;
  after: number | null;
}

/** Above so many pairs of lines the middle counts as replaced: finding the fewest changes would take too long. */
const MOST_PAIRS = 4_000_000;

/** Two texts line by line: the longest common part stays, the rest was removed or added. Total and deterministic. */
export function lineDifference(before: string, after: string): DifferenceLine[] {
  const [one, two] = [before.split(/\r\n?|\n/), after.split(/\r\n?|\n/)];
  const most = Math.min(one.length, two.length);
  let head = 0;
  while (head < most && one[head] === two[head]) head += 1;
  let tail = 0;
  while (tail < most - head && one[one.length - 1 - tail] === two[two.length - 1 - tail]) tail += 1;
  const rows: DifferenceLine[] = [];
  const same = (i: number, j: number) =>
    rows.push({ kind: "same", text: one[i] ?? "", before: i + 1, after: j + 1 });
  for (let i = 0; i < head; i += 1) same(i, i);
  rows.push(...middle(one, two, { head, ends: [one.length - tail, two.length - tail] }));
  for (let k = tail; k > 0; k -= 1) same(one.length - k, two.length - k);
  return rows;
}

interface Middle {
  head: number;
  ends: [number, number];
}

function middle(one: string[], two: string[], { head, ends }: Middle): DifferenceLine[] {
  const [n, m] = [ends[0] - head, ends[1] - head];
  const rows: DifferenceLine[] = [];
  const removed = (i: number) =>
    rows.push({ kind: "removed", text: one[i] ?? "", before: i + 1, after: null });
  const added = (j: number) => rows.push({ kind: "added", text: two[j] ?? "", before: null, after: j + 1 });
  const common = n * m > MOST_PAIRS ? null : commonLengths(one, two, head, n, m);
  let [i, j] = [0, 0];
  while (i < n || j < m) {
    if (i < n && j < m && common && one[head + i] === two[head + j]) {
      rows.push({ kind: "same", text: one[head + i] ?? "", before: head + i + 1, after: head + j + 1 });
      i += 1;
      j += 1;
    } else if (i < n && (j >= m || !common || at(common, m, i + 1, j) >= at(common, m, i, j + 1))) {
      removed(head + i);
      i += 1;
    } else {
      added(head + j);
      j += 1;
    }
  }
  return rows;
}

function at(common: Uint16Array, m: number, i: number, j: number): number {
  return common[i * (m + 1) + j] ?? 0;
}

/** Length of the longest common part of what follows each pair of lines. */
function commonLengths(one: string[], two: string[], head: number, n: number, m: number): Uint16Array {
  const common = new Uint16Array((n + 1) * (m + 1));
  for (let i = n - 1; i >= 0; i -= 1) {
    for (let j = m - 1; j >= 0; j -= 1) {
      common[i * (m + 1) + j] =
        one[head + i] === two[head + j]
          ? at(common, m, i + 1, j + 1) + 1
          : Math.max(at(common, m, i + 1, j), at(common, m, i, j + 1));
    }
  }
  return common;
}

/** The changed lines with so many unchanged ones around them; null stands for what is left out between. */
export function withContext(rows: readonly DifferenceLine[], around = 3): (DifferenceLine | null)[] {
  const near = new Set<number>();
  rows.forEach((row, index) => {
    if (row.kind === "same") return;
    for (let k = index - around; k <= index + around; k += 1) near.add(k);
  });
  const shown: (DifferenceLine | null)[] = [];
  rows.forEach((row, index) => {
    if (near.has(index)) shown.push(row);
    else if (shown.length > 0 ? shown.at(-1) !== null : true) shown.push(null);
  });
  return shown;
}
