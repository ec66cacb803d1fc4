import { malformed, type Rejection } from "./rejections";

/** Longest text of any kind that an event carries, in UTF-16 units. */
const LONGEST = 4000;

/** Longest single-line value: a title, a name, a blank. */
export const LINE = 500;

/** Refuses a text that must say something and does not, or that is longer than the log takes. */
export function textRefusal(
  value: string | undefined,
  what: string,
  longest: number = LONGEST,
): Rejection | null {
  const length = (value ?? "").trim().length;
  if (length === 0) return malformed(`${what} is required.`, [what]);
  return tooLong(value, what, longest);
}

/** Refuses an optional text that is longer than the log takes. */
export function tooLong(
  value: string | undefined,
  what: string,
  longest: number = LONGEST,
): Rejection | null {
  if ((value ?? "").length <= longest) return null;
  return malformed(`${what} is longer than ${longest} characters.`);
}

/** The text as it is stored; null where nothing was said. */
export function optionalText(value: string | undefined): string | null {
  const trimmed = (value ?? "").trim();
  return trimmed === "" ? null : trimmed;
}

/** The first refusal of several; null where all are content. */
export function firstOf(...refusals: (Rejection | null)[]): Rejection | null {
  return refusals.find((refusal) => refusal !== null) ?? null;
}
