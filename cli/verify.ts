import { existsSync, readFileSync } from "node:fs";
import type { Finding, HeldAgainst, IntactReport, PackReport } from "../lib/pack/finding";
import { fingerprint, parsePublicKey, spokenFingerprint } from "../lib/pack/signature";
import { bytesInWords, type Context, EXIT, plain } from "./terminal";

export interface VerifyOptions {
  key?: string;
  head: string[];
  json?: boolean;
}

const HEX = /^[0-9a-f]{64}$/;

function hexOf(text: string): string | null {
  const hex = text.replace(/[\s:]/g, "").toLowerCase();
  return HEX.test(hex) ? hex : null;
}

/** A fingerprint, or the PEM file that has the key; null for neither. */
function keyFingerprint(text: string): string | null {
  if (!existsSync(text)) return hexOf(text);
  const key = parsePublicKey(readFileSync(text, "utf8"));
  return key && fingerprint(key);
}

/** What the options hold against the pack; a sentence where they cannot be used. */
export function heldOf({ key, head }: Pick<VerifyOptions, "key" | "head">): HeldAgainst | string {
  const held = key === undefined ? undefined : keyFingerprint(key);
  if (held === null)
    return `--key takes a file with an Ed25519 public key in PEM, or its fingerprint (64 hexadecimal digits).`;
  const heads = head.map(hexOf);
  if (heads.includes(null)) return "--head takes a head hash: 64 hexadecimal digits.";
  return { keyFingerprint: held, heads: heads.flatMap((hash) => hash ?? []) };
}

export function intactText({ run, head, checked, key, heads, packedAt, notes }: IntactReport): string {
  const outcome = run.outcome ? `, ${run.outcome}` : "";
  return [
    `intact: ${plain(run.title)} (${plain(run.kind)}, ${plain(run.status)}${plain(outcome)})`,
    `  run        ${plain(run.id)}, packed at ${plain(packedAt)}`,
    `  chain      ${checked.events} events from the first to ${head.hash}`,
    `  anchors    ${checked.anchors} decisions and broadcasts, each on a head of this chain`,
    `  contents   ${checked.files} files, ${bytesInWords(checked.bytes)}; ${checked.artifacts} artifacts; ${checked.versions} runbook version${checked.versions === 1 ? "" : "s"}`,
    `  signed by  ${spokenFingerprint(key.fingerprint)}${key.compared ? ", the key you know" : ""}`,
    ...heads.map(({ hash, seq }) => `  your head  ${hash} is event ${seq}`),
    ...notes.map((note) => `  note       ${plain(note)}`),
    "",
  ].join("\n");
}

function findingText({ where, message }: Finding): string {
  return `${plain(where)} ${plain(message)}`;
}

export async function verifiedPack(pack: string, held: HeldAgainst): Promise<PackReport> {
  const { verifyZip } = await import("../lib/pack/verify-zip");
  return verifyZip(pack, held);
}

/** `holdpoint verify PACK`: needs no server, no database and no network. */
export async function verify(pack: string, options: VerifyOptions, { out, err }: Context): Promise<number> {
  const held = heldOf(options);
  if (typeof held === "string") {
    err(`${held}\n`);
    return EXIT.unusable;
  }
  const report = await verifiedPack(pack, held);
  if (options.json) out(`${JSON.stringify(report, null, 2)}\n`);
  else if (report.verdict === "intact") out(intactText(report));
  else if (report.verdict === "broken") out(`NOT INTACT: ${findingText(report.finding)}\n`);
  else out(`no evidence pack: ${findingText(report.finding)}\n`);
  if (report.verdict === "intact") return EXIT.done;
  return report.verdict === "broken" ? EXIT.refused : EXIT.unusable;
}
