"use client";

import { Toaster as Sonner } from "sonner";

/** Where short results are told; one per layout that needs it. Raise one with `toast` of sonner. */
export function Toaster() {
  return (
    <Sonner
      position="bottom-right"
      visibleToasts={4}
      style={{ fontFamily: "inherit" }}
      toastOptions={{
        unstyled: true,
        classNames: {
          toast:
            "flex w-full items-start gap-3 rounded-xl border border-line bg-raised px-4 py-3 text-sm text-text shadow-card [&_[data-icon]]:mt-0.5 [&_[data-icon]]:shrink-0",
          title: "font-semibold",
          description: "mt-0.5 text-muted",
          error: "border-halt/60 [&_[data-icon]]:text-halt",
          success: "[&_[data-icon]]:text-go",
          warning: "border-hold/60 [&_[data-icon]]:text-hold",
          actionButton: "ml-auto shrink-0 rounded-md border border-line px-2 py-0.5 text-xs font-semibold",
        },
      }}
    />
  );
}
