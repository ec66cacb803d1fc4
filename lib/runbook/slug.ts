/** Lower-case words joined by hyphens, in any script; empty when the text has no letter or digit. */
export function slug(text: string, maxLength = 64): string {
  const words = text
    .normalize("NFKC")
    .toLowerCase()
    .replace(/['’`]/g, "")
    .replace(/\+(?=\d)/g, " plus ")
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== "");
  let result = "";
  for (const word of words) {
    const next = result === "" ? word : `${result}-${word}`;
    if (next.length > maxLength) return result === "" ? word.slice(0, maxLength) : result;
    result = next;
  }
  return result;
}

/** Hands out each id once; a second claim of the same slug gets `-2`, `-3`, … */
export function idIssuer(): (wanted: string) => string {
  const taken = new Set<string>();
  const next = new Map<string, number>();
  return (wanted) => {
    const base = wanted === "" ? "item" : wanted;
    let id = base;
    let n = next.get(base) ?? 2;
    while (taken.has(id)) id = `${base}-${n++}`;
    next.set(base, n);
    taken.add(id);
    return id;
  };
}
