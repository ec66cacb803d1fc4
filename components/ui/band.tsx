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

/** The same mark as a chip, for lists. */
export function ModeChip({ kind }: { kind: BandProps["kind"] }) {
  return (
    <span
      className={cx(
        "inline-flex items-center rounded px-2 text-[0.6875rem] font-[700] leading-5 tracking-[0.1em]",
        kind === "production"
          ? "bg-text text-ground"
          : "stripes bg-panel text-text shadow-[inset_0_0_0_1px_var(--hold)]",
      )}
    >
      {kind === "production" ? "PRODUCTION" : "REHEARSAL"}
    </span>
  );
}
