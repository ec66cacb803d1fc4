/** Those that have no value yet, or only blanks. */
export function missingVariables(
  names: readonly string[],
  values: Readonly<Record<string, string>>,
): string[] {
  return names.filter((name) => (values[name] ?? "").trim() === "");
}

/** The values that differ from what the run has; an emptied one takes its value back. */
export function changedVariables(
  names: readonly string[],
  before: Readonly<Record<string, string>>,
  values: Readonly<Record<string, string>>,
): Record<string, string> {
  const entries = names.map((name): [string, string] => [name, (values[name] ?? "").trim()]);
  return Object.fromEntries(entries.filter(([name, value]) => value !== (before[name] ?? "")));
}
