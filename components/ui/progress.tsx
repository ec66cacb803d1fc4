import { cx } from "./class-names";
import type { Tone } from "./meaning";

interface ProgressProps {
  value: number;
  max: number;
  /** What progresses, for screen readers. */
  label: string;
  tone?: Extract<Tone, "go" | "live" | "hold" | "halt" | "rollback">;
  className?: string;
}

const fills = {
  go: "bg-go",
  live: "bg-live",
  hold: "bg-hold",
  halt: "bg-halt",
  rollback: "bg-rollback",
};

export function Progress({ value, max, label, tone = "go", className }: ProgressProps) {
  const share = max <= 0 ? 0 : Math.min(1, Math.max(0, value / max));
  return (
    <div
      role="progressbar"
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={max}
      aria-valuenow={value}
      className={cx("h-1 overflow-hidden rounded-full bg-raised", className)}
    >
      <div
        className={cx("h-full rounded-full transition-[width] duration-300", fills[tone])}
        style={{ width: `${share * 100}%` }}
      />
    </div>
  );
}
