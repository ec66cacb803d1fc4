/**
 * Says on stderr what the start is doing and how long it took; stdout stays with the JSON logs.
 * Passes on what `work` gives or throws.
 */
export async function progress<T>(name: string, work: () => Promise<T>): Promise<T> {
  const began = performance.now();
  process.stderr.write(`▸ ${name}\n`);
  const result = await work();
  process.stderr.write(`  ✓ ${name} (${((performance.now() - began) / 1000).toFixed(1)} s)\n`);
  return result;
}
