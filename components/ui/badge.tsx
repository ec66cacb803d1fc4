import type { ReactNode } from "react";
import { cx } from "./class-names";
import { type Tone, toneClass } from "./meaning";

interface BadgeProps {
  children: ReactNode;
  tone?: Tone;
  solid?: boolean;
  className?: string;
}

/** A small label for a kind or a property; a state has a StatePill. */
export function Badge({ children, tone = "quiet", solid = false, className }: BadgeProps) {
  return (
    <span
      className={cx(
        "inline-flex items-center gap-1 whitespace-nowrap rounded-[5px] px-1.5 py-0.5 text-[0.6875rem] font-[650] uppercase leading-4 tracking-[0.06em] [&>svg]:size-3",
        solid
          ? "bg-live text-on"
          : tone === "quiet"
            ? "bg-raised text-muted"
            : cx("tinted border py-px", toneClass[tone]),
        className,
      )}
    >
      {children}
    </span>
  );
}
