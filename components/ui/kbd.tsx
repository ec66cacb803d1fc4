import type { ReactNode } from "react";

/** A key of the keyboard. */
export function Kbd({ children }: { children: ReactNode }) {
  return (
    <kbd className="rounded border border-b-2 border-line px-1.5 font-mono text-[0.6875rem] text-muted">
      {children}
    </kbd>
  );
}
