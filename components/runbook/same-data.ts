/** Whether two plain values hold the same: what a worker sends anew, though nothing in it has changed. */
export function sameData(a: unknown, b: unknown): boolean {
  if (Object.is(a, b)) return true;
  if (typeof a !== "object" || typeof b !== "object" || a === null || b === null) return false;
  if (Array.isArray(a) !== Array.isArray(b)) return false;
  if (a instanceof Map || b instanceof Map) {
    return a instanceof Map && b instanceof Map && sameData([...a], [...b]);
  }
  const [one, two] = [Object.entries(a), new Map(Object.entries(b))];
  return (
    one.length === two.size && one.every(([key, value]) => two.has(key) && sameData(value, two.get(key)))
  );
}
