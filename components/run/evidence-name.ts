import { artifactKey } from "@/lib/run/artifact-standing";

interface NameParts {
  stem: string;
  extension: string;
}

function partsOf(name: string): NameParts {
  const key = artifactKey(name).replace(/^.*[\\/]/, "");
  const dot = key.lastIndexOf(".");
  const stem = dot > 0 ? key.slice(0, dot) : key;
  return { stem: stem.replace(/[^a-z0-9]+/g, " ").trim(), extension: dot > 0 ? key.slice(dot + 1) : "" };
}

/** How much speaks for it that this file is meant by that name: nothing, or more the more words they share. */
function likeness(file: NameParts, wanted: NameParts): number {
  const mine = new Set(file.stem.split(" ").filter((word) => word.length > 1));
  const asked = wanted.stem.split(" ").filter((word) => word.length > 1);
  const shared = asked.filter((word) => mine.has(word)).length;
  if (shared === 0) return 0;
  const whole = shared === asked.length ? 2 : 0;
  return shared + whole + (file.extension === wanted.extension ? 1 : 0);
}

/**
 * The name under which a file is most likely asked for. `wanted` is in order of nearness: what the open step asks for
 * comes first. Without any likeness, and with just one name left that the step asks for, that one; else its own.
 */
export function suggestName(
  fileName: string,
  wanted: readonly string[],
  ofStep: readonly string[] = [],
): string {
  const exact = wanted.find((name) => artifactKey(name) === artifactKey(fileName));
  if (exact) return exact;
  const file = partsOf(fileName);
  let best: { name: string; score: number } | null = null;
  for (const name of wanted) {
    const score = likeness(file, partsOf(name));
    if (score > (best?.score ?? 0)) best = { name, score };
  }
  if (best) return best.name;
  const [only] = ofStep;
  return only !== undefined && ofStep.length === 1 ? only : fileName;
}

/** `1.4 MB`, in the units that file managers show. */
export function sizeText(bytes: number): string {
  const units = ["B", "kB", "MB", "GB", "TB"];
  let value = bytes;
  let unit = 0;
  while (value >= 999.5 && unit < units.length - 1) {
    value /= 1000;
    unit += 1;
  }
  return `${unit === 0 || value >= 99.5 ? Math.round(value) : Number(value.toPrecision(2))} ${units[unit]}`;
}
