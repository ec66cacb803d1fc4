import type { Rejection } from "@/lib/run/rejections";
import { rejectionText } from "./rejection-text";

/** A button and why it cannot be pressed; null where it can. */
export interface BarredButton {
  /** The button's word, as it stands on it. */
  word: string;
  barred: Rejection | null;
}

/** The reasons, each once, with the words of the buttons that it bars. */
export function groupByReason(buttons: readonly BarredButton[]): { words: string[]; text: string }[] {
  const byText = new Map<string, string[]>();
  for (const { word, barred } of buttons) {
    if (!barred) continue;
    const text = rejectionText(barred);
    byText.set(text, [...(byText.get(text) ?? []), word]);
  }
  return [...byText].map(([text, words]) => ({ words, text: withoutDoubling(words, text) }));
}

/** A reason that begins with the button's own word goes on from it: "NO-GO" and "is possible while …". */
function withoutDoubling(words: readonly string[], text: string): string {
  const [only] = words;
  return words.length === 1 && only && text.startsWith(`${only} `) ? text.slice(only.length + 1) : text;
}
