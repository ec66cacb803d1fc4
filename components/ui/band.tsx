import type { ReactNode } from "react";
import { cx } from "./class-names";

interface BandProps {
  kind: "rehearsal" | "production";
  children?: ReactNode;
  className?: string;
}

/** Full-width band that makes the mode unmistakable: striped for a rehearsal, solid for production. */
export function Band({ kind, children, className }: BandProps) {
  return (
    <div
      data-mode={kind}
      className={cx(
        "flex min-h-8 flex-wrap items-center gap-x-3.5 gap-y-0.5 px-5 py-1 text-sm font-[550]",
        kind === "production" ? "bg-text text-ground" : "stripes border-b border-hold/50 bg-panel text-text",
        className,
      )}
    >
      <strong className="text-xs font-[700] tracking-[0.14em]">
        {kind === "production" ? "PRODUCTION" : "REHEARSAL"}
      </strong>
      {children}
    </div>
  );
}
