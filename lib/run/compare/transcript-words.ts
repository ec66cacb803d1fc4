import type { CheckDefinition } from "../definition";
import { plain } from "./texts";

/** Words that turn no duty into another. */
const LIGHT = new Set(
  (
    "a an the is are was were be been it its this that these those at in on of to for with as by from and or if any all " +
    "still remains remain stays stay equals equal also then than when must should will"
  ).split(" "),
);

/** `still equals` and `==`, `heads` and `head`: a word as it is held against others. */
function stem(word: string): string {
  return /^\p{L}{4,}s$/u.test(word) && !word.endsWith("ss") ? word.slice(0, -1) : word;
}

/** What a text says, as the set of its weighty words. Names of files in parentheses are compared as artifacts. */
export function weightyWords(text: string): Set<string> {
  const said = text.replace(/\([^()\s]*\.[a-z]{2,5}\)/gi, " ");
  const words = plain(said)
    .split(" ")
    .filter((word) => word !== "" && !LIGHT.has(word))
    .map(stem);
  return new Set(words);
}

/** Twice the words that both have, of all their words; 0 to 1. */
export function wordLikeness(one: ReadonlySet<string>, two: ReadonlySet<string>): number {
  const all = one.size + two.size;
  return all === 0 ? 0 : (2 * [...one].filter((word) => two.has(word)).length) / all;
}

/** The words of the first that the second has not. */
export function onlyIn(one: ReadonlySet<string>, two: ReadonlySet<string>): string[] {
  return [...one].filter((word) => !two.has(word));
}

/** Whether two checks ask the same of the same thing: `alembic current == 1` and `current == 1` do. */
export function sameCheck(one: CheckDefinition, two: CheckDefinition): boolean {
  if (one.op !== two.op || plain(one.right) !== plain(two.right)) return false;
  const [left, other] = [weightyWords(one.left), weightyWords(two.left)];
  const [few, many] = left.size <= other.size ? [left, other] : [other, left];
  return few.size > 0 && onlyIn(few, many).length === 0;
}
