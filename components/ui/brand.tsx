import { cx } from "./class-names";

/** The product's sign: a hold point on a line of work. The word can make room on narrow screens. */
export function Brand({
  wordFrom = "always",
  className,
}: {
  wordFrom?: "always" | "sm";
  className?: string;
}) {
  return (
    <span className={cx("inline-flex items-center gap-2.5 font-[680] tracking-[-0.015em]", className)}>
      <svg viewBox="0 0 24 24" className="size-6" fill="none" aria-hidden="true">
        <path d="M12 2.5L21.5 12 12 21.5 2.5 12z" stroke="var(--live)" strokeWidth="2.2" />
        <path d="M9.8 8.5v7M14.2 8.5v7" stroke="currentColor" strokeWidth="2.2" />
      </svg>
      <span className={wordFrom === "sm" ? "max-sm:hidden" : undefined}>Holdpoint</span>
    </span>
  );
}
