import type { RunEvent } from "../run/events";
import { canonicalJson } from "./canonical-json";
import { eventHash, GENESIS_HASH } from "./event-chain";
import { type Finding, found } from "./finding";
import { emptyDigest, type LogDigest, takeEvent } from "./log-digest";
import { parseLogLine } from "./log-line";

/** A log that was followed from its first event on. */
export interface LogAudit {
  digest: LogDigest;
  /** Hash by sequence number; the place 0 is before the first event. */
  hashes: string[];
}

const MEMBERS = "actor,occurredAt,payload,recordedAt,role,seq,type,version";
/** The plan carries a definition; nothing that the product writes comes near. */
const LONGEST_LINE = 32 * 1024 * 1024;

/** The parser's edge: an event, as far as its form can be told without knowing its type. */
function asEvent(value: unknown): RunEvent | null {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return null;
  if (Object.keys(value).sort().join(",") !== MEMBERS) return null;
  const event = value as RunEvent;
  return typeof event.type === "string" && typeof event.payload === "object" ? event : null;
}

function parseBody(body: string): RunEvent | null {
  try {
    const value: unknown = JSON.parse(body);
    return canonicalJson(value) === body ? asEvent(value) : null;
  } catch {
    return null;
  }
}

/** Takes the next line in; the finding where it does not belong there. */
function takeLine(audit: LogAudit, text: string): Finding | null {
  const { digest, hashes } = audit;
  const seq = digest.headSeq + 1;
  const event = `event ${seq}`;
  const line = parseLogLine(text);
  if (!line) return found("event", event, "is no line of a log");
  if (line.prevHash !== digest.headHash) {
    return found(
      "link",
      `link ${seq}`,
      `does not lead from event ${seq - 1} to event ${seq}: something was taken out, put in, or changed places`,
    );
  }
  if (eventHash(line.prevHash, line.body) !== line.hash)
    return found("event", event, "was altered: its hash is not that of its text");
  const parsed = parseBody(line.body);
  if (!parsed) return found("event", event, "is not written as the product writes events");
  if (parsed.seq !== seq) return found("event", event, `calls itself event ${String(parsed.seq)}`);
  if ((seq === 1) !== (parsed.type === "RunPlanned"))
    return found("event", event, `is a ${parsed.type}, which has no place there`);
  if (digest.state.status === "closed") return found("event", event, "was added to a run that was closed");
  try {
    takeEvent(digest, parsed, line.hash);
  } catch {
    return found("event", event, `is a ${parsed.type} that the rules cannot read`);
  }
  hashes.push(line.hash);
  return null;
}

/** Follows a log's bytes, line by line, holding only the state. */
export async function auditLog(bytes: AsyncIterable<Buffer>): Promise<LogAudit | Finding> {
  const audit: LogAudit = { digest: emptyDigest(), hashes: [GENESIS_HASH] };
  // Pieces of the line that is not whole yet: each byte is looked at once, however long the line.
  let pieces: Buffer[] = [];
  let held = 0;
  for await (const chunk of bytes) {
    let from = 0;
    for (let end = chunk.indexOf(10); end >= 0; end = chunk.indexOf(10, from)) {
      pieces.push(chunk.subarray(from, end));
      const finding = takeLine(audit, Buffer.concat(pieces).toString("utf8"));
      if (finding) return finding;
      pieces = [];
      held = 0;
      from = end + 1;
    }
    if (from < chunk.length) pieces.push(chunk.subarray(from));
    held += chunk.length - from;
    if (held > LONGEST_LINE)
      return found("event", `event ${audit.digest.headSeq + 1}`, "is longer than any event");
  }
  const next = `event ${audit.digest.headSeq + 1}`;
  if (held > 0) return found("event", next, "was cut off in the middle");
  if (audit.digest.headSeq === 0) return found("file", "data/events.jsonl", "holds no event");
  return audit;
}

/** Whether the heads that decisions and broadcasts were taken on lie in the chain, each before its own event. */
export function anchorFinding({ digest, hashes }: LogAudit): Finding | null {
  for (const { what, seq, basis } of digest.anchors) {
    if (basis.seq >= seq || hashes[basis.seq] !== basis.headHash) {
      return found(
        "anchor",
        `${what} (event ${seq})`,
        `was taken on a head that is not in this chain: ${basis.seq} ${basis.headHash}`,
      );
    }
  }
  return null;
}
