import type { KeyValueStorage } from "./outbox";

/** A text that its author has typed or opened and that no server has yet, as this browser keeps it. */
export interface KeptText {
  id: string;
  /** The tab that wrote it: a reload of that tab takes it up again without asking. */
  tab: string;
  /** Milliseconds of this browser's clock. */
  at: number;
  /** File name; null where it has none. */
  name: string | null;
  text: string;
  lineEnd: "\n" | "\r\n";
  byteOrderMark: boolean;
  /** Base64 of the exact bytes, where the text alone does not give them back; null elsewhere. */
  original: string | null;
  /** The version that it goes out from and the draft that it replaces; 0 where it has none. */
  base: number;
  revision: number;
}

/**
 * Unsaved texts of one person in one place (`import`, or a runbook's slug). They outlive the tab and the browser. Each
 * has a key of its own, so that two tabs never overwrite each other's.
 */
export class KeptTexts {
  private readonly prefix: string;

  constructor(
    private readonly storage: KeyValueStorage | null,
    personId: string,
    place: string,
  ) {
    this.prefix = `holdpoint:text:${personId}:${place}:`;
  }

  /** Oldest first. */
  list(): KeptText[] {
    const keys = Array.from({ length: this.storage?.length ?? 0 }, (_, index) => this.storage?.key(index));
    return keys
      .filter((key): key is string => key?.startsWith(this.prefix) === true)
      .flatMap((key) => parseKept(this.storage?.getItem(key) ?? null) ?? [])
      .sort((a, b) => a.at - b.at);
  }

  /** False where this browser cannot keep it: its storage is full or forbidden. */
  keep(kept: KeptText): boolean {
    if (!this.storage) return false;
    try {
      this.storage.setItem(this.prefix + kept.id, JSON.stringify(kept));
      return true;
    } catch {
      return false;
    }
  }

  drop(id: string): void {
    this.storage?.removeItem(this.prefix + id);
  }
}

/** Parser's edge: only this class writes these keys, so the shape is checked as far as an older build could differ. */
function parseKept(text: string | null): KeptText | null {
  if (text === null) return null;
  try {
    const value = JSON.parse(text) as Partial<KeptText> | null;
    const sound =
      typeof value?.id === "string" && typeof value.text === "string" && typeof value.at === "number";
    return sound && typeof value.base === "number" && typeof value.revision === "number"
      ? (value as KeptText)
      : null;
  } catch {
    return null;
  }
}

/** The browser's lasting storage; null where it is forbidden. */
export function lastingStorage(): KeyValueStorage | null {
  try {
    return localStorage;
  } catch {
    return null;
  }
}

const TAB = "holdpoint:tab";

/** Names this tab through its reloads. `fresh` is what it is called where it has no name yet. */
export function tabName(fresh: string): string {
  try {
    const known = sessionStorage.getItem(TAB);
    if (known === null) sessionStorage.setItem(TAB, fresh);
    return known ?? fresh;
  } catch {
    return fresh;
  }
}
