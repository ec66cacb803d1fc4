import type { ComponentProps } from "react";
import { cx } from "./class-names";
import { Icon } from "./icon";
import { controlClass } from "./input";

/** The platform's own select: its list is the one that phones, screen readers and keyboards know best. */
export function Select({ className, children, ...rest }: ComponentProps<"select">) {
  return (
    <span className={cx("relative block", className)}>
      <select
        className={cx(
          controlClass,
          "h-10 appearance-none truncate pr-8 text-base sm:h-9 sm:text-sm [&>*]:bg-panel",
        )}
        {...rest}
      >
        {children}
      </select>
      <Icon
        name="chevron"
        className="pointer-events-none absolute right-2.5 top-1/2 -translate-y-1/2 text-muted"
      />
    </span>
  );
}
