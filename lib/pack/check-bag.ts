import { BAG_DECLARATION, infoValue, type ManifestLine, manifestText, parseManifest } from "./bag";
import { type Finding, found } from "./finding";
import { TAG } from "./layout";
import type { ReadFiles } from "./read-files";

function payloadPaths(files: ReadFiles): string[] {
  return [...files.hashes.keys()].filter((path) => path.startsWith("data/"));
}

function strangerFinding(files: ReadFiles): Finding | null {
  const known = new Set<string>(Object.values(TAG));
  const stranger = [...files.hashes.keys()].find((path) => !path.startsWith("data/") && !known.has(path));
  return stranger === undefined ? null : found("file", stranger, "does not belong to a pack");
}

/** Every payload file stands in the manifest with its hash, and nothing else does. */
function manifestFinding(files: ReadFiles): Finding | null {
  const manifest = parseManifest(files.texts.get(TAG.manifest) ?? "");
  if (typeof manifest === "string") return found("file", TAG.manifest, `cannot be read: ${manifest}`);
  for (const path of payloadPaths(files)) {
    const expected = manifest.get(path);
    if (expected === undefined) return found("file", path, "is not in the manifest: it was added later");
    if (expected !== files.hashes.get(path))
      return found("file", path, "is not what the manifest says: it was altered");
  }
  const missing = [...manifest.keys()].find((path) => !files.hashes.has(path) || !path.startsWith("data/"));
  return missing === undefined ? null : found("file", missing, "is in the manifest, and missing");
}

/** The tag manifest is made again: it has one form only. */
function tagManifestFinding(files: ReadFiles): Finding | null {
  const tags: ManifestLine[] = Object.values(TAG)
    .filter((path) => path !== TAG.tagManifest)
    .map((path) => ({ path, sha256: files.hashes.get(path) ?? "" }));
  const text = files.texts.get(TAG.tagManifest) ?? "";
  if (text === manifestText(tags)) return null;
  const written = parseManifest(text);
  if (typeof written === "string") return found("file", TAG.tagManifest, `cannot be read: ${written}`);
  const altered = tags.find(({ path, sha256 }) => written.get(path) !== sha256);
  return altered
    ? found("file", altered.path, "is not what the tag manifest says: it was altered")
    : found("file", TAG.tagManifest, "is not written as the product writes it");
}

function oxumFinding(files: ReadFiles): Finding | null {
  const paths = payloadPaths(files);
  const bytes = paths.reduce((sum, path) => sum + (files.sizes.get(path) ?? 0), 0);
  const oxum = infoValue(files.texts.get(TAG.info) ?? "", "Payload-Oxum");
  return oxum === `${bytes}.${paths.length}`
    ? null
    : found("file", TAG.info, `counts ${oxum ?? "nothing"}, and the payload is ${bytes}.${paths.length}`);
}

/** The bag by RFC 8493: declaration, completeness, every hash. */
export function bagFinding(files: ReadFiles): Finding | null {
  if (files.texts.get(TAG.bagit) !== BAG_DECLARATION)
    return found("file", TAG.bagit, "declares no BagIt 1.0 in UTF-8");
  return strangerFinding(files) ?? manifestFinding(files) ?? tagManifestFinding(files) ?? oxumFinding(files);
}
