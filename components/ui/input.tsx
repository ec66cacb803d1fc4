import type { ComponentProps } from "react";
import { cx } from "./class-names";

/** Shared by every control that takes text. */
export const controlClass =
  "w-full min-w-0 rounded-lg border border-edge/70 bg-ground px-3 text-text placeholder:text-muted hover:border-edge focus-visible:border-live focus-visible:outline-offset-0 disabled:cursor-not-allowed disabled:border-line disabled:text-muted aria-invalid:border-halt";

interface InputProps extends ComponentProps<"input"> {
  /** For ids, hashes, times and anything else that is compared letter by letter. */
  mono?: boolean;
}

export function Input({ mono = false, className, ...rest }: InputProps) {
  return (
    <input
      className={cx(controlClass, "h-10 text-base sm:h-9 sm:text-sm", mono && "font-mono", className)}
      {...rest}
    />
  );
}
