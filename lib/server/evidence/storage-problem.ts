import { failed, type Problem } from "../api/problem";
import { byteSizeWords } from "../byte-size";

export const NO_ROOM: Problem = {
  code: "no-space",
  message:
    "The server's disk is nearly full, so it takes no more evidence. Free some space, then send it again.",
};

export function overLimit(limit: number): Problem {
  const words = byteSizeWords(limit);
  return { code: "too-large", message: `The artifact is larger than ${words}, which is the limit here.` };
}

export const EMPTY: Problem = { code: "rule", rule: "R9", message: "An empty file is no evidence." };

export const BROKEN_OFF = failed("malformed", "The upload broke off before its end. Nothing of it was kept.");
