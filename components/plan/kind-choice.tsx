"use client";

import type { RunKind } from "@/lib/run/state";
import { cx } from "../ui/class-names";

interface KindChoiceProps {
  value: RunKind;
  onChange: (kind: RunKind) => void;
  /** The document forbids production. */
  productionForbidden: boolean;
}

const kinds: { kind: RunKind; word: string; text: string }[] = [
  {
    kind: "rehearsal",
    word: "REHEARSAL",
    text: "The same rules without approvals; measures how long it takes.",
  },
  {
    kind: "production",
    word: "PRODUCTION",
    text: "The real one. Needs approvals of this exact hash where policy asks.",
  },
];

export function KindChoice({ value, onChange, productionForbidden }: KindChoiceProps) {
  return (
    <fieldset>
      <legend className="mb-1 text-[0.8125rem] font-medium text-muted">Kind of run</legend>
      <div className="grid gap-3 sm:grid-cols-2">
        {kinds.map(({ kind, word, text }) => {
          const forbidden = kind === "production" && productionForbidden;
          return (
            <label
              key={kind}
              className={cx(
                "relative block overflow-hidden rounded-xl border bg-panel px-4 pb-3 pt-5 has-focus-visible:outline-2 has-focus-visible:outline-offset-2 has-focus-visible:outline-live",
                value === kind ? "border-live shadow-[inset_0_0_0_1px_var(--live)]" : "border-line",
                forbidden ? "cursor-not-allowed text-muted" : "cursor-pointer hover:border-edge",
              )}
            >
              <span
                aria-hidden="true"
                className={cx("absolute inset-x-0 top-0 h-2", kind === "production" ? "bg-text" : "stripes")}
              />
              <span className="flex items-center gap-2.5">
                <input
                  type="radio"
                  name="kind"
                  value={kind}
                  className="accent-(--live) outline-none"
                  checked={value === kind}
                  disabled={forbidden}
                  onChange={() => onChange(kind)}
                />
                <b className="text-xs font-[700] tracking-[0.14em]">{word}</b>
              </span>
              <span className="mt-1 block text-[0.8125rem] text-muted">
                {forbidden ? "This document says that production is not authorized." : text}
              </span>
            </label>
          );
        })}
      </div>
    </fieldset>
  );
}
