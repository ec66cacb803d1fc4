/** The first thing that is not intact. `where` names it: a file, `event 17`, `link 17`, a decision. */
export interface Finding {
  kind: "zip" | "file" | "event" | "link" | "signature" | "key" | "anchor";
  where: string;
  /** Continues the sentence that `where` begins. */
  message: string;
}

export function found(kind: Finding["kind"], where: string, message: string): Finding {
  return { kind, where, message };
}

/** What the person asking holds against the pack: what once went out of the house. */
export interface HeldAgainst {
  /** Fingerprint of the installation's public key, hex. */
  keyFingerprint?: string;
  /** Head hashes that decisions, broadcasts or earlier packs carried out, hex. */
  heads?: readonly string[];
}

export interface IntactReport {
  verdict: "intact";
  run: { id: string; title: string; kind: string; status: string; outcome: string | null };
  head: { seq: number; hash: string };
  packedAt: string;
  key: { fingerprint: string; compared: boolean };
  /** Where in the chain each head stands that was held against it. */
  heads: { hash: string; seq: number }[];
  checked: {
    files: number;
    bytes: number;
    events: number;
    artifacts: number;
    anchors: number;
    versions: number;
  };
  /** What could not be checked, or should be known besides. */
  notes: string[];
}

export type PackReport = IntactReport | { verdict: "broken" | "unreadable"; finding: Finding };
