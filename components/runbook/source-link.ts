/** Source lines, 1-based, both included. */
export interface LineRange {
  from: number;
  to: number;
}

/** The lines of the piece of structure under an event; null between pieces. */
export function pieceUnder(target: EventTarget | null): Element | null {
  return target instanceof Element ? target.closest("[data-line]") : null;
}

export function rangeOf(piece: Element): LineRange {
  return { from: Number(piece.getAttribute("data-line")), to: Number(piece.getAttribute("data-end-line")) };
}

/** The smallest piece of structure that covers a line; of equals the last, because remarks stand above what they are about. */
export function pieceAt(structure: Element, line: number): Element | null {
  let best: Element | null = null;
  let bestSize = Number.POSITIVE_INFINITY;
  for (const piece of structure.querySelectorAll("[data-line]")) {
    const { from, to } = rangeOf(piece);
    if (line < from || line > to || to - from > bestSize) continue;
    best = piece;
    bestSize = to - from;
  }
  return best;
}

/**
 * Lights one piece and nothing else. Done on the elements themselves: a hover must not render a structure of hundreds
 * of steps again.
 */
export function light(structure: Element, piece: Element | null): void {
  for (const lit of structure.querySelectorAll("[data-lit]"))
    if (lit !== piece) lit.removeAttribute("data-lit");
  piece?.setAttribute("data-lit", "");
}

/** Line of a link like `#L12` under an event; null elsewhere. */
export function linkedLine(target: EventTarget | null): number | null {
  const link = target instanceof Element ? target.closest('a[href^="#L"]') : null;
  const line = Number(link?.getAttribute("href")?.slice(2));
  return Number.isInteger(line) && line > 0 ? line : null;
}
