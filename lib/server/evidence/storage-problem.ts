import { failed, type Problem } from "../api/problem";
import { byteSizeWords } from "../byte-size";

/** PostgreSQL's own word for a full disk. */
const DISK_FULL = "53100";

export const NO_ROOM: Problem = {
  code: "no-space",
  message:
    "The server's disk is nearly full, so it takes no more evidence. Free some space, then send it again.",
};

/** Whether the database could not write because its disk is full; nothing of the statement was kept. */
export function isDiskFull(error: unknown): boolean {
  return error instanceof Error && "code" in error && error.code === DISK_FULL;
}

export function overLimit(limit: number): Problem {
  const words = byteSizeWords(limit);
  return { code: "too-large", message: `The artifact is larger than ${words}, which is the limit here.` };
}

export const EMPTY: Problem = { code: "rule", rule: "R9", message: "An empty file is no evidence." };

export const BROKEN_OFF = failed("malformed", "The upload broke off before its end. Nothing of it was kept.");
