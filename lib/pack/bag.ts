/** BagIt 1.0 (RFC 8493): manifests and tag files, as text. */

/** Section 2.1.1: these two lines, byte for byte. */
export const BAG_DECLARATION = "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n";

export interface ManifestLine {
  path: string;
  sha256: string;
}

/** Section 2.1.3: CR, LF and the percent sign are the only characters that a path encodes. */
export function encodePath(path: string): string {
  return path.replaceAll("%", "%25").replaceAll("\r", "%0D").replaceAll("\n", "%0A");
}

export function decodePath(text: string): string {
  return text.replace(/%0D/gi, "\r").replace(/%0A/gi, "\n").replaceAll("%25", "%");
}

/** One line a file, in the order of their paths, so that the same files give the same manifest. */
export function manifestText(lines: readonly ManifestLine[]): string {
  return [...lines]
    .sort((a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : 0))
    .map(({ path, sha256 }) => `${sha256}  ${encodePath(path)}\n`)
    .join("");
}

const LINE = /^([0-9a-fA-F]{64})[ \t]+(.+)$/;

/** Hashes by path; a text where a line is none, or a path stands twice. */
export function parseManifest(text: string): Map<string, string> | string {
  const hashes = new Map<string, string>();
  for (const [index, line] of text.split(/\r\n|\r|\n/).entries()) {
    if (line === "") continue;
    const [, sha256, path] = LINE.exec(line) ?? [];
    if (sha256 === undefined || path === undefined) return `line ${index + 1} is no hash and path`;
    const decoded = decodePath(path);
    if (hashes.has(decoded)) return `line ${index + 1} names ${decoded} again`;
    hashes.set(decoded, sha256.toLowerCase());
  }
  return hashes;
}

/** `label: value` lines. Values are one line each: what would break the line becomes a space. */
export function infoText(fields: readonly (readonly [label: string, value: string])[]): string {
  return fields
    .map(([label, value]) => `${label}: ${value.replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, " ").trim()}\n`)
    .join("");
}

/** The first value of a label; null where there is none. */
export function infoValue(text: string, label: string): string | null {
  const prefix = `${label}: `;
  const line = text.split("\n").find((each) => each.startsWith(prefix));
  return line === undefined ? null : line.slice(prefix.length);
}
