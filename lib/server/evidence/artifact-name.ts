import { failed } from "../api/problem";

/** Separators, control characters, and those that turn the direction of what follows and so fake an ending. */
const FORBIDDEN = /[/\\\p{Cc}\p{Zl}\p{Zp}\u200e\u200f\u202a-\u202e\u2066-\u2069]|\p{Cs}/u;

/** Why this cannot be a file's name; null where it can. It is kept as it is given. */
export function nameRefusal(name: string) {
  const plain = name.trim();
  if (plain === "" || plain === "." || plain === "..") {
    return failed("malformed", "An artifact needs a name, such as restore.log.", ["name"]);
  }
  if (!FORBIDDEN.test(name)) return null;
  return failed("malformed", "An artifact's name is a plain file name: no slashes, no control characters.", [
    "name",
  ]);
}

/** The last part of a name, in characters that any header and file system takes. */
function asciiName(name: string): string {
  const plain = name.replace(/[^\w .()+-]/g, "_").replace(/^[. ]+/, "_");
  return plain.slice(0, 150) || "artifact";
}

/** RFC 5987: what is left as it is besides letters and digits. */
function extendedValue(name: string): string {
  return encodeURIComponent(name).replace(
    /['()*]/g,
    (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

/** `Content-Disposition` by RFC 6266: always an attachment, under its own name where the browser knows UTF-8. */
export function attachmentHeader(name: string): string {
  const last = name.split(/[/\\]/).at(-1) ?? "";
  const own = last.replace(/\p{Cc}|\p{Cs}/gu, "_");
  return `attachment; filename="${asciiName(own)}"; filename*=UTF-8''${extendedValue(own) || "artifact"}`;
}
