/** Puts the run's values in for `{{NAME}}`; names without a value stay as they stand and are listed once each. */
export function resolveVariables(
  text: string,
  variables: Readonly<Record<string, string>>,
): { text: string; open: string[] } {
  const open = new Set<string>();
  const resolved = text.replace(/\{\{\s*([A-Za-z_][A-Za-z0-9_]*)\s*\}\}/g, (placeholder, name: string) => {
    const value = variables[name];
    if (value !== undefined && value !== "") return value;
    open.add(name);
    return placeholder;
  });
  return { text: resolved, open: [...open] };
}
