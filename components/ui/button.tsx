import { cva, type VariantProps } from "class-variance-authority";
import type { ComponentProps } from "react";
import { cx } from "./class-names";

/** The look of a button, for links that act like one, too. */
export const buttonStyle = cva(
  "inline-flex select-none items-center justify-center gap-2 whitespace-nowrap rounded-[9px] border font-[650] transition-[background-color,border-color,opacity] duration-100 [&>svg]:size-[1.05em] disabled:cursor-not-allowed disabled:border-transparent disabled:bg-raised disabled:text-muted aria-disabled:cursor-not-allowed aria-disabled:border-transparent aria-disabled:bg-raised aria-disabled:text-muted",
  {
    variants: {
      variant: {
        go: "border-transparent bg-go text-on hover:bg-go/90",
        primary: "border-transparent bg-live text-on hover:bg-live/90",
        nogo: "border-nogo text-nogo hover:bg-nogo/12",
        halt: "border-halt text-halt hover:bg-halt/12",
        rollback: "border-rollback text-rollback hover:bg-rollback/12",
        hold: "border-hold text-hold hover:bg-hold/12",
        line: "border-line text-text hover:border-edge hover:bg-raised",
        ghost: "border-transparent text-muted hover:bg-raised hover:text-text",
      },
      size: {
        sm: "min-h-7 pointer-coarse:min-h-10 rounded-[7px] px-2.5 text-[0.78125rem]",
        md: "min-h-9 pointer-coarse:min-h-11 px-4 text-sm",
        lg: "min-h-11 px-5 text-[0.9375rem]",
        thumb: "min-h-13 px-5 text-base",
        icon: "size-8 rounded-[7px] p-0 text-sm",
      },
    },
    defaultVariants: { variant: "line", size: "md" },
  },
);

export type ButtonLook = VariantProps<typeof buttonStyle>;

interface ButtonProps extends ComponentProps<"button">, ButtonLook {
  /** Under way: the button keeps its width, says so, and takes no second press. */
  busy?: boolean;
}

export function Button({
  variant,
  size,
  busy = false,
  className,
  type = "button",
  disabled,
  children,
  ...rest
}: ButtonProps) {
  return (
    <button
      type={type}
      className={cx(buttonStyle({ variant, size }), className)}
      disabled={disabled === true || busy}
      aria-busy={busy || undefined}
      {...rest}
    >
      {busy ? <Spinner /> : null}
      {children}
    </button>
  );
}

function Spinner() {
  return (
    <svg
      viewBox="0 0 16 16"
      className="animate-spin"
      fill="none"
      stroke="currentColor"
      strokeWidth="2"
      aria-hidden
    >
      <path d="M8 2a6 6 0 016 6" />
    </svg>
  );
}
