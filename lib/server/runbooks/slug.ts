import { slug } from "../../runbook/slug";

/** Slugs stand in addresses and on command lines, so they are plain ASCII. */
export const SLUG = /^[a-z0-9]+(?:-[a-z0-9]+)*$/;
export const LONGEST_SLUG = 64;

/** `runbook` where the title has no letter that ASCII knows. */
export function slugOfTitle(title: string): string {
  const plain = title.normalize("NFKD").replace(/\p{Mark}/gu, "");
  const ascii = slug(plain.replace(/[^\p{ASCII}]/gu, " "), LONGEST_SLUG - 5);
  return SLUG.test(ascii) ? ascii : "runbook";
}

/** The first of `wanted`, `wanted-2`, `wanted-3`, … that is not taken. */
export function freeSlug(wanted: string, taken: ReadonlySet<string>): string {
  let candidate = wanted;
  for (let n = 2; taken.has(candidate); n += 1) candidate = `${wanted}-${n}`;
  return candidate;
}
