import type { ReactNode } from "react";
import { cx } from "../ui/class-names";

interface FactProps {
  name: string;
  children: ReactNode;
  aside?: string;
  tone?: "hold" | "halt";
  mono?: boolean;
}

/** A named fact of the top line. */
export function Fact({ name, children, aside, tone, mono = false }: FactProps) {
  return (
    <dl className="min-w-0">
      <dt className="truncate text-[0.6875rem] tracking-[0.08em] text-muted uppercase">{name}</dt>
      <dd
        className={cx(
          "flex items-baseline gap-1.5 text-[0.9375rem] font-semibold sm:mt-0.5 lg:text-[1.0625rem]",
          mono && "font-mono",
          tone === "hold" && "text-hold",
          tone === "halt" && "text-halt",
        )}
      >
        <span className={mono ? "whitespace-nowrap" : "truncate"}>{children}</span>
        {aside ? (
          <span className="shrink-0 font-mono text-[0.75rem] font-normal whitespace-nowrap text-muted sm:text-[0.78125rem]">
            {aside}
          </span>
        ) : null}
      </dd>
    </dl>
  );
}
