import { z } from "zod";

/** NUL cannot be stored, a lone surrogate has no canonical bytes: neither may enter the log. */
function isStorable(text: string): boolean {
  return !text.includes("\0") && !/\p{Surrogate}/u.test(text);
}

const UNSTORABLE = "must not hold a NUL character or half of a surrogate pair";

/** Text that may be empty, up to `max` UTF-16 units. */
export function optionalText(max: number) {
  return z.string().max(max, `must not be longer than ${max} characters`).refine(isStorable, UNSTORABLE);
}

/** Text that says something: not empty and not only blanks. */
export function text(max: number) {
  return z
    .string()
    .max(max, `must not be longer than ${max} characters`)
    .refine((value) => value.trim() !== "", "must not be empty")
    .refine(isStorable, UNSTORABLE);
}

/** ISO 8601 with `Z` or an offset; comes out as UTC with milliseconds, as the log writes instants. */
export const instant = z.iso
  .datetime({
    offset: true,
    error: "must be an ISO 8601 instant with Z or an offset, like 2026-03-01T02:00:00Z",
  })
  .transform((value) => new Date(value).toISOString());

/** Hex SHA-256, lower case. */
export const sha256Hex = z.string().regex(/^[0-9a-f]{64}$/, "must be a SHA-256 in 64 lower-case hex digits");

export const uuid = z.uuid("must be a UUID").toLowerCase();

export const email = z.string().max(254).trim().toLowerCase().pipe(z.email("must be an e-mail address"));

/** Names to values, at most 100 of them. */
export function namedValues(maxValue: number) {
  return z
    .record(text(200), optionalText(maxValue))
    .refine((values) => Object.keys(values).length <= 100, "must not hold more than 100 names");
}
