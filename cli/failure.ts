import { plain, toJson } from "./terminal";

/** What a refusal of the server, or of this command line, says. */
export interface Refusal {
  /** Closed: of the server's list, or of our own (`usage`, `away`, `not-signed-in`, `file`). */
  code: string;
  message: string;
  rule?: string;
  missing?: string[];
}

/** An expected end of a command that did not do what was asked: thrown to `main`, which says it and exits so. */
export class Failure extends Error {
  constructor(
    readonly exit: number,
    readonly refusal: Refusal,
  ) {
    super(refusal.message);
  }
}

/** A refusal as the room says it: the sentence, its rule, and what is missing, one line each. */
export function refusalText({ message, rule, missing = [] }: Refusal): string {
  const named = rule ? `${plain(message)} (${plain(rule)})` : plain(message);
  // A refusal of one thing says it in its sentence already.
  const lines = missing.filter((each) => !message.includes(each)).map((each) => `  - ${plain(each)}`);
  return `${[named, ...lines].join("\n")}\n`;
}

export function refusalJson(exit: number, refusal: Refusal): string {
  return toJson({ error: refusal, exit });
}
