import type { ReactNode } from "react";
import { cx } from "./class-names";
import { Icon } from "./icon";

interface ErrorNoteProps {
  /** What happened. */
  title: string;
  /** What was kept and what to do now. */
  children?: ReactNode;
  /** Number of the rule that refused. */
  rule?: string;
  /** What is missing, a line each. */
  missing?: readonly string[];
  /** A warning asks for attention; an error says that something did not happen. */
  tone?: "halt" | "hold";
  className?: string;
}

/** An error in three parts: what happened, what was kept, what to do. Announced as soon as it appears. */
export function ErrorNote({ title, children, rule, missing = [], tone = "halt", className }: ErrorNoteProps) {
  return (
    <div
      role="alert"
      className={cx(
        "tinted flex gap-3 rounded-xl border px-4 py-3 text-sm",
        tone === "halt" ? "tone-halt" : "tone-hold",
        className,
      )}
    >
      <Icon name={tone === "halt" ? "octagon" : "triangle"} className="mt-0.5" />
      <div className="min-w-0">
        <p className="font-[650]">
          {title}
          {rule ? <span className="ml-2 font-mono text-xs font-medium">{rule}</span> : null}
        </p>
        {missing.length > 0 ? (
          <ul className="mt-1 list-disc space-y-0.5 pl-4 text-text">
            {[...new Set(missing)].map((line) => (
              <li key={line}>{line}</li>
            ))}
          </ul>
        ) : null}
        {children ? <div className="mt-0.5 text-text">{children}</div> : null}
      </div>
    </div>
  );
}
