"use client";

import * as Radix from "radix-ui/dialog";
import type { ReactNode } from "react";
import { cx } from "./class-names";
import { Icon } from "./icon";
import { type Tone, toneClass } from "./meaning";

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
        >
          <div className="flex items-start gap-4 px-5 pt-5">
            <div className="min-w-0 grow">
              <Radix.Title
                className={cx("text-lg font-[650] leading-snug tracking-[-0.01em]", tone && toneClass[tone])}
              >
                {title}
              </Radix.Title>
              {description ? (
                <Radix.Description className="mt-1 text-sm text-muted">{description}</Radix.Description>
              ) : null}
            </div>
            <Radix.Close
              className="-mr-1 -mt-1 grid size-8 shrink-0 place-items-center rounded-lg text-muted hover:bg-raised hover:text-text"
              aria-label="Close"
            >
              <Icon name="cross" />
            </Radix.Close>
          </div>
          <div className="overflow-y-auto px-5 py-4">{children}</div>
          {footer ? (
            <div className="flex flex-wrap items-center gap-3 border-t border-line px-5 py-4 pb-[max(1rem,env(safe-area-inset-bottom))]">
              {footer}
            </div>
          ) : null}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}
