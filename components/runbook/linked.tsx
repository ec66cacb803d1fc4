import type { ElementType, ReactNode } from "react";
import { cx } from "../ui/class-names";

interface LinkedProps {
  /** 1-based source lines; without them the item has no place in the text. */
  line: number | null | undefined;
  endLine?: number;
  as?: ElementType;
  className?: string;
  children: ReactNode;
}

/** A piece of structure that knows its source lines: `source-link.ts` lights it together with them. */
export function Linked({ line, endLine, as: Tag = "div", className, children }: LinkedProps) {
  const place = line ? { "data-line": line, "data-end-line": Math.max(line, endLine ?? line) } : {};
  return (
    <Tag
      {...place}
      className={cx(
        "scroll-my-24 transition-[background-color,box-shadow] duration-100 data-lit:bg-live/12 data-lit:shadow-[inset_2px_0_0_var(--live)]",
        className,
      )}
    >
      {children}
    </Tag>
  );
}

/** Leads to the line in the source; a keyboard lights both sides by reaching it. */
export function LineRef({ line }: { line: number | null | undefined }) {
  if (!line) return null;
  return (
    <a
      href={`#L${line}`}
      aria-label={`Source line ${line}`}
      className="shrink-0 rounded px-1 font-mono text-[0.6875rem] leading-5 text-muted hover:bg-raised hover:text-text"
    >
      {line}
    </a>
  );
}
