import { type ReactNode, useId } from "react";
import { cx } from "./class-names";
import { Icon } from "./icon";

/** What a control inside a Field has to carry. */
export interface FieldControl {
  id: string;
  "aria-describedby"?: string;
  "aria-invalid"?: true;
}

interface FieldProps {
  label: ReactNode;
  hint?: ReactNode;
  /** A word at the end of the label's line: it comes and goes without moving what stands below. */
  aside?: ReactNode;
  /** What is wrong with the value, and what would be right. */
  error?: string | null;
  className?: string;
  children: (control: FieldControl) => ReactNode;
}

/** A label, its control, and the hint or the error that belongs to it, tied together for screen readers. */
export function Field({ label, hint, aside, error, className, children }: FieldProps) {
  const id = useId();
  const noteId = `${id}-note`;
  const hasNote = Boolean(hint) || Boolean(error);
  return (
    <div className={cx("min-w-0", className)}>
      <div className="flex items-baseline justify-between gap-3">
        <Label htmlFor={id}>{label}</Label>
        {aside ? <span className="min-w-0 truncate text-[0.8125rem] text-hold">{aside}</span> : null}
      </div>
      {children({
        id,
        ...(hasNote ? { "aria-describedby": noteId } : {}),
        ...(error ? { "aria-invalid": true as const } : {}),
      })}
      {hasNote ? (
        <p
          id={noteId}
          className={cx("mt-1.5 text-[0.8125rem] leading-snug", error ? "text-halt" : "text-muted")}
        >
          {error ? <Icon name="octagon" className="mr-1.5 size-3.5 align-[-0.15em]" /> : null}
          {error ?? hint}
        </p>
      ) : null}
    </div>
  );
}

/** The text above a control. */
function Label({ htmlFor, children }: { htmlFor: string; children: ReactNode }) {
  return (
    <label htmlFor={htmlFor} className="mb-1 block text-[0.8125rem] font-medium text-muted">
      {children}
    </label>
  );
}
