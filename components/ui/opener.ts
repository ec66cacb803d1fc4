let outside: HTMLElement | null = null;

/** Where the focus is to return when what opens now is closed; a dialog that another one led to returns where that began. */
export function openerNow(): HTMLElement | null {
  const active = typeof document === "undefined" ? null : document.activeElement;
  if (!(active instanceof HTMLElement)) return null;
  if (active.closest('[role="dialog"]') === null) outside = active === document.body ? null : active;
  return outside;
}
