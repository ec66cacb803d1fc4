/** `T−60` with a real minus sign, as clocks and offsets are written everywhere. */
export function offsetLabel(label: string | null, offset: number | null): string | null {
  if (label) return label.replace(/^T-/, "T−");
  if (offset === null) return null;
  return `T${offset < 0 ? "−" : "+"}${Math.abs(offset)}`;
}

/** The role's name as the runbook writes it; the key where it knows none. */
export function roleName(roles: readonly { key: string; name: string }[], key: string): string {
  return roles.find((role) => role.key === key)?.name ?? key;
}

/** `Incident Commander (IC)` reads as `IC` on a chip; other names stay whole. */
export function shortRoleName(name: string): string {
  return /\(([A-Z]{2,5})\)\s*$/.exec(name)?.[1] ?? (name === "Incident Commander" ? "IC" : name);
}

/** First name, for rows where the whole name would push the rest away. */
export function firstName(name: string): string {
  return name.split(" ")[0] ?? name;
}
