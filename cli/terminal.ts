import type { Readable } from "node:stream";

/** Where a command speaks to: results to `out`, everything else to `err`. */
interface Terminal {
  out(text: string): void;
  err(text: string): void;
}

/** What every command is given. */
export interface Context extends Terminal {
  /** Folder of the installation: its migrations and, unless DATA_DIR says otherwise, its data. */
  root: string;
  variables: Record<string, string | undefined>;
  /** What is typed or piped in; the process's own where absent. */
  input?: Readable & { isTTY?: boolean };
}

/** Exit codes, the same for every command but `exec`, which answers with its command's own. */
export const EXIT = { done: 0, refused: 1, unusable: 2, away: 3, kept: 4, unauthenticated: 5 } as const;

/** Somebody's words on a terminal: no escape sequence, no turned reading direction. */
export function plain(text: string): string {
  return text.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+/gu, " ").trim();
}

/** As `plain`, and no longer than a line has room for. */
export function short(text: string, longest = 100): string {
  const line = plain(text);
  return line.length > longest ? `${line.slice(0, longest - 1)}…` : line;
}

/** JSON that a terminal can be shown: what `JSON.stringify` leaves of control and direction characters is escaped. */
export function toJson(value: unknown, spaces = 2): string {
  const json = JSON.stringify(value, null, spaces) ?? "null";
  const escaped = json.replace(/[\u007f-\u009f\p{Cf}\p{Zl}\p{Zp}]/gu, (sign) =>
    [...Array(sign.length).keys()]
      .map((at) => `\\u${sign.charCodeAt(at).toString(16).padStart(4, "0")}`)
      .join(""),
  );
  return `${escaped}\n`;
}

export function bytesInWords(bytes: number): string {
  const units = ["bytes", "KB", "MB", "GB", "TB"];
  let amount = bytes;
  let unit = 0;
  while (amount >= 1000 && unit < units.length - 1) {
    amount /= 1000;
    unit += 1;
  }
  return `${unit === 0 ? amount : amount.toFixed(1)} ${units[unit]}`;
}

/** `1 error`, `2 errors`. */
export function count(number: number, one: string, many = `${one}s`): string {
  return `${number} ${number === 1 ? one : many}`;
}
