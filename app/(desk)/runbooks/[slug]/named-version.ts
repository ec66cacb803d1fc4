import { versionNamed } from "@/components/runbook/version-select";

/** A version that an address names: `3` of the page's own runbook, or `slug@3`; null for what names none. */
export function namedVersion(
  given: string | string[] | undefined,
  slug: string,
): { slug: string; version: number } | null {
  if (typeof given !== "string") return null;
  return /^[1-9]\d{0,8}$/.test(given) ? { slug, version: Number(given) } : versionNamed(given);
}
