"use client";

import { useEffect, useState } from "react";
import { buttonStyle } from "./button";
import { cx } from "./class-names";
import { Icon } from "./icon";

interface CopyButtonProps {
  text: string;
  /** What is copied, for the accessible name: "the command", "the hash". */
  what: string;
  /** Shows only the icon. */
  compact?: boolean;
  /** What the button says, where "Copy" alone would not tell what of. */
  word?: string;
  className?: string;
}

type Outcome = "idle" | "copied" | "refused";

const words: Record<Outcome, string> = { idle: "Copy", copied: "Copied", refused: "Press Ctrl-C" };

/** Copies text and says that it did; where the browser refuses, it says how to copy by hand. */
export function CopyButton({ text, what, compact = false, word = words.idle, className }: CopyButtonProps) {
  const [outcome, setOutcome] = useState<Outcome>("idle");

  useEffect(() => {
    if (outcome === "idle") return;
    const timer = setTimeout(() => setOutcome("idle"), 2000);
    return () => clearTimeout(timer);
  }, [outcome]);

  const copy = async () => {
    try {
      await navigator.clipboard.writeText(text);
      setOutcome("copied");
    } catch {
      setOutcome("refused");
    }
  };

  return (
    <>
      <button
        type="button"
        onClick={copy}
        className={cx(buttonStyle({ size: compact ? "icon" : "sm" }), !compact && "min-w-20", className)}
        aria-label={`Copy ${what}`}
      >
        <Icon
          name={outcome === "copied" ? "check" : "copy"}
          className={cx(outcome === "copied" && "text-go")}
        />
        {compact ? null : <span aria-hidden>{outcome === "idle" ? word : words[outcome]}</span>}
      </button>
      <span role="status" className="sr-only">
        {outcome === "idle" ? "" : words[outcome]}
      </span>
    </>
  );
}
