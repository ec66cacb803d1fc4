"use client";

import { type ReactNode, useEffect, useEffectEvent, useId, useState } from "react";
import { type ButtonLook, buttonStyle } from "./button";
import { cx } from "./class-names";

interface HoldButtonProps extends ButtonLook {
  children: ReactNode;
  onConfirm: () => void;
  /** How long it has to be held, in milliseconds. */
  holdMs?: number;
  disabled?: boolean;
  /** Why it cannot be pressed; told to screen readers and shown on hover. */
  reason?: string;
  className?: string;
}

const circumference = 2 * Math.PI * 6;

/**
 * A button that acts only after it was held down: by pointer, by Space or by Enter. Letting go, leaving it or losing
 * the focus before the time is up does nothing.
 */
export function HoldButton({
  children,
  onConfirm,
  holdMs = 1500,
  disabled = false,
  reason,
  variant,
  size,
  className,
}: HoldButtonProps) {
  const hintId = useId();
  const [holding, setHolding] = useState(false);
  const confirm = useEffectEvent(onConfirm);

  useEffect(() => {
    if (!holding) return;
    const timer = setTimeout(() => {
      setHolding(false);
      confirm();
    }, holdMs);
    return () => clearTimeout(timer);
  }, [holding, holdMs]);

  const release = () => setHolding(false);
  const press = () => {
    if (!disabled) setHolding(true);
  };
  const seconds = (holdMs / 1000).toLocaleString("en", { maximumFractionDigits: 1 });

  // Hint and status stand beside the button: inside they would become part of its name.
  return (
    <>
      <button
        type="button"
        className={cx(buttonStyle({ variant, size }), "touch-none", className)}
        aria-disabled={disabled || undefined}
        aria-describedby={hintId}
        data-holding={holding || undefined}
        title={disabled ? reason : `Hold for ${seconds} s`}
        onPointerDown={(event) => {
          if (event.button === 0) press();
        }}
        onPointerUp={release}
        onPointerLeave={release}
        onPointerCancel={release}
        onBlur={release}
        onContextMenu={(event) => event.preventDefault()}
        onKeyDown={(event) => {
          if (event.key === "Escape") return release();
          if (event.key !== " " && event.key !== "Enter") return;
          event.preventDefault();
          if (!event.repeat) press();
        }}
        onKeyUp={release}
      >
        <svg viewBox="0 0 16 16" fill="none" strokeWidth="2.4" className="-rotate-90" aria-hidden>
          <circle cx="8" cy="8" r="6" stroke="currentColor" opacity="0.28" />
          <circle
            data-progress
            cx="8"
            cy="8"
            r="6"
            stroke="currentColor"
            strokeDasharray={circumference}
            strokeDashoffset={holding ? 0 : circumference}
            style={{ transition: holding ? `stroke-dashoffset ${holdMs}ms linear` : "none" }}
          />
        </svg>
        {children}
      </button>
      <span id={hintId} className="sr-only">
        {disabled ? reason : `Press and hold for ${seconds} seconds to confirm; let go to cancel.`}
      </span>
      <span role="status" className="sr-only">
        {holding ? "Keep holding" : ""}
      </span>
    </>
  );
}
