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
}

/** Exit codes, the same for every command. */
export const EXIT = { done: 0, refused: 1, unusable: 2 } as const;

/** Somebody's words on a terminal: no escape sequence, no turned reading direction. */
export function plain(text: string): string {
  return text.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+/gu, " ").trim();
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
