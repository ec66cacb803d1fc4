import type { ArtifactDefinition } from "../run/definition";

const REPORT = /\.(?:log|json|txt|csv|xml|html|pdf|out|report|ndjson|md5|sha256|png|jpe?g|xlsx?|tsv)$/i;
const DUMP = /\.(?:dump|sql|sql\.gz|bak|backup|dmp|tar|tar\.gz|tgz|gz|zip|snapshot|img|qcow2|rdb|bson)$/i;

/** Last path part with substitutions as `*`; empty for a path that names no file. */
export function artifactName(path: string): string {
  const clean = path
    .trim()
    .replace(/^["'`]|["'`,;]$/g, "")
    .replace(/\$\([^()]*\)|\$\{[^{}]*\}|\$\w+|%\w+%|<[^<>]{1,40}>/g, "*")
    .replace(/\*+/g, "*");
  const name = clean
    .slice(Math.max(clean.lastIndexOf("/"), clean.lastIndexOf("\\")) + 1)
    .replace(/["'`]/g, "");
  return /\.\w{1,8}$/.test(name) && name.length <= 160 ? name : "";
}

export function isArtifactName(name: string): boolean {
  return REPORT.test(name) || DUMP.test(name);
}

/** Dumps and snapshots are given by id and checksum, never uploaded (R9). */
export function artifactKind(name: string): ArtifactDefinition["kind"] {
  return DUMP.test(name) ? "reference" : "upload";
}

const WRITES: RegExp[] = [
  /\d?&?>{1,2}\s?(?!&)(["']?)([^\s"'|&;<>]{3,200})\1/g,
  /\|\s?tee\s+(?:-a\s+)?(["']?)([^\s"'|&;<>]{3,200})\1/g,
  /Tee-Object\s+(?:-Append\s+)?(?:-FilePath\s+)?(["']?)([^"'|;<>\n]{3,200}?)\1(?=\s|$|["'])/gi,
  /Out-File\s+(?:-\w+\s+)?(["']?)([^\s"'|;<>]{3,200})\1/gi,
  /(?:--file|--output|--out|--output-file|--report|--log-file|--result-file|--json-out)[= ](["']?)([^\s"'|;<>]{3,200}(?:\$\([^()]*\)[^\s"']*)?)\1/gi,
];

/** Clients whose `--file` names what they read. */
const READS_FILE =
  /(?:^|[\s;&|(])(?:psql|mysql|mariadb|sqlcmd|sqlplus|mongosh|cqlsh|liquibase|kubectl|helm|oc|docker(?:-compose)?|podman)\s/;

/** Names of the files that a command writes; a here-document that writes a configuration file is none of them. */
export function writtenFiles(command: string): string[] {
  const names: string[] = [];
  const head = command.replace(/\$\([^()]{0,200}\)/g, "*").replace(/<[\w][\w .:-]{0,40}>/g, "*");
  for (const pattern of WRITES) {
    for (const match of head.matchAll(pattern)) {
      const at = match.index ?? 0;
      if (
        /<<-?\s?["']?\w/.test(head.split("\n")[0] ?? "") &&
        at < (head.indexOf("\n") < 0 ? head.length : head.indexOf("\n"))
      )
        continue;
      if (/^--file[= ]/i.test(match[0]) && READS_FILE.test(head.slice(0, at))) continue;
      const name = artifactName(match[2] ?? "");
      if (name !== "" && isArtifactName(name) && !names.includes(name)) names.push(name);
    }
  }
  return names;
}

/** `…-> file.log`: what stands right of an arrow and is a file names an artifact, no expected value. */
export function arrowFile(text: string): { name: string; at: number } | null {
  const at = Math.max(text.lastIndexOf("->"), text.lastIndexOf("→"), text.lastIndexOf("=>"));
  if (at < 0) return null;
  const right =
    text
      .slice(at)
      .replace(/^(?:->|→|=>)\s*/, "")
      .trim()
      .split(/\s+/)[0] ?? "";
  const name = artifactName(right.replace(/[.,;]$/, ""));
  return name !== "" && isArtifactName(name) ? { name, at } : null;
}

/** Report-like file names in inline code: evidence where they stand in gates and evidence lists. */
export function namedFiles(codes: { text: string }[]): string[] {
  const names: string[] = [];
  for (const code of codes) {
    if (/\s/.test(code.text.trim())) continue;
    const name = artifactName(code.text);
    if (name !== "" && isArtifactName(name) && !names.includes(name)) names.push(name);
  }
  return names;
}

const FILE_IN_TEXT =
  /(?<![\w.])[\w*<>$/\\.{}-]{0,120}[\w*>-]\.(?:log|json|txt|csv|xml|html|pdf|dump|sql|bak|tar|gz|zip|png|xlsx)(?![\w.])/gi;

/** File names anywhere in plain text, for evidence lists, directory trees and "Artifacts:" lines. */
export function filesInText(text: string): string[] {
  const names: string[] = [];
  for (const match of text.matchAll(FILE_IN_TEXT)) {
    const name = artifactName(match[0]);
    if (name !== "" && isArtifactName(name) && !names.includes(name)) names.push(name);
  }
  return names;
}
