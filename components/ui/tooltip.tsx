"use client";

import * as Radix from "radix-ui/tooltip";
import type { ReactNode } from "react";

interface TooltipProps {
  text: ReactNode;
  /** One element that takes the focus, or can be hovered. */
  children: ReactNode;
}

/** A sentence on hover or focus. Never the only place of a fact: phones have no hover. */
export function Tooltip({ text, children }: TooltipProps) {
  return (
    <Radix.Provider delayDuration={250}>
      <Radix.Root>
        <Radix.Trigger asChild>{children}</Radix.Trigger>
        <Radix.Portal>
          <Radix.Content
            sideOffset={6}
            collisionPadding={8}
            className="z-60 max-w-80 rounded-lg border border-line bg-raised px-3 py-1.5 text-[0.8125rem] text-text shadow-card"
          >
            {text}
          </Radix.Content>
        </Radix.Portal>
      </Radix.Root>
    </Radix.Provider>
  );
}
