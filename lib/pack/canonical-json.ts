/** A value that has no canonical JSON: a string with NUL or a lone surrogate, a number that JSON cannot say. */
export class NotCanonicalError extends Error {}

/** With the `u` flag a pair is one code point, so this finds lone surrogates only. */
const LONE_SURROGATE = /[\ud800-\udfff]/u;

function canonicalString(text: string): string {
  if (text.includes("\0")) throw new NotCanonicalError("The text holds a NUL character.");
  if (LONE_SURROGATE.test(text)) throw new NotCanonicalError("The text holds half of a surrogate pair.");
  return JSON.stringify(text);
}

function canonicalObject(value: object): string {
  const members: string[] = [];
  // Default sort compares UTF-16 code units, as RFC 8785 asks.
  for (const key of Object.keys(value).sort()) {
    const member: unknown = Reflect.get(value, key);
    if (member !== undefined) members.push(`${canonicalString(key)}:${canonicalJson(member)}`);
  }
  return `{${members.join(",")}}`;
}

/**
 * RFC 8785 (JSON Canonicalization Scheme) of plain JSON. Members that are undefined are left out, as in
 * JSON.stringify. Throws NotCanonicalError.
 */
export function canonicalJson(value: unknown): string {
  if (value === null || typeof value === "boolean") return String(value);
  if (typeof value === "string") return canonicalString(value);
  if (typeof value === "number") {
    if (!Number.isFinite(value)) throw new NotCanonicalError("JSON has no word for this number.");
    return JSON.stringify(value);
  }
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(",")}]`;
  if (typeof value === "object") return canonicalObject(value);
  throw new NotCanonicalError(`JSON has no word for a ${typeof value}.`);
}
