"use client";

import * as Radix from "radix-ui/dialog";
import { type ReactNode, useMemo } from "react";
import { cx } from "./class-names";
import { Icon } from "./icon";
import { type Tone, toneClass } from "./meaning";
import { openerNow } from "./opener";

interface DialogProps {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  title: ReactNode;
  /** One sentence that says what happens on confirming. */
  description?: ReactNode;
  tone?: Tone;
  children: ReactNode;
  /** Buttons; stays in view while the body scrolls. */
  footer?: ReactNode;
  wide?: boolean;
}

/** A modal dialog; at the bottom of a phone's screen, within reach of the thumb, in the middle elsewhere. */
export function Dialog({
  open,
  onOpenChange,
  title,
  description,
  tone,
  children,
  footer,
  wide = false,
}: DialogProps) {
  // Read while rendering: once a field inside has taken the focus nobody knows any more where it was.
  const opener = useMemo(() => (open ? openerNow() : null), [open]);
  return (
    <Radix.Root open={open} onOpenChange={onOpenChange}>
      <Radix.Portal>
        <Radix.Overlay className="fixed inset-0 z-40 bg-black/60" />
        <Radix.Content
          className={cx(
            "fixed inset-x-0 bottom-0 z-50 flex max-h-[92dvh] flex-col rounded-t-2xl border border-line bg-panel shadow-card outline-none sm:inset-x-auto sm:bottom-auto sm:left-1/2 sm:top-1/2 sm:max-h-[86dvh] sm:w-[calc(100vw-3rem)] sm:-translate-x-1/2 sm:-translate-y-1/2 sm:rounded-2xl",
            wide ? "sm:max-w-3xl" : "sm:max-w-lg",
          )}
          {...(description ? {} : { "aria-describedby": undefined })}
          onOpenAutoFocus={focusItself}
          onCloseAutoFocus={(event) => {
            if (!opener?.isConnected) return;
            event.preventDefault();
            opener.focus();
          }}
        >
          <div className="px-5 pt-5 pr-14">
            <Radix.Title
              className={cx("text-lg font-[650] leading-snug tracking-[-0.01em]", tone && toneClass[tone])}
            >
              {title}
            </Radix.Title>
            {description ? (
              <Radix.Description className="mt-1 text-sm text-muted">{description}</Radix.Description>
            ) : null}
          </div>
          <div className="overflow-y-auto px-5 py-4">{children}</div>
          {footer ? (
            <div className="flex flex-wrap items-center gap-3 border-t border-line px-5 py-4 pb-[max(1rem,env(safe-area-inset-bottom))]">
              {footer}
            </div>
          ) : null}
          {/* Last in the order of keys: what the dialog asks comes first. */}
          <Radix.Close
            className="absolute top-4 right-4 grid size-8 place-items-center rounded-lg text-muted hover:bg-raised hover:text-text pointer-coarse:top-2.5 pointer-coarse:right-2.5 pointer-coarse:size-11"
            aria-label="Close"
          >
            <Icon name="cross" />
          </Radix.Close>
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}

/** Where no field asked for the focus: a thumb's keyboard stays down, Enter presses nothing, Tab finds the first field. */
function focusItself(event: Event): void {
  event.preventDefault();
  if (event.currentTarget instanceof HTMLElement) event.currentTarget.focus();
}
