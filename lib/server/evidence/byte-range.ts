import type { ByteSpan } from "./read-blob";

/** Null: the whole. `unsatisfiable`: nothing of it is in the file. */
export type WantedRange = ByteSpan | "unsatisfiable" | null;

const SINGLE = /^bytes=(?:(\d{1,15})-(\d{0,15})|-(\d{1,15}))$/;

/** A single range as RFC 9110 has it; several, and what is none, are ignored, as it allows. */
export function wantedRange(header: string | null, size: number): WantedRange {
  const [whole, first, last, suffix] = SINGLE.exec(header?.trim() ?? "") ?? [];
  if (whole === undefined) return null;
  if (suffix !== undefined) {
    const length = Math.min(Number(suffix), size);
    return length === 0 ? "unsatisfiable" : { start: size - length, end: size };
  }
  const start = Number(first);
  const end = last ? Math.min(Number(last) + 1, size) : size;
  if (last && Number(last) < start) return null;
  return start >= size ? "unsatisfiable" : { start, end };
}

/** Whether one of the entity tags in an If-None-Match is this one. */
export function isKnown(header: string | null, etag: string): boolean {
  if (header === null) return false;
  const tags = header.split(",").map((tag) => tag.trim().replace(/^W\//, ""));
  return tags.includes("*") || tags.includes(etag);
}
