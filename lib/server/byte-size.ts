const UNITS = ["B", "KB", "MB", "GB"] as const;

/** `1048576`, `512MB` or `2 GB`, with 1,024 bytes in a KB; null for what is no size. Safe as a number. */
export function parseByteSize(text: string): number | null {
  const [, number, unit = "B"] = /^(\d{1,15}) ?(B|[KMG]I?B)?$/i.exec(text.trim()) ?? [];
  if (number === undefined) return null;
  const power = "BKMG".indexOf(unit.charAt(0).toUpperCase());
  const bytes = Number(number) * 1024 ** power;
  return Number.isSafeInteger(bytes) ? bytes : null;
}

/** `512 MB`: as people read it, never more than it is. */
export function byteSizeWords(bytes: number): string {
  const power = Math.min(UNITS.length - 1, Math.floor(Math.log2(Math.max(bytes, 1)) / 10));
  const value = Math.floor((bytes / 1024 ** power) * 10) / 10;
  return `${value} ${UNITS[power]}`;
}
